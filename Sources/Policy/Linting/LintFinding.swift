/// Something in a pack that works, but probably not as meant.
public struct LintFinding: Sendable, Equatable {
    public enum Level: String, Sendable, Comparable {
        /// Worth knowing; fails nothing.
        case note
        case warning

        public static func < (left: Level, right: Level) -> Bool { left == .note && right == .warning }
    }

    /// What is the matter: stable words for programs, for example `rule.shadowed`.
    public enum Code: String, Sendable, CaseIterable {
        case ruleExpired = "rule.expired"
        case ruleExpiring = "rule.expiring"
        case ruleNotYet = "rule.not_yet"
        case ruleUnreachable = "rule.unreachable"
        case ruleShadowed = "rule.shadowed"
        case ruleIdle = "rule.idle"
        case ruleMessage = "rule.message"
        case ruleUntested = "rule.untested"
        case listUnused = "list.unused"
        case listEmpty = "list.empty"
        case patternTwice = "pattern.twice"
        case patternShadowed = "pattern.shadowed"
        case patternOverlap = "pattern.overlap"
        case patternOrdinary = "pattern.ordinary"
        case nameOneWord = "name.one_word"
        case nameExpired = "name.expired"
    }

    public let code: Code
    public let level: Level
    public let message: String
    public let hint: String
    public let place: SourcePlace
}
