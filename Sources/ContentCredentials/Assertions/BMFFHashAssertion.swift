public import Boxes

/// `c2pa.hash.bmff.v2` and `.v3`: the hash of an ISO base media file but for some of its boxes (C2PA 2.4 section 18.6).
public struct BMFFHashAssertion: Sendable, Equatable {
    /// Which boxes are left out, in whole or in part.
    public struct Exclusion: Sendable, Equatable {
        /// The bytes that a box must have at an offset from its start.
        public struct Match: Sendable, Equatable {
            public let offset: Int
            public let value: [UInt8]

            public init(offset: Int, value: [UInt8]) {
                self.offset = offset
                self.value = value
            }
        }

        /// A part of a box, from its start; a length of 0 stands for the rest.
        public struct Part: Sendable, Equatable {
            public let offset: Int
            public let length: Int

            public init(offset: Int, length: Int) {
                self.offset = offset
                self.length = length
            }
        }

        public let path: String
        public var length: Int?
        public var matches: [Match] = []
        /// Nil leaves out the whole box.
        public var parts: [Part]?
        public var version: Int?
        /// Three bytes.
        public var flags: [UInt8]?
        /// Whether the box has no other flags than ``flags``.
        public var isExact = true

        public init(path: String) { self.path = path }
    }

    /// One row of the Merkle tree over one `mdat` box.
    public struct Tree: Sendable, Equatable {
        public let uniqueID: Int
        /// Which `mdat` box, from 0.
        public let localID: Int
        /// How many leaves the tree has.
        public let count: Int
        public let algorithm: String?
        /// Whether there is a hash of what precedes fragments.
        public let hasInitialHash: Bool
        public let hashes: [ArraySlice<UInt8>]
        public let fixedBlockSize: Int?
        public let variableBlockSizes: [Int]?
    }

    public let exclusions: [Exclusion]
    /// The name of the hash algorithm, when it is not the claim's.
    public let algorithm: String?
    /// Nil when the field is missing, which never counts as a match.
    public let hash: [UInt8]?
    public let trees: [Tree]

    public init(exclusions: [Exclusion], algorithm: String?, hash: [UInt8]?, trees: [Tree] = []) {
        self.exclusions = exclusions
        self.algorithm = algorithm
        self.hash = hash
        self.trees = trees
    }

    /// How many exclusions an assertion may have; the lists of known signers have five to ten.
    private static let maximumExclusions = 256

    /// Reads the assertion; nil when it is malformed (section 15.12.2). Fields that are null count as missing: early tools
    /// wrote them so.
    public init?(_ value: CBORValue) {
        guard let list = value.field("exclusions")?.array, !list.isEmpty, list.count <= Self.maximumExclusions else {
            return nil
        }
        let exclusions = list.compactMap(Exclusion.init)
        guard exclusions.count == list.count else { return nil }
        var trees: [Tree] = []
        if let field = value.field("merkle") {
            guard let elements = field.array else { return nil }
            trees = elements.compactMap(Tree.init)
            guard trees.count == elements.count, !trees.isEmpty else { return nil }
        }
        self.init(
            exclusions: exclusions, algorithm: value["alg"]?.text, hash: value["hash"]?.bytes.map(Array.init),
            trees: trees)
    }

    /// The assertion as CBOR, without trees: those are only read.
    public var cbor: CBORValue {
        .map([
            "exclusions": .array(exclusions.map(\.cbor)),
            "name": .text("image without its manifest store"),
            "alg": .text(algorithm ?? "sha256"),
            "hash": .bytes(hash ?? []),
        ])
    }
}

