/// One rule of a pack: when it holds, what it asks for, and what people are told.
public struct Rule: Sendable {
    /// What a rule asks for, the mildest first.
    public enum Action: String, Sendable, CaseIterable, Comparable {
        case allow, review, block

        public static func < (left: Action, right: Action) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// Whether a rule decides, or is only written down.
    public enum Mode: String, Sendable, CaseIterable { case enforce, shadow }

    /// Which text a rule looks at.
    public enum Field: String, Sendable, CaseIterable {
        case prompt, negative
        /// Text between quotation marks, which is drawn into the image.
        case rendered
    }

    public var id = ""
    public var title = ""
    public var category = ""
    /// 1 (mild) to 5 (grave).
    public var severity = 3
    public var action = Action.review
    /// Whether an allowing rule may lift it.
    public var isOverridable = true
    public var mode = Mode.enforce
    public var fields: [Field] = [.prompt]
    public var owner: String?
    /// Dates as `2026-11-01`.
    public var since: String?
    public var expires: String?
    /// Identifiers or categories an allowing rule lifts.
    public var lifts: [String] = []
    /// By language tag.
    public var messages: [String: String] = [:]
    public var place = SourcePlace(file: "", line: 0, column: 0)
    var when = Condition.any([])
    var unless: Condition?
}

/// Where in a pack something is written. Lines and columns count from 1.
public struct SourcePlace: Sendable, Equatable {
    public let file: String
    public let line: Int
    public let column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// When a rule holds.
indirect enum Condition: Sendable {
    /// Any pattern of a compiled list.
    case list(Int)
    case any([Condition])
    case all([Condition])
    case not(Condition)
    case near([Condition], window: Int, forward: Bool)
    /// In exceptions: within so many words of what made the rule hold.
    case nearMatch(Condition, window: Int)
    case count(Condition, least: Int)
    case person(statuses: Set<Person.Status>, roles: Set<String>)
    case image(ImageFact)
    case signal(String, above: Double, whenDown: Outage)
}

/// What a rule does when the classifier it asks about does not answer.
enum Outage: String, Sendable, CaseIterable {
    /// The rule holds as if the score were high: fail closed.
    case hold
    /// The rule holds, but asks for no more than a look by a person.
    case review
}

/// What can be asked about an uploaded image.
enum ImageFact: Sendable, Equatable {
    case present
    case cameraPhoto
    case aiGenerated
    case hashList(String)
}
