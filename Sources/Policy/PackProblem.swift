/// Something wrong in a pack, with where it is and what would help.
public struct PackProblem: Error, Sendable, Equatable {
    public let place: SourcePlace
    public let message: String
    public let hint: String

    public init(place: SourcePlace, message: String, hint: String) {
        self.place = place
        self.message = message
        self.hint = hint
    }

    /// `file:line:column: message (hint)`
    public var description: String {
        "\(place.file):\(place.line):\(place.column): \(message)" + (hint.isEmpty ? "" : " (\(hint))")
    }
}

/// All that is wrong in a pack that could not be loaded.
public struct PackProblems: Error, Sendable {
    public let problems: [PackProblem]
}
