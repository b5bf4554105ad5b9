internal import Findings
public import Policy

/// What `policy check --format csv` prints: a line for each prompt, for spreadsheets.
public struct DecisionTable: Sendable {
    private let redacts: Bool

    /// - Parameter redacts: whether the prompts are left out.
    public init(redacts: Bool = false) { self.redacts = redacts }

    public var header: String {
        CSVTable.line(
            ["id", "line", "verdict", "exit", "rules", "people", "reason", "policy", "version", "digest"]
                + (redacts ? [] : ["text"]))
    }

    public func line(for decision: Decision, id: String?, line: Int, text: String) -> String {
        CSVTable.line(
            [
                id ?? "", "\(line)", decision.verdict.rawValue, "\(decision.exitStatus.rawValue)",
                decision.matches.filter(\.isDecisive).map(\.rule.id).joined(separator: ";"),
                decision.people.map(\.person.id).joined(separator: ";"), decision.refusal ?? "", decision.policyID,
                decision.policyVersion, decision.policyDigest,
            ] + (redacts ? [] : [text]))
    }

    public func line(unreadable reason: String, line: Int) -> String {
        CSVTable.line(["", "\(line)", "error", "", "", "", reason, "", "", ""] + (redacts ? [] : [""]))
    }
}
