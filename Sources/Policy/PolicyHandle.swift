internal import Bytes
internal import Synchronization

/// The policy a running service decides with, which can be exchanged while it decides.
///
/// A decision takes the policy of the moment and keeps it to its end: none is dropped, and none sees half of a pack. A pack with
/// mistakes leaves the running one in place.
public final class PolicyHandle: Sendable {
    private let running: Mutex<CompiledPolicy>
    private let folder: String
    private let cache: PolicyCache?

    /// Loads a pack; throws when it has mistakes, as there is none to go on with.
    public init(folder: String, cache: PolicyCache? = nil) throws {
        self.folder = folder
        self.cache = cache
        running = Mutex(try Self.load(folder, cache))
    }

    private static func load(_ folder: String, _ cache: PolicyCache?) throws -> CompiledPolicy {
        if let cache { return try CompiledPolicy.load(folder, cache: cache).policy }
        return try CompiledPolicy.load(folder)
    }

    /// The policy of the moment.
    public var policy: CompiledPolicy { running.withLock { $0 } }

    public func decide(_ request: PolicyRequest, date: String? = nil) -> Decision {
        policy.decide(request, date: date)
    }

    /// Loads the pack again and exchanges the policy, when the pack has changed.
    ///
    /// - Returns: whether it was exchanged.
    /// - Throws: ``PackProblems`` and what else is wrong with the pack; the running policy stays.
    @discardableResult public func reload() throws -> Bool {
        let new = try Self.load(folder, cache)
        return running.withLock { policy in
            guard policy.pack.digest != new.pack.digest else { return false }
            policy = new
            return true
        }
    }
}
