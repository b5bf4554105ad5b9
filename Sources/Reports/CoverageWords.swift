internal import Findings

/// The words of `inspect --coverage`, and why a content does not fit.
struct CoverageWords {
    let language: Language

    private func say(_ english: String, _ korean: String, _ arguments: String...) -> String {
        Strings.fill(language == .korean ? korean : english, arguments)
    }

    // MARK: Kinds

    func name(of kind: CoverageRange.Kind) -> String {
        switch kind {
        case .hashed: say("hashed", "해시됨")
        case .signed: say("signed", "서명됨")
        case .structure: say("structure", "구조")
        case .excluded: say("excluded", "제외됨")
        case .foreign: say("foreign", "기록 밖")
        }
    }

    func meaning(of kind: CoverageRange.Kind) -> String {
        switch kind {
        case .hashed: say("the hash of the content covers them", "콘텐츠 해시에 포함됨")
        case .signed: say("a signature covers them, themselves or by their hash", "서명에 직접 또는 해시로 포함됨")
        case .structure:
            say("one value is accepted for each: lengths, types, zeros", "정해진 값만 허용됨: 길이, 유형, 0")
        case .excluded:
            say("left out by the signer: they can change unnoticed", "서명자가 제외함: 바뀌어도 드러나지 않음")
        case .foreign: say("no record accounts for them", "어떤 기록에도 들어 있지 않음")
        }
    }

    // MARK: The table

    var offset: String { say("offset", "오프셋") }
    var length: String { say("length", "길이") }
    var kind: String { say("class", "분류") }
    var what: String { say("what it is", "내용") }
    var bytes: String { say("bytes", "바이트") }
    var activeManifest: String { say("active manifest", "활성 매니페스트") }
    var noBinding: String { say("no record is bound to these bytes", "이 바이트에 결합된 기록 없음") }

    func binding(_ binding: CoverageMap.Binding, label: String, cause: ContentCause?) -> String {
        let label = SafeText.escape(label, limit: SafeText.nameLimit)
        switch binding.answer {
        case .pass: return say("{0}: the bytes fit", "{0}: 바이트가 맞음", label)
        case .fail:
            let reason = cause.map { ": " + self.reason($0) } ?? ""
            return say("{0}: the bytes do not fit{1}", "{0}: 바이트가 맞지 않음{1}", label, reason)
        case .unknown, .notChecked: return say("{0}: not known whether the bytes fit", "{0}: 맞는지 알 수 없음", label)
        }
    }

    /// - Parameter folded: how many bytes around the record lie within the range, when it is shown in one piece.
    func what(_ range: CoverageRange, folded: Int = 0) -> String {
        var text = part(range, range.name.map { SafeText.escape($0, limit: SafeText.nameLimit) } ?? "")
        if range.count > 1 { text += " × \(range.count)" }
        if folded > 0 {
            text += say(" (in pieces, {0} bytes of structure between)", " (나뉘어 있음, 사이에 구조 {0}바이트)", String(folded))
        }
        return range.answer == .fail ? text + say(" — does not fit", " — 맞지 않음") : text
    }

    private func part(_ range: CoverageRange, _ name: String) -> String {
        switch range.part {
        case .image: name
        case .unnamed: say("bytes of no named part", "이름 없는 부분")
        case .carrier: say("{0}: what the format puts around the record", "{0}: 형식이 기록 둘레에 두는 값", name)
        case .stray: say("not of the record", "기록에 속하지 않음")
        case .otherStore: say("{0}: a record that does not count", "{0}: 인정되지 않는 기록", name)
        case .header: name.isEmpty ? say("box header", "박스 헤더") : say("box headers: {0}", "박스 헤더: {0}", name)
        case .claim: say("claim", "클레임")
        case .assertion: say("assertion {0}", "어서션 {0}", name)
        case .redacted: say("assertion {0}, taken out", "삭제된 어서션 {0}", name)
        case .signature: say("signature and certificates", "서명과 인증서")
        case .timeStamp: say("time-stamp, signed by its authority", "타임스탬프(발급 기관이 서명함)")
        case .status: say("revocation status, signed by its responder", "폐기 상태(응답 기관이 서명함)")
        case .dataBox: say("data box {0}", "데이터 박스 {0}", name)
        case .credential: say("credential {0}", "자격 증명 {0}", name)
        case .compressed: say("compressed manifest", "압축된 매니페스트")
        case .manifest: say("manifest that nothing refers to", "아무것도 가리키지 않는 매니페스트")
        case .padding: say("zeros", "0으로 채운 부분")
        case .stated: say("{0}, repeated in the hash assertion", "{0}(해시 어서션에 그대로 적혀 있음)", name)
        case .merkle: say("{0}, part of a Merkle tree", "{0}(머클 트리의 일부)", name)
        }
    }

    // MARK: Why the content does not fit

    func reason(_ cause: ContentCause) -> String {
        let start = cause.range.map { String($0.lowerBound) } ?? "?"
        let count = cause.range.map { String($0.count) } ?? "?"
        let before = cause.signedRange.map { String($0.lowerBound) } ?? "?"
        switch cause.kind {
        case .hashDiffers:
            guard let range = cause.range else { return say("hash differs", "해시가 다름") }
            return say(
                "hash differs for bytes {0} to {1}", "바이트 {0}–{1}의 해시가 다름", start, String(range.upperBound))
        case .foreignBytes:
            return say(
                "exclusion covers {0} foreign bytes at offset {1}", "제외 범위에 기록이 아닌 {0}바이트가 있음(오프셋 {1})", count,
                start)
        case .storeMoved: return say("store moved from offset {0} to {1}", "기록의 위치가 {0}에서 {1}(으)로 바뀜", before, start)
        case .storeResized:
            return say(
                "store at offset {0} has {1} bytes, and {2} when it was signed", "오프셋 {0}의 기록이 {1}바이트임(서명할 때 {2}바이트)",
                start, count, cause.signedRange.map { String($0.count) } ?? "?")
        case .nothingToExclude:
            return say(
                "{0} bytes at offset {1} are excluded, and no store is there", "기록이 없는 오프셋 {1}의 {0}바이트가 제외됨", count,
                start)
        case .exclusionOutsideFile:
            return say("exclusion at offset {0} ends beyond the file", "오프셋 {0}의 제외 범위가 파일을 벗어남", start)
        case .partsDiffer:
            guard cause.range != nil else {
                return say("parts of the file differ from the list", "파일의 구성이 목록과 다름")
            }
            return say("part at offset {0} is not in the list", "오프셋 {0}의 부분이 목록에 없음", start)
        case .uncovered:
            guard cause.range != nil else { return say("bytes are covered by no hash", "해시에 없는 바이트가 있음") }
            return say("no hash covers {0} bytes at offset {1}", "오프셋 {1}의 {0}바이트가 해시에 없음", count, start)
        case .noHash: return say("record states no hash", "기록에 해시가 없음")
        }
    }
}
