/// What deciding needs to know of a rule before it holds.
struct RuleHead {
    /// Where its conditions begin; -1 for no exception.
    let when: Int32
    let unless: Int32
    /// The fields it looks at, as bits in the order of ``Rule/Field``.
    let fields: UInt8
    let hasDates: UInt8

    static func bit(_ field: Rule.Field) -> UInt8 {
        switch field {
        case .prompt: 1
        case .negative: 2
        case .rendered: 4
        }
    }
}

/// A rule without its conditions as texts.
extension Rule {
    static let textCount = 15

    /// The texts that ``init(texts:)`` makes the rule of again.
    var texts: [String] {
        [
            id, title, category, "\(severity)", action.rawValue, isOverridable ? "1" : "0", mode.rawValue,
            fields.map(\.rawValue).joined(separator: "\n"), owner ?? "", since ?? "", expires ?? "",
            lifts.joined(separator: "\n"),
            messages.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\0"), place.file,
            "\(place.line):\(place.column)",
        ]
    }

    /// Nil when they are no texts of a rule.
    init?(texts: [String]) {
        guard texts.count == Self.textCount, let severity = Int(texts[3]), let action = Action(rawValue: texts[4]),
            let mode = Mode(rawValue: texts[6])
        else { return nil }
        self.init()
        (id, title, category) = (texts[0], texts[1], texts[2])
        self.severity = severity
        self.action = action
        isOverridable = texts[5] == "1"
        self.mode = mode
        fields = texts[7].split(separator: "\n").compactMap { Field(rawValue: String($0)) }
        func optional(_ text: String) -> String? { text.isEmpty ? nil : text }
        (owner, since, expires) = (optional(texts[8]), optional(texts[9]), optional(texts[10]))
        lifts = texts[11].split(separator: "\n").map(String.init)
        for message in texts[12].split(separator: "\0") {
            guard let sign = message.firstIndex(of: "=") else { continue }
            messages[String(message[..<sign])] = String(message[message.index(after: sign)...])
        }
        let numbers = texts[14].split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 2 else { return nil }
        place = SourcePlace(file: texts[13], line: numbers[0], column: numbers[1])
    }
}
