public import Bytes
internal import Digests
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
        /// Of its PDQ hash; nil for a file that was there already, whose picture is not looked at again.
        public let quality: Int?
    }

    /// What became of one file.
    public struct Outcome: Sendable {
        /// Carried over from the request.
        public let requestID: String?
        public let file: String
        public let result: Result<Remembered, SignetError>
        /// How long the file was worked on, without the wait for the disk.
        public let seconds: Double
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

    /// One file that was read, before it is on the disk.
    private struct Read: Sendable {
        let line: RequestLine?
        var content: Result<Content, SignetError>
        let seconds: Double

        enum Content {
            case new(ImageRecord)
            /// The name of the record that is there.
            case known(String)
        }

        var record: ImageRecord? {
            guard case .success(.new(let record)) = content else { return nil }
            return record
        }
    }

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
        let (reader, index, isKnown) = (reader, index, index.membership())
        let (model, labels, requester) = (model, labels, requester.map(index.requesterHash))
        var waiting: [Read] = []
        func flush() throws {
            let records = waiting.compactMap(\.record)
            var added = records.isEmpty ? [] : try index.add(records, purpose: purpose, time: Self.now())[...]
            for read in waiting {
                try tell(
                    Outcome(
                        requestID: read.line?.id, file: read.line?.file ?? "",
                        result: read.content.map { content in
                            switch content {
                            case .new(let record):
                                Remembered(
                                    id: record.id, isNew: added.popFirst() ?? false,
                                    quality: record.fingerprints.pdq.quality)
                            case .known(let id): Remembered(id: id, isNew: false, quality: nil)
                            }
                        }, seconds: read.seconds))
            }
            waiting = []
        }
        try OrderedBatch(jobs: jobs).run(
            next: requests.next,
            work: { request -> Read in
                switch request {
                case .invalid(let error): return Read(line: nil, content: .failure(error), seconds: 0)
                case .request(let line):
                    let watch = Stopwatch()
                    do throws(SignetError) {
                        let bytes = try reader.contents(line.file)
                        let hash = Hasher.digest(bytes, .sha256)
                        // A run that was interrupted goes on where it stopped.
                        let id = ImageRecord.id(fileHash: hash)
                        if try isKnown(id) {
                            return Read(line: line, content: .success(.known(id)), seconds: watch.seconds)
                        }
                        let record = try reader.record(
                            line.file, bytes, fileHash: hash, created: Self.created(line), model: line.model ?? model,
                            labels: line.labels ?? labels)
                        return Read(line: line, content: .success(.new(record)), seconds: watch.seconds)
                    } catch { return Read(line: line, content: .failure(error), seconds: watch.seconds) }
                }
            },
            consume: { _, answer in
                // The key of the index is not for other threads.
                let requester = answer.line?.requester.map(index.requesterHash) ?? requester
                var read = answer
                if let record = answer.record { read.content = .success(.new(record.requested(by: requester))) }
                waiting.append(read)
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
