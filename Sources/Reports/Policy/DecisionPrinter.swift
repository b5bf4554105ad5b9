public import Policy

/// Prints the answers to one prompt or many, in the form that was asked for: JSON for many when none was.
public struct DecisionPrinter: Sendable {
    private let format: PolicyFormat
    private let json: PolicyJSON
    private let table: DecisionTable
    private let words: PolicyText

    public init(_ format: PolicyFormat, isBulk: Bool, redacts: Bool, context: ReportContext) {
        self.format = format == .text && isBulk ? .json : format
        json = PolicyJSON(redacts: redacts)
        table = DecisionTable(redacts: redacts)
        words = PolicyText(context, redacts: redacts)
    }

    /// What comes before the answers.
    public var header: String { format == .csv ? table.header : "" }

    public func text(
        for decision: Decision, _ prompt: String, id: String?, line: Int?, upload: ImageEvidence? = nil
    ) -> String {
        switch format {
        case .csv: table.line(for: decision, id: id, line: line ?? 1, text: prompt)
        case .json: json.line(for: decision, id: id, line: line, upload: upload)
        default: words.text(for: decision, upload: upload)
        }
    }

    /// The answer to a line that is no prompt.
    public func text(unreadable reason: String, line: Int) -> String {
        format == .csv ? table.line(unreadable: reason, line: line) : json.line(unreadable: reason, line: line)
    }
}
