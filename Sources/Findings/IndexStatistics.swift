/// How an index grew, what it was asked, and how far its images are from each other.
public struct IndexStatistics: Sendable, Equatable {
    /// How many images it knows.
    public var images = 0
    /// How many of them have a fingerprint of a quality below 50.
    public var lowQuality = 0
    /// How many were removed.
    public var removed = 0
    /// How many were recorded on each day, in order: `2026-11-29`.
    public var growth: [Day] = []
    /// How many lookups there were.
    public var lookups = 0
    /// How many lookups had which grade as their best; `none` for those without a match.
    public var grades: [String: Int] = [:]
    /// How often a match of a lookup had which distance, 0 to 256.
    public var matchDistances = [Int](repeating: 0, count: 257)
    /// The same for pairs of a random sample of the images themselves.
    public var pairDistances = [Int](repeating: 0, count: 257)
    /// How many images the sample has.
    public var sampleSize = 0
    /// How many entries the audit log has.
    public var auditEntries = 0

    public struct Day: Sendable, Equatable {
        public let day: String
        public let count: Int

        public init(day: String, count: Int) {
            self.day = day
            self.count = count
        }
    }

    public init() {}
}