extension BMFFHashAssertion.Exclusion {
    fileprivate init?(_ value: CBORValue) {
        guard let path = value["xpath"]?.text else { return nil }
        self.init(path: path)
        if let field = value.field("length") {
            guard let length = field.integer, length >= 0 else { return nil }
            self.length = length
        }
        if let field = value.field("version") {
            guard let version = field.integer else { return nil }
            self.version = version
        }
        if let field = value.field("flags") {
            guard let flags = field.bytes, flags.count == 3 else { return nil }
            self.flags = Array(flags)
        }
        if let field = value.field("exact") {
            guard let exact = field.bool else { return nil }
            isExact = exact
        }
        if let field = value.field("data") {
            guard let elements = field.array else { return nil }
            for element in elements {
                guard let offset = element["offset"]?.integer, offset >= 0, let bytes = element["value"]?.bytes else {
                    return nil
                }
                matches.append(Match(offset: offset, value: Array(bytes)))
            }
        }
        guard let field = value.field("subset") else { return }
        guard let elements = field.array else { return nil }
        var parts: [Part] = []
        var end = 0
        for element in elements {
            guard let offset = element["offset"]?.integer, let length = element["length"]?.integer, length >= 0,
                offset >= end
            else { return nil }
            let (next, overflow) = offset.addingReportingOverflow(length)
            guard !overflow else { return nil }
            // A length of 0 reaches to the end of the box: nothing may follow.
            end = length == 0 ? Int.max : next
            parts.append(Part(offset: offset, length: length))
        }
        self.parts = parts
    }

    fileprivate var cbor: CBORValue {
        var entries = [CBORValue.Entry(.text("xpath"), .text(path))]
        if !matches.isEmpty {
            let data = matches.map { CBORValue.map(["offset": .integer($0.offset), "value": .bytes($0.value)]) }
            entries.append(CBORValue.Entry(.text("data"), .array(data)))
        }
        return .map(entries)
    }
}

extension BMFFHashAssertion.Tree {
    fileprivate init?(_ value: CBORValue) {
        guard let uniqueID = value["uniqueId"]?.integer, let localID = value["localId"]?.integer,
            let count = value["count"]?.integer, count > 0, let list = value["hashes"]?.array
        else { return nil }
        let hashes = list.compactMap(\.bytes)
        guard hashes.count == list.count, !hashes.isEmpty else { return nil }
        var sizes: [Int]?
        if let field = value.field("variableBlockSizes") {
            guard let elements = field.array else { return nil }
            let values = elements.compactMap(\.integer).filter { $0 >= 0 }
            guard values.count == elements.count else { return nil }
            sizes = values
        }
        let fixed = value.field("fixedBlockSize")
        guard fixed == nil || sizes == nil else { return nil }
        if let fixed { guard let size = fixed.integer, size > 0 else { return nil } }
        self.init(
            uniqueID: uniqueID, localID: localID, count: count, algorithm: value["alg"]?.text,
            hasInitialHash: value.field("initHash") != nil, hashes: hashes, fixedBlockSize: fixed?.integer,
            variableBlockSizes: sizes)
    }
}

extension CBORValue {
    /// The value of a text key that is not null.
    fileprivate func field(_ key: String) -> CBORValue? {
        guard let value = self[key], value != .null else { return nil }
        return value
    }
}

extension BMFFHashAssertion {
    /// D8FEC3D6-1B0E-483C-9297-5828877EC481, the type of C2PA's own boxes.
    public static let boxIdentifier: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
    ]

    /// The assertion as signet writes it: nothing is left out but what has to be (section A.5.6).
    ///
    /// - Parameter brands: what the `ftyp` box holds. The box is left out while it holds exactly this, so that it cannot
    ///   change although no hash may cover it.
    public init(brands: [UInt8], algorithm: String, hash: [UInt8]) {
        var store = Exclusion(path: "/uuid")
        store.matches = [Exclusion.Match(offset: 8, value: Self.boxIdentifier)]
        var fileType = Exclusion(path: "/ftyp")
        fileType.matches = [Exclusion.Match(offset: 8, value: brands)]
        self.init(exclusions: [store, fileType, Exclusion(path: "/mfra")], algorithm: algorithm, hash: hash)
    }
}
