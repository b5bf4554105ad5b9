public import Findings

/// What all printers need to know beside the results.
public struct ReportContext: Sendable {
    /// The program that made the report.
    public struct Tool: Sendable, Equatable {
        public let name: String
        /// As SemVer 2.0 has it, for example `1.0.0`.
        public let version: String

        public init(name: String = "signet", version: String) {
            self.name = name
            self.version = version
        }
    }

    public var tool: Tool
    /// The trust lists that were in use, with their dates.
    public var trust: [TrustListRecord]
    public var language: Language
    public var style: Style

    public init(tool: Tool, trust: [TrustListRecord] = [], language: Language = .english, style: Style = .plain) {
        self.tool = tool
        self.trust = trust
        self.language = language
        self.style = style
    }

    var strings: Strings { Strings(language) }
}
