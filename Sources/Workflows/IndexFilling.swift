public import Bytes
internal import Fingerprints
internal import FoundationEssentials
public import ImageIndex

/// Adds many images to an index: read on several threads, written in transactions of a few dozen, told in the order of the
/// files once they are on the disk.
public struct IndexFilling {
    /// An image that is on the disk.
    public struct Remembered: Sendable {
        public let id: String
        /// False when it was there already.
        public let isNew: Bool
        /// Of its PDQ hash.
        public let quality: Int
    }

    /// What became of one file.
    public struct Outcome: Sendable {
        /// Carried over from the request.
        public let requestID: String?
        public let file: String
        public let result: Result<Remembered, SignetError>
    }

    private let index: ImageIndex
    private let jobs: Int
    public var reader: IndexedImageReader
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
    public static func now() -> String { moment().formatted(.iso8601) }

    static func moment() -> Date { Date() }

    /// Adds the images of `requests`, and tells what became of each, in their order.
    public func add(_ requests: RequestStream, _ tell: (Outcome) throws -> Void) throws {
        let (reader, index) = (reader, index)
        let (model, labels, requester) = (model, labels, requester.map(index.requesterHash))
        var waiting: [(RequestLine?, Result<ImageRecord, SignetError>)] = []
        func flush() throws {
            let records = waiting.compactMap { try? $0.1.get() }
            var added = try index.add(records, purpose: purpose, time: Self.now())[...]
            for (line, result) in waiting {
                try tell(
                    Outcome(
                        requestID: line?.id, file: line?.file ?? "",
                        result: result.map {
                            Remembered(
                                id: $0.id, isNew: added.popFirst() ?? false, quality: $0.fingerprints.pdq.quality)
                        }))
            }
            waiting = []
        }
        try OrderedBatch(jobs: jobs).run(
            next: requests.next,
            work: { request -> (RequestLine?, Result<ImageRecord, SignetError>) in
                switch request {
                case .invalid(let error): return (nil, .failure(error))
                case .request(let line):
                    do throws(SignetError) {
                        return (
                            line,
                            .success(
                                try reader.record(
                                    line.file, created: Self.created(line), model: line.model ?? model,
                                    labels: line.labels ?? labels))
                        )
                    } catch { return (line, .failure(error)) }
                }
            },
            consume: { _, answer in
                // The key of the index is not for other threads.
                let requester = answer.0?.requester.map(index.requesterHash) ?? requester
                waiting.append((answer.0, answer.1.map { $0.requested(by: requester) }))
                if waiting.count >= Self.batchSize { try flush() }
            }, idle: { try flush() })
        try flush()
        // Whoever looks something up next finds the search files made.
        try index.refresh()
    }

    private static func created(_ line: RequestLine) throws(SignetError) -> String {
        guard let text = line.created else { return now() }
        guard let time = try? Date(text, strategy: .iso8601) else {
            throw SignetError("stdin.request", .usage, "the time of the request is not one like 2026-11-23T18:00:00Z")
        }
        return time.formatted(.iso8601)
    }
}

extension ImageRecord {
    fileprivate func requested(by requester: [UInt8]?) -> ImageRecord {
        var record = self
        record.requester = requester
        return record
    }
}
