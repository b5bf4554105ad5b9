/// The forms in which results about a policy can be printed.
public enum PolicyFormat: String, Sendable, CaseIterable {
    case text, json
    /// For build servers.
    case junit
    /// For code scanning (SARIF 2.1.0).
    case sarif
    /// A page of its own, without anything from elsewhere.
    case html
    case markdown
    /// For spreadsheets.
    case csv
}
