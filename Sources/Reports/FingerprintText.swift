public import Findings

/// What `fingerprint` tells a person.
public struct FingerprintText: Sendable {
    private let language: Language

    public init(_ context: ReportContext) { language = context.language }

    private func say(_ english: String, _ korean: String) -> String { language == .korean ? korean : english }

    /// Several lines, each with a final line break.
    public func text(for report: FingerprintReport) -> String {
        var facts = ["\(report.width)x\(report.height)", report.format]
        if let quality = report.quality { facts.append(say("quality \(quality)", "품질 \(quality)")) }
        if report.orientation > 1 {
            facts.append(
                say("turned upright (EXIF \(report.orientation))", "EXIF 방향 \(report.orientation)에 따라 바로 세움"))
        }
        if report.scale > 1 { facts.append(say("decoded at 1/\(report.scale)", "1/\(report.scale) 크기로 읽음")) }
        var text = "\(SafeText.escape(report.file))   \(facts.joined(separator: " · "))\n"
        let column = (report.prints + report.dihedral).map(\.name.count).max() ?? 0
        for print in report.prints + report.dihedral.dropFirst() {
            text += "  \(print.name)\(String(repeating: " ", count: column - print.name.count))  \(print.value)\n"
        }
        if let box = report.content {
            text += "  " + say("inside its border: ", "테두리 안쪽: ")
            text += "x \(box.x)–\(box.x + box.width), y \(box.y)–\(box.y + box.height)\n"
        }
        for note in report.notes { text += "  \(words(note))\n" }
        if let quality = report.quality, quality < 50 {
            text += "  "
            text += say(
                "Little detail: industry programmes discard PDQ hashes of quality below 50.",
                "세부가 적습니다. 업계에서는 품질 50 미만의 PDQ 해시를 쓰지 않습니다.")
            text += "\n"
        }
        return text
    }

    private func words(_ note: String) -> String {
        switch note {
        case "profileIgnored": say("The ICC colour profile was ignored.", "ICC 색 프로파일은 무시했습니다.")
        case "transparencyDropped":
            say(
                "Transparency was dropped; only the ISCC is of the image before white.",
                "투명도는 무시했습니다. ISCC만 흰 배경 위에서 계산했습니다.")
        case "damaged":
            say(
                "The file is damaged or ends early; what is missing is gray or black.",
                "파일이 손상되었거나 중간에 끝납니다. 빠진 부분은 회색이나 검은색입니다.")
        case "firstFrameOnly": say("Only the first picture was read.", "첫 번째 그림만 읽었습니다.")
        default: note
        }
    }
}
