public import Bytes
public import ImageIndex
internal import Synchronization

/// Lets several threads write to one index. Whoever comes while a transaction is on its way to the disk goes into the next one
/// together with all others that wait, so that each has an answer as soon as possible and none costs a sync of its own.
public final class IndexWriter: Sendable {
    private struct Request: Sendable {
        let number: Int
        let record: ImageRecord
        let output: PendingOutput?
    }

    private struct Queue {
        var waiting: [Request] = []
        var answers: [Int: Result<Added, SignetError>] = [:]
        var next = 0
        /// Records whose files have their names, and those for which that could not be written down.
        var named: [Int64] = []
        var failed: [Int64: SignetError] = [:]
    }

    private let index: Mutex<ImageIndex>
    private let queue = Mutex(Queue())
    public let purpose: String

    public init(_ index: sending ImageIndex, purpose: String) {
        self.index = Mutex(index)
        self.purpose = purpose
    }

    /// Adds one record; it is on the disk when this returns.
    ///
    /// - Parameter output: the file that gets its name next; see ``ImageIndex/prepare(_:outputs:purpose:time:)``.
    public func add(_ record: ImageRecord, output: PendingOutput?) throws(SignetError) -> Added {
        let number = queue.withLock { queue in
            let number = queue.next
            queue.next += 1
            queue.waiting.append(Request(number: number, record: record, output: output))
            return number
        }
        index.withLock { index in
            let requests = queue.withLock { queue in
                defer { queue.waiting = [] }
                return queue.waiting
            }
            // Empty when this one went with the transaction before.
            guard !requests.isEmpty else { return }
            let result: Result<[Added], SignetError>
            do throws(SignetError) {
                result = .success(
                    try index.prepare(
                        requests.map(\.record), outputs: requests.map(\.output), purpose: purpose,
                        time: IndexFilling.now()))
            } catch { result = .failure(error) }
            queue.withLock { queue in
                for (position, request) in requests.enumerated() {
                    queue.answers[request.number] = result.map { $0[position] }
                }
            }
        }
        guard let answer = queue.withLock({ $0.answers.removeValue(forKey: number) }) else {
            throw SignetError("index.writer", .unexpected, "a transaction had no result")
        }
        return try answer.get()
    }

    /// The file of the record has its name. When this returns it may be moved or removed: nobody looks for it any more.
    public func finish(_ added: Added) throws(SignetError) {
        guard added.isNew else { return }
        queue.withLock { $0.named.append(added.ordinal) }
        index.withLock { index in
            let ordinals = queue.withLock { queue in
                defer { queue.named = [] }
                return queue.named
            }
            guard !ordinals.isEmpty else { return }
            do throws(SignetError) { try index.finish(ordinals) } catch {
                queue.withLock { queue in for ordinal in ordinals { queue.failed[ordinal] = error } }
            }
        }
        if let error = queue.withLock({ $0.failed.removeValue(forKey: added.ordinal) }) { throw error }
    }

    /// The file of the record did not get its name.
    public func undo(_ added: Added) throws(SignetError) {
        guard added.isNew else { return }
        try withIndex { (index) throws(SignetError) in
            try index.undo([added.ordinal], purpose: purpose, time: IndexFilling.now())
        }
    }

    public func requesterHash(_ requester: String) -> [UInt8] { index.withLock { $0.requesterHash(requester) } }

    private func withIndex(_ work: (ImageIndex) throws(SignetError) -> Void) throws(SignetError) {
        let result: Result<Void, SignetError> = index.withLock { index in
            do throws(SignetError) { return .success(try work(index)) } catch { return .failure(error) }
        }
        try result.get()
    }
}
