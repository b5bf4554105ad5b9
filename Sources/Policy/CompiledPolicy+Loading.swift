internal import Bytes

extension CompiledPolicy {
    /// Loads a pack from a folder: all of it, or the list of everything that is wrong.
    public static func load(_ folder: String) throws -> CompiledPolicy {
        try compile(try PackFiles(folder), key: [])
    }

    /// Loads a pack as it was compiled before, when none of its files has changed since; else compiles and files it.
    ///
    /// A policy from the cache decides alike, but has no lists, tests and people in ``pack``.
    ///
    /// - Returns: the policy, and a note when the cache could not be used or written.
    public static func load(
        _ folder: String, cache: PolicyCache
    ) throws -> (policy: CompiledPolicy, note: String?) {
        let files = try PackFiles(folder)
        let key = cache.key(files.digest)
        var note: String?
        do throws(SignetError) {
            if let policy = try cache.policy(key) { return (policy, nil) }
        } catch {
            note = "the compiled pack in the cache is not used: \(error.reason)"
        }
        let policy = try compile(files, key: key)
        do throws(SignetError) { try cache.file(policy.tables.memory, key) } catch {
            note = "the compiled pack is not kept: \(error.reason)"
        }
        return (policy, note)
    }

    private static func compile(_ files: PackFiles, key: [UInt8]) throws -> CompiledPolicy {
        var problems: [PackProblem] = []
        let pack = files.pack(&problems)
        return try CompiledPolicy(pack, &problems, key: key)
    }
}
