public import Boxes

/// `c2pa.hash.boxes`: hashes of runs of an asset's boxes, by their names (C2PA 2.4 section 18.7).
public struct BoxesHashAssertion: Sendable, Equatable {
    /// Bytes of one box that its hash leaves out.
    public struct Exclusion: Sendable, Equatable {
        /// Which of the entry's boxes.
        public let box: Int
        /// Counted from the start of that box.
        public let range: Range<Int>

        public init(box: Int, range: Range<Int>) {
            self.box = box
            self.range = range
        }
    }

    /// One run of boxes and its hash.
    public struct Entry: Sendable, Equatable {
        public let names: [String]
        /// The name of the hash algorithm, when it is neither the assertion's nor the claim's.
        public let algorithm: String?
        /// Nil when the field is missing, which never counts as a match.
        public let hash: [UInt8]?
        /// Whether a validator is to leave the boxes out altogether.
        public let isExcluded: Bool
        public let exclusions: [Exclusion]

        public init(
            names: [String], algorithm: String? = nil, hash: [UInt8]?, isExcluded: Bool = false,
            exclusions: [Exclusion] = []
        ) {
            self.names = names
            self.algorithm = algorithm
            self.hash = hash
            self.isExcluded = isExcluded
            self.exclusions = exclusions
        }
    }

    public let entries: [Entry]
    /// The name of the hash algorithm, when it is not the claim's.
    public let algorithm: String?

    public init(entries: [Entry], algorithm: String?) {
        self.entries = entries
        self.algorithm = algorithm
    }

    /// Reads the assertion; nil when it is malformed.
    public init?(_ value: CBORValue) {
        guard let elements = value["boxes"]?.array, !elements.isEmpty else { return nil }
        var entries: [Entry] = []
        entries.reserveCapacity(elements.count)
        for element in elements {
            guard let entry = Entry(element) else { return nil }
            entries.append(entry)
        }
        self.init(entries: entries, algorithm: value["alg"]?.text)
    }

    /// The assertion as CBOR; hashes of the store's own entry are a single zero byte (section 18.7.1).
    public var cbor: CBORValue {
        .map([
            "boxes": .array(
                entries.map {
                    .map([
                        "names": .array($0.names.map(CBORValue.text)), "hash": .bytes($0.hash ?? [0]),
                        "pad": .bytes([]),
                    ])
                }),
            "alg": .text(algorithm ?? "sha256"),
        ])
    }
}

extension BoxesHashAssertion.Entry {
    init?(_ value: CBORValue) {
        guard let elements = value["names"]?.array, !elements.isEmpty else { return nil }
        let names = elements.compactMap(\.text)
        guard names.count == elements.count else { return nil }
        var exclusions: [BoxesHashAssertion.Exclusion] = []
        for element in value["exclusions"]?.array ?? [] {
            guard let start = element["start"]?.integer, let length = element["length"]?.integer, start >= 0,
                length >= 0
            else { return nil }
            let (end, overflow) = start.addingReportingOverflow(length)
            // The index may only be left out where there is no choice.
            guard !overflow, let box = element["boxIndex"]?.integer ?? (names.count == 1 ? 0 : nil),
                names.indices.contains(box)
            else { return nil }
            if let last = exclusions.last, (last.box, last.range.upperBound) > (box, start) { return nil }
            exclusions.append(BoxesHashAssertion.Exclusion(box: box, range: start..<end))
        }
        self.init(
            names: names, algorithm: value["alg"]?.text, hash: value["hash"]?.bytes.map(Array.init),
            isExcluded: value["excluded"] == .bool(true), exclusions: exclusions)
    }
}
