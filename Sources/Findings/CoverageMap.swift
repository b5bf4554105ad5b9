/// A file as a row of byte ranges, each with what the records have to do with it: for `inspect --coverage`.
///
/// The ranges are in order and tile the file: the first begins at 0, each begins where the one before it ends, and the last
/// ends with the file.
public struct CoverageMap: Sendable, Equatable {
    /// What holds the content to the record.
    public struct Binding: Sendable, Equatable {
        /// The label of the assertion, for example `c2pa.hash.data`.
        public let label: String
        /// The label of its manifest.
        public let manifest: String
        /// Whether the bytes fit it.
        public let answer: Check.Answer

        public init(label: String, manifest: String, answer: Check.Answer) {
            self.label = label
            self.manifest = manifest
            self.answer = answer
        }
    }

    /// The path of the file, as it was given or found.
    public var file: String
    public let byteCount: Int
    public let ranges: [CoverageRange]
    /// Nil when no record binds this file, and for a record beside an image.
    public let binding: Binding?

    public init(file: String, byteCount: Int, ranges: [CoverageRange], binding: Binding?) {
        self.file = file
        self.byteCount = byteCount
        self.ranges = ranges
        self.binding = binding
    }

    /// How many bytes are of one kind.
    public func count(_ kind: CoverageRange.Kind) -> Int {
        ranges.reduce(0) { $0 + ($1.kind == kind ? $1.range.count : 0) }
    }
}

/// A run of bytes that are the same thing.
public struct CoverageRange: Sendable, Equatable {
    /// What keeps the bytes from being changed without notice.
    public enum Kind: String, Sendable, CaseIterable {
        /// The hash of the content covers them.
        case hashed
        /// A signature covers them, themselves or by their hash.
        case signed
        /// Nothing covers them, but each has only one value that is accepted: lengths, types, zeros.
        case structure
        /// The signer left them out of the hash: they can be changed without notice.
        case excluded
        /// No record accounts for them.
        case foreign
    }

    /// What the bytes are.
    public enum Part: String, Sendable, CaseIterable {
        /// A part of the image that its format gives a name.
        case image
        /// Bytes of the image file that no part has.
        case unnamed
        /// What the format puts around the manifest store: chunk headers, lengths, checksums.
        case carrier
        /// Bytes among those of the store's carrier that are not of the store.
        case stray
        /// Another manifest store, or one that cannot be read.
        case otherStore = "other_store"
        /// Lengths, types and descriptions of boxes of the store.
        case header
        case claim
        case assertion
        /// An assertion that was taken out, its bytes zero.
        case redacted
        /// The signature with its certificates.
        case signature
        /// A time-stamp, which its authority signed.
        case timeStamp = "time_stamp"
        /// A revocation status, which its responder signed.
        case status
        case dataBox = "data_box"
        case credential
        /// A whole manifest that is compressed.
        case compressed
        /// A manifest that nothing refers to.
        case manifest
        /// Zeros that are checked to be zero.
        case padding
        /// Bytes that the signed hash assertion repeats.
        case stated
        /// A part of a Merkle tree, which follows from the signed hashes.
        case merkle
    }

    public let range: Range<Int>
    public let kind: Kind
    public let part: Part
    /// The part's own name: `IDAT`, `c2pa.actions.v2`.
    public let name: String?
    /// The label of the manifest it belongs to.
    public let manifest: String?
    /// How many parts of one name that follow each other the range holds.
    public let count: Int
    /// For hashed and signed bytes: whether what covers them holds.
    public let answer: Check.Answer?

    public init(
        _ range: Range<Int>, _ kind: Kind, _ part: Part, name: String? = nil, manifest: String? = nil, count: Int = 1,
        answer: Check.Answer? = nil
    ) {
        self.range = range
        self.kind = kind
        self.part = part
        self.name = name
        self.manifest = manifest
        self.count = count
        self.answer = answer
    }

    /// The same thing at another place.
    public func moved(to range: Range<Int>) -> CoverageRange {
        CoverageRange(range, kind, part, name: name, manifest: manifest, count: count, answer: answer)
    }
}
