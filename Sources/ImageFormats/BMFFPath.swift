/// The location of boxes in an ISO base media file: `/moov/trak[2]/tkhd` (C2PA 2.4, 18.6.2, example 5).
public struct BMFFPath: Hashable, Sendable {
    /// One step down.
    struct Step: Hashable, Sendable {
        let type: BMFFBoxType
        /// Which one of the boxes of the type in the same place, from 1; nil means each of them.
        let index: Int?
    }

    let steps: [Step]

    /// The longest path that is followed.
    private static let maximumDepth = 32

    /// Reads the strict subset of XPath that the specification allows; nil for anything else.
    public init?(_ text: String) {
        guard text.unicodeScalars.first == "/", text.utf8.count <= 1_024 else { return nil }
        var steps: [Step] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let step = Self.step(part.unicodeScalars), steps.count < Self.maximumDepth else { return nil }
            steps.append(step)
        }
        self.steps = steps
    }

    private static func step(_ scalars: Substring.UnicodeScalarView) -> Step? {
        guard scalars.count >= 4 else { return nil }
        var type: UInt32 = 0
        for scalar in scalars.prefix(4) {
            // Box types are bytes; some have the high bit set, such as the copyright sign of QuickTime.
            guard scalar.value <= 0xFF else { return nil }
            type = type << 8 | scalar.value
        }
        let rest = scalars.dropFirst(4)
        guard !rest.isEmpty else { return Step(type: BMFFBoxType(rawValue: type), index: nil) }
        guard rest.first == "[", rest.last == "]", rest.count >= 3 else { return nil }
        let digits = rest.dropFirst().dropLast()
        guard digits.first != "0", digits.allSatisfy({ ("0"..."9").contains($0) }),
            let index = Int(String(String.UnicodeScalarView(digits)))
        else { return nil }
        return Step(type: BMFFBoxType(rawValue: type), index: index)
    }

    /// Whether this is the place of boxes that are in no other box.
    public var isOutermost: Bool { steps.count == 1 }

    /// The type of the boxes it leads to.
    public var lastType: BMFFBoxType { steps.last?.type ?? BMFFBoxType(rawValue: 0) }
}
