public import Findings

/// What `index search` tells a person.
public struct IndexText: Sendable {
    private let words: IndexWords
    private let style: Style

    public init(_ context: ReportContext) {
        words = IndexWords(language: context.language)
        style = context.style
    }

    /// Several lines, each with a final line break.
    public func text(for answer: IndexAnswer, file: String) -> String {
        var text = "\(SafeText.escape(file))   "
        guard let best = answer.matches.first else {
            text += "–\n  \(words.none)\n"
            if let quality = answer.quality, quality < IndexWords.reliableQuality { text += "  \(words.noDetail)\n" }
            return text
        }
        text += "\(words.grade(best.grade))\n"
        for match in answer.matches {
            text += "  \(words.meaning(match))\n"
            text += "    " + facts(match).joined(separator: " · ") + "\n"
        }
        if let bound = words.bound(best) { text += "  \(bound)\n" }
        return text
    }

    /// One image that was added on a line, which says so when it will hardly be recognised.
    public func line(added id: String, isNew: Bool, quality: Int?, file: String) -> String {
        let low = quality.flatMap { $0 < IndexWords.reliableQuality ? $0 : nil }
        let note = low.map { "  (\(words.hardlyRecognised($0)))" } ?? ""
        return "\(isNew ? "added" : "present")  \(id)  \(SafeText.escape(file))\(note)\n"
    }

    /// One entry of the audit log on a line.
    public static func line(for entry: AuditEntry) -> String {
        let texts = [entry.action.rawValue, entry.subject, entry.detail, entry.purpose].map {
            SafeText.escape($0, limit: SafeText.valueLimit)
        }
        return "\(entry.sequence)  \(entry.time)  \(texts.joined(separator: "  "))\n"
    }

    /// Several lines about a record that was recovered.
    public func text(for report: RecoveryReport) -> String {
        "\(SafeText.escape(report.output))   \(words.grade(report.match.grade))\n"
            + "  \(words.meaning(report.match))\n    " + facts(report.match).joined(separator: " · ") + "\n"
            + "  \(words.recovered(report))\n"
    }

    private func facts(_ match: IndexMatch) -> [String] {
        var facts = [match.record.id, match.fingerprint]
        if let distance = match.distance { facts.append("\(distance)/256") }
        if let transform = match.transform, transform != "original" { facts.append(transform) }
        if let placement = match.placement {
            let box = placement.indexed
            let place = "x \(box.x)–\(box.x + box.width), y \(box.y)–\(box.y + box.height)"
            facts.append(place + (match.shownPercent.map { " (\(words.shown($0)))" } ?? ""))
            facts.append("×\(placement.scale)")
            if abs(placement.rotation) >= 1 { facts.append("\(placement.rotation)°") }
            if placement.isMirrored { facts.append("mirrored") }
        }
        if let name = match.record.name { facts.append(SafeText.escape(name, limit: SafeText.nameLimit)) }
        if match.record.hasManifest { facts.append("C2PA") }
        return facts
    }
}
