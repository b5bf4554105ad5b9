public import Findings

/// What `compare` tells a person.
public struct ComparisonText: Sendable {
    private let context: ReportContext
    private let strings: Strings

    public init(_ context: ReportContext) {
        self.context = context
        strings = context.strings
    }

    /// Several lines, each with a final line break.
    public func text(for report: ComparisonReport) -> String {
        var text = "\(SafeText.escape(report.before.file)) → \(SafeText.escape(report.after.file))\n"
        if report.isIdentical { text += "  \(strings(.compareIdentical))\n" }
        text += "  \(strings(Self.phrase(report.credentials)))\n"
        text += size(report)
        if let pixels = report.pixels, !report.isIdentical {
            text += "  " + PixelWords(language: context.language).words(for: pixels) + "\n"
        }
        if report.fields.isEmpty, !report.isIdentical { text += "  \(strings(.compareFieldsSame))\n" }
        for field in report.fields { text += "  " + line(field) + "\n" }
        return text
    }

    private static func phrase(_ credentials: ComparisonReport.Credentials) -> Phrase {
        switch credentials {
        case .none: .compareNone
        case .kept: .compareKept
        case .broken: .compareBroken
        case .extended: .compareExtended
        case .replaced: .compareReplaced
        case .lost: .compareLost
        case .added: .compareAdded
        }
    }

    private func size(_ report: ComparisonReport) -> String {
        guard let before = report.before.byteCount, let after = report.after.byteCount, !report.isIdentical else {
            return ""
        }
        let formats = [report.before.format, report.after.format].map { $0 ?? "?" }
        let format = formats[0] == formats[1] ? formats[0] : "\(formats[0]) → \(formats[1])"
        return "  \(format), \(before) → \(after) B\n"
    }

    private func line(_ field: ComparisonReport.FieldChange) -> String {
        let name = "\(field.kind.rawValue) \(SafeText.escape(field.key, limit: SafeText.nameLimit))"
        let limit = 60
        switch (field.before, field.after) {
        case (let before?, nil): return "- \(name): \(SafeText.escape(before, limit: limit))"
        case (nil, let after?): return "+ \(name): \(SafeText.escape(after, limit: limit))"
        case (let before, let after):
            return
                "~ \(name): \(SafeText.escape(before ?? "", limit: limit)) → \(SafeText.escape(after ?? "", limit: limit))"
        }
    }
}
