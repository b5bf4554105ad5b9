/// The words of the pages about the index.
extension IndexWords {
    var pageTitle: String { say("Is this ours?", "우리 이미지인가?") }
    var noMatch: String { say("NOT FOUND", "찾지 못함") }
    var lookedUp: String { say("looked up", "조회한 이미지") }
    var ours: String { say("recorded here", "기록된 이미지") }
    var noPicture: String { say("no picture at hand", "표시할 그림 없음") }
    var mirrored: String { say("mirrored", "좌우 반전") }
    var strangers: String { say("strangers: about 128", "무관한 이미지: 약 128") }
    var factMade: String { say("made", "만든 때") }
    var factModel: String { say("model", "모델") }
    var factLabels: String { say("labels", "라벨") }
    var factEvidence: String { say("evidence", "근거") }
    var factPlace: String { say("where in ours", "원본에서의 위치") }
    var factRecord: String { say("record", "기록") }
    var factIdentifier: String { say("identifier", "식별자") }
    var noRecord: String { say("none was kept", "보관된 것 없음") }

    var picturesLeftOut: String {
        say("Further pictures were left out to keep this page small.", "페이지 크기를 줄이려고 나머지 그림은 생략했습니다.")
    }

    var pageFoot: String {
        say(
            "Similar is not identical: compare by eye. No match proves nothing. This page was made on this computer and loads nothing.",
            "비슷하다고 같은 것은 아니니 눈으로 비교하세요. 찾지 못했다고 해서 증명되는 것은 없습니다. 이 페이지는 이 컴퓨터에서 만들어졌으며 아무것도 불러오지 않습니다.")
    }

    func images(_ count: Int) -> String { say("\(count) images looked through", "이미지 \(count)개 조회") }

    func shown(_ percent: Int) -> String { say("\(percent) % of our image", "원본의 \(percent) %") }

    func places(_ count: Int) -> String { say("\(count) places agree", "\(count)곳 일치") }

    func distanceOf(_ distance: Int) -> String {
        say(
            "\(distance) of 256 bits differ; up to 31 count as the same image",
            "256비트 중 \(distance)비트 다름. 31 이하면 같은 이미지로 봄")
    }

    var statTitle: String { say("The index", "색인 현황") }
    var statImages: String { say("images", "이미지") }
    var statLowQuality: String { say("with little detail", "세부가 적음") }
    var statRemoved: String { say("removed", "삭제됨") }
    var statLookups: String { say("lookups", "조회") }
    var statFound: String { say("of them found", "그중 찾음") }
    var statAudit: String { say("entries of the audit log", "감사 기록") }
    var growthTitle: String { say("Growth", "증가") }
    var growthNote: String { say("Images by the day they were made.", "만든 날짜별 누적 이미지 수.") }
    var matchTitle: String { say("Distances of matches", "찾은 이미지의 거리") }

    var matchNote: String {
        say(
            "How many of 256 bits differed between what was looked up and what was found. Heights are square roots.",
            "조회한 이미지와 찾은 이미지 사이에 다른 비트 수(256 중). 높이는 제곱근입니다.")
    }

    var pairTitle: String { say("Distances between our images", "기록된 이미지끼리의 거리") }

    func pairNote(_ count: Int) -> String {
        say(
            "All pairs of a sample of \(count) images. Strangers lie around 128; what lies far left are versions of the same image. Heights are square roots.",
            "표본 \(count)개의 모든 쌍. 무관한 이미지는 128 근처에, 같은 이미지의 변형은 왼쪽에 있습니다. 높이는 제곱근입니다.")
    }
}
