internal import Bytes
internal import Digests
internal import FoundationEssentials

/// Compiled packs in files, so that a program that starts need not read YAML and names again.
///
/// A file is filed under the digest of the pack and the version of the program, carries a checksum, belongs to the user alone, and
/// every number in it is checked: a damaged or foreign one is never used.
public struct PolicyCache: Sendable {
    /// Raised with every change of the tables, of normalisation and of matching.
    static let format = 6
    private static let mostFiles = 8
    private static let maximumBytes = 1 << 30

    public let folder: String
    private let program: String

    /// - Parameters:
    ///   - folder: where the files are; made when it is needed.
    ///   - program: the version of the program, which another version's files are not for.
    public init(folder: String, program: String) {
        self.folder = folder
        self.program = program
    }

    /// `$XDG_CACHE_HOME/signet/policy`, else `~/.cache/signet/policy`; nil when neither is known.
    public init?(environment: [String: String], program: String) {
        self.program = program
        if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") {
            folder = base + "/signet/policy"
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            folder = home + "/.cache/signet/policy"
        } else {
            return nil
        }
    }

    func key(_ digest: String) -> [UInt8] {
        Hasher.digest(Array("signet policy \(Self.format) \(program) \(digest)".utf8), .sha256)
    }

    private func path(_ key: [UInt8]) -> String { "\(folder)/\(Hex.encode(key.prefix(16))).tables" }

    /// The compiled pack that is filed under a key; nil when there is none. Throws when there is one that must not be used.
    func policy(_ key: [UInt8]) throws(SignetError) -> CompiledPolicy? {
        let path = path(key)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let source = try FileSource(path: path)
        guard source.isPrivate else { throw SignetError("cache.owner", .badData, "others could have written it") }
        guard source.count <= Self.maximumBytes else {
            throw SignetError("cache.size", .badData, "it is too large")
        }
        return try CompiledPolicy(try TableMemory(source, key: key))
    }

    /// Files a compiled pack, and removes the oldest when there are many.
    func file(_ memory: TableMemory, _ key: [UInt8]) throws(SignetError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw SignetError("cache.folder", .cannotCreate, "the folder \(folder) cannot be made") }
        let file = try OutputFile(path: path(key), mode: 0o600)
        try file.append(memory.bytes)
        try file.commit(durable: false)
        prune()
    }

    private func prune() {
        let manager = FileManager.default
        let names = ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".tables") }
        guard names.count > Self.mostFiles else { return }
        let dated = names.map { name in
            let facts = try? manager.attributesOfItem(atPath: "\(folder)/\(name)")
            return (name, (facts?[.modificationDate] as? Date) ?? .distantPast)
        }
        for (name, _) in dated.sorted(by: { $0.1 < $1.1 }).dropLast(Self.mostFiles) {
            try? manager.removeItem(atPath: "\(folder)/\(name)")
        }
    }
}
