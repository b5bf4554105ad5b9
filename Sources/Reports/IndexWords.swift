internal import Findings

/// What matches in the index mean, in the words of people.
struct IndexWords {
    /// The quality of PDQ hashes from which on industry programmes use them.
    static let reliableQuality = 50

    let language: Language

    func say(_ english: String, _ korean: String) -> String { language == .korean ? korean : english }

    func grade(_ grade: IndexMatch.Grade) -> String {
        switch grade {
        case .exact: say("THE SAME", "동일")
        case .confirmed: say("VERY SIMILAR", "매우 비슷함")
        case .probable: say("PROBABLY SIMILAR", "비슷할 가능성이 큼")
        case .part: say("PART OF THE IMAGE", "이미지의 일부")
        }
    }

    /// One sentence that claims no more than the evidence does.
    func meaning(_ match: IndexMatch) -> String {
        let made = match.record.model.map { SafeText.escape($0, limit: 60) }
        let who = made.map { say("made by \($0) on", "\($0)(으)로 만들어져") } ?? say("recorded on", "기록된 날짜:")
        let date = String(match.record.created.prefix(10))
        switch match.grade {
        case .exact:
            return match.fingerprint == "sha256"
                ? say("The same file as one \(who) \(date).", "같은 파일입니다. \(who) \(date).")
                : say(
                    "Pixel for pixel the same image as one \(who) \(date); the file around it differs.",
                    "픽셀이 모두 같은 이미지입니다. \(who) \(date). 파일의 다른 부분은 다릅니다.")
        case .confirmed:
            let distance = match.distance ?? 0
            return say(
                "Very similar to an image \(who) \(date) (distance \(distance) of 256). Similar is not identical; compare by eye.",
                "다음 이미지와 매우 비슷합니다. \(who) \(date) (거리 \(distance)/256). 같은 파일이라는 뜻은 아니니 눈으로 비교하세요.")
        case .probable:
            return say(
                "Resembles an image \(who) \(date), less closely or with little detail to go by. Compare by eye.",
                "다음 이미지와 닮았지만 차이가 크거나 비교할 세부가 적습니다. \(who) \(date). 눈으로 비교하세요.")
        case .part:
            let votes = match.placement?.votes ?? 0
            return say(
                "Shows a part of an image \(who) \(date): \(votes) distinct places lie as they do there. Compare by eye.",
                "다음 이미지의 일부가 보입니다. \(who) \(date). 서로 다른 \(votes)곳의 배치가 일치합니다. 눈으로 비교하세요.")
        }
    }

    /// How likely it is that strangers match so well, as far as it was measured: `make distractors`, docs/index.md.
    func bound(_ match: IndexMatch) -> String? {
        switch match.grade {
        case .exact: nil
        case .confirmed, .part:
            say(
                "None of 10 million pairs of unrelated images matched so in the tests: fewer than 3 in 10 million do (95 %).",
                "시험에서 관련 없는 이미지 1천만 쌍 중 이렇게 일치한 쌍은 없었습니다. 1천만 쌍 중 3쌍 미만입니다(95 %).")
        case .probable:
            say(
                "Unrelated images with little detail can resemble each other so; docs/index.md says how often it was seen.",
                "세부가 적은 이미지는 관련이 없어도 이렇게 닮을 수 있습니다. 얼마나 자주 있었는지는 docs/index.md에 있습니다.")
        }
    }

    /// What a record that was found by fingerprints says about the image, and what not.
    func recovered(_ report: RecoveryReport) -> String {
        if report.isHardMatch {
            return say(
                "Nothing but the record had been taken out: with it, the file is byte for byte the one that was signed.",
                "기록만 빠져 있었습니다. 기록을 되돌리면 서명된 파일과 바이트까지 같습니다.")
        }
        return say(
            "The record was found by the picture's fingerprints. It belongs to an image that resembles this one; it is not bound to this file, and verifying it says so.",
            "이미지의 지문으로 찾은 기록입니다. 이 파일과 비슷한 이미지의 기록이며 이 파일에 결합된 것이 아닙니다. 검증해도 그렇게 나옵니다.")
    }

    /// The way back for a file that lost its record.
    var recordKept: String {
        say("Its record is kept: signet index recover.", "기록이 보관되어 있습니다: signet index recover.")
    }

    var none: String {
        say(
            "Not found among the images recorded here. Heavy edits can hide a match; this does not say that the image is not ours.",
            "여기에 기록된 이미지에서 찾지 못했습니다. 크게 편집되면 찾지 못할 수 있으며, 우리 이미지가 아니라는 뜻은 아닙니다.")
    }

    func hardlyRecognised(_ quality: Int) -> String {
        quality == 0
            ? say("no detail: edited copies will hardly be recognised", "세부 없음: 편집된 사본은 알아보기 어려움")
            : say("little detail: edited copies are recognised less surely", "세부가 적음: 편집된 사본은 덜 확실하게 알아봄")
    }

    var noDetail: String {
        say(
            "The image has too little detail for a reliable fingerprint; a match can be missed.",
            "이미지에 세부가 적어 지문이 믿을 만하지 않습니다. 일치하는 이미지를 놓칠 수 있습니다.")
    }
}
