/// Why the content of a file does not fit what was signed: the first thing that is wrong.
public struct ContentCause: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The bytes that the hash covers are not those that were hashed.
        case hashDiffers = "hash_differs"
        /// The range that is left out for the record takes in bytes that are not of the record.
        case foreignBytes = "foreign_bytes_excluded"
        /// The record is at another place than the one that was signed for.
        case storeMoved = "store_moved"
        /// The record has another size than the one that was signed for.
        case storeResized = "store_resized"
        /// A range is left out although no record is there.
        case nothingToExclude = "nothing_to_exclude"
        /// A range that is left out ends beyond the end of the file.
        case exclusionOutsideFile = "exclusion_outside_file"
        /// Parts of the file are there that the record does not list, or none where it lists some.
        case partsDiffer = "parts_differ"
        /// Bytes that have to be covered are covered by no hash.
        case uncovered = "uncovered_bytes"
        /// The record states no hash.
        case noHash = "no_hash"

        /// Which of several causes is told: what explains the others comes first.
        var rank: Int {
            switch self {
            case .storeMoved: 0
            case .storeResized: 1
            case .foreignBytes: 2
            case .nothingToExclude: 3
            case .exclusionOutsideFile: 4
            case .uncovered: 5
            case .partsDiffer: 6
            case .noHash: 7
            case .hashDiffers: 8
            }
        }
    }

    public let kind: Kind
    /// The bytes of the file it is about: the foreign bytes, where the store is, the boxes whose hash differs.
    public let range: Range<Int>?
    /// For ``Kind/storeMoved`` and ``Kind/storeResized``: where the record was when it was signed.
    public let signedRange: Range<Int>?

    public init(_ kind: Kind, _ range: Range<Int>? = nil, signedRange: Range<Int>? = nil) {
        self.kind = kind
        self.range = range
        self.signedRange = signedRange
    }

    /// The one of the findings' causes that is told.
    public static func first(of findings: [Finding]) -> ContentCause? {
        findings.compactMap(\.cause).min { $0.kind.rank < $1.kind.rank }
    }
}
