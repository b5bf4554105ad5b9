internal import Findings

/// How trust lists are named in a sentence.
enum TrustWords {
    /// The list that vouches for the signer, by its date or else its name; `a trust list` when neither is known.
    static func list(_ report: FileReport, _ context: ReportContext) -> String {
        let name = report.active?.signature?.trustList ?? (report.trustLists.count == 1 ? report.trustLists.first : nil)
        return words(for: name, context)
    }

    /// The list the signer was looked for on, when there was exactly one.
    static func searched(_ report: FileReport, _ context: ReportContext) -> String {
        words(for: report.trustLists.count == 1 ? report.trustLists.first : nil, context)
    }

    private static func words(for name: String?, _ context: ReportContext) -> String {
        guard let name, !name.isEmpty else { return context.strings(.listUnnamed) }
        if let date = context.trust.first(where: { $0.name == name })?.date {
            return context.strings(.listDated, Timestamp.day(date))
        }
        return context.strings(.listNamed, SafeText.escape(name, limit: SafeText.nameLimit))
    }
}
