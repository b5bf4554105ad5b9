public import Bytes
public import Fingerprints

/// A list of PDQ hashes as the industry exchanges them, for example of images that nobody may upload.
public struct HashList: Sendable {
    /// One hash of the list.
    public struct Entry: Sendable, Equatable {
        public let hash: Hash256
        /// The name the list gives it.
        public let id: String?
        public let tags: [String]
        /// RFC 3339, UTC, when the list states a time that can be read.
        public let created: String?
    }

    /// An entry an image is near to.
    public struct Hit: Sendable, Equatable {
        /// The name of the list.
        public let list: String
        public let entry: Entry
        /// How many of 256 bits differ.
        public let distance: Int
    }

    /// By which rules ask for the list.
    public let name: String
    public let entries: [Entry]

    public init(name: String, entries: [Entry]) {
        self.name = name
        self.entries = entries
    }

    /// Reads a list: CSV, ThreatExchange JSON, JSON Lines or one hash a line; see ``HashListReader``.
    ///
    /// Throws when a line cannot be read: a block list that is read in part would let through what it should stop.
    ///
    /// - Parameter name: nil takes the name of the file without its ending.
    public static func load(path: String, name: String? = nil) throws(SignetError) -> HashList {
        var entries: [Entry] = []
        var failure: SignetError?
        try HashListReader(path: path).read { item in
            switch item {
            case .entry(let entry): entries.append(entry)
            case .other: break
            case .invalid(let line, let reason):
                failure = SignetError(
                    "hashList.line", .badData, "the hash list \(path) has a line \(line) that \(reason)")
                return false
            }
            return true
        }
        if let failure { throw failure }
        guard !entries.isEmpty else {
            throw SignetError("hashList.empty", .badData, "the hash list \(path) holds no PDQ hash")
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return HashList(name: name ?? file.split(separator: ".").first.map(String.init) ?? file, entries: entries)
    }

    /// The nearest entry to any of `hashes` within `radius` bits.
    public func nearest(to hashes: [Hash256], radius: Int = PDQ.matchingDistance) -> Hit? {
        var best: (index: Int, distance: Int)?
        for (index, entry) in entries.enumerated() {
            for hash in hashes {
                let distance = entry.hash.distance(to: hash)
                if distance <= radius, distance < best?.distance ?? .max { best = (index, distance) }
            }
        }
        return best.map { Hit(list: name, entry: entries[$0.index], distance: $0.distance) }
    }
}
