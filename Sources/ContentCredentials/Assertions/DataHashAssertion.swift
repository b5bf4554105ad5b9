public import Boxes

/// `c2pa.hash.data`: the hash of the asset's bytes but for some ranges (C2PA 2.4 section 18.5).
public struct DataHashAssertion: Sendable, Equatable {
    /// In the order given; a validator checks that they are sorted and disjoint.
    public let exclusions: [Range<Int>]
    /// The name of the hash algorithm, when it is not the claim's.
    public let algorithm: String?
    /// Nil when the field is missing, which never counts as a match.
    public let hash: [UInt8]?

    public init(exclusions: [Range<Int>], algorithm: String?, hash: [UInt8]?) {
        self.exclusions = exclusions
        self.algorithm = algorithm
        self.hash = hash
    }

    /// Reads the assertion; nil when it is malformed.
    public init?(_ value: CBORValue) {
        guard value.entries != nil else { return nil }
        var exclusions: [Range<Int>] = []
        if let field = value["exclusions"] {
            guard let elements = field.array else { return nil }
            for element in elements {
                guard let start = element["start"]?.integer, let length = element["length"]?.integer, start >= 0,
                    length >= 0
                else { return nil }
                let (end, overflow) = start.addingReportingOverflow(length)
                guard !overflow else { return nil }
                exclusions.append(start..<end)
            }
        }
        self.init(
            exclusions: exclusions, algorithm: value["alg"]?.text, hash: value["hash"]?.bytes.map(Array.init))
    }

    /// Whether the ranges are in order and do not overlap (C2PA 2.4 section 15.12.1.1).
    public var isOrdered: Bool {
        zip(exclusions, exclusions.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
    }

    /// The assertion as CBOR; `pad` is required by the schema, and is empty because nothing is patched afterwards.
    public var cbor: CBORValue {
        var entries: [CBORValue.Entry] = [
            CBORValue.Entry(.text("name"), .text("image without its manifest store")),
            CBORValue.Entry(.text("alg"), .text(algorithm ?? "sha256")),
            CBORValue.Entry(.text("hash"), .bytes(hash ?? [])), CBORValue.Entry(.text("pad"), .bytes([])),
        ]
        // The schema allows no empty list; a manifest store beside the image excludes nothing (section 11.4).
        if !exclusions.isEmpty {
            let ranges: [CBORValue] = exclusions.map {
                .map(["start": .integer($0.lowerBound), "length": .integer($0.count)])
            }
            entries.insert(CBORValue.Entry(.text("exclusions"), .array(ranges)), at: 0)
        }
        return .map(entries)
    }
}
