public import Bytes
internal import Dispatch
internal import FoundationEssentials
public import ImageIndex
internal import Synchronization

/// Adds many images to an index: read on several threads, written in transactions of a few dozen, told in the order of the
/// files once they are on the disk.
public struct IndexFilling {
    /// What became of one file.
    public struct Outcome: Sendable {
        public let file: String
        public let result: Result<(id: String, isNew: Bool), SignetError>
    }

    private let index: ImageIndex
    private let reader: IndexedImageReader
    private let jobs: Int
    public var model: String?
    public var labels: [String] = []
    /// Whose request the images came from; only a keyed hash of it is kept.
    public var requester: String?
    public var purpose = "add"

    private static let batchSize = 32

    public init(_ index: ImageIndex, limits: Limits = .default, jobs: Int) {
        self.index = index
        reader = IndexedImageReader(limits: limits)
        self.jobs = jobs
    }

    /// RFC 3339, UTC, in whole seconds.
    public static func now() -> String { Date().formatted(.iso8601) }

    public func add(_ files: [String], _ tell: (Outcome) throws -> Void) throws {
        let reader = reader
        let (model, labels, requester) = (model, labels, requester.map(index.requesterHash))
        let next = Mutex(files.makeIterator())
        var waiting: [(String, Result<ImageRecord, SignetError>)] = []
        func flush() throws {
            let records = waiting.compactMap { try? $0.1.get() }
            var added = try index.add(records, purpose: purpose, time: Self.now())[...]
            for (file, result) in waiting {
                switch result {
                case .success(let record):
                    try tell(Outcome(file: file, result: .success((record.id, added.popFirst() ?? false))))
                case .failure(let error): try tell(Outcome(file: file, result: .failure(error)))
                }
            }
            waiting = []
        }
        try OrderedBatch(jobs: jobs).run(
            next: { next.withLock { $0.next() } },
            work: { file -> Result<ImageRecord, SignetError> in
                do throws(SignetError) {
                    var record = try reader.record(file, created: Self.now(), model: model, labels: labels)
                    record.requester = requester
                    return .success(record)
                } catch { return .failure(error) }
            },
            consume: { file, result in
                waiting.append((file, result))
                if waiting.count >= Self.batchSize { try flush() }
            })
        try flush()
    }
}
