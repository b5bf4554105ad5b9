/// How a report for people is drawn. Meaning is always in the words; colour and symbols only repeat it.
public struct Style: Sendable, Equatable {
    /// ANSI colours; only when told, for a terminal that has them.
    public var usesColor: Bool
    /// Only ASCII for symbols and lines. Names and texts keep their characters.
    public var isASCII: Bool

    public init(usesColor: Bool = false, isASCII: Bool = false) {
        self.usesColor = usesColor
        self.isASCII = isASCII
    }

    public static let plain = Style()

    enum Color: String {
        case green = "32"
        case yellow = "33"
        case red = "31"
        case blue = "34"
        case grey = "90"
    }

    func paint(_ text: String, _ color: Color) -> String {
        usesColor ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
    }

    func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
