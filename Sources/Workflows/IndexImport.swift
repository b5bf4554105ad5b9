public import Bytes
internal import Fingerprints
internal import FoundationEssentials
public import ImageIndex

/// Takes records of another index, or lists of PDQ hashes, into an index. What is there already stays as it is, so that an import
/// that was interrupted is simply run again.
public struct IndexImport {
    /// How an import went.
    public struct Summary: Sendable, Equatable {
        public var added = 0
        public var present = 0
        /// Signals of other kinds than PDQ.
        public var others = 0
        /// Lines that could not be read.
        public var invalid = 0
    }

    private let index: ImageIndex
    private let purpose: String
    /// Kept with every entry of a list, for example the name of the list.
    public var labels: [String] = []

    private static let batchSize = 1_000
    /// Records carry their manifest stores and thumbnails in base64.
    private static let maximumLine = 64 << 20

    public init(_ index: ImageIndex, purpose: String) {
        self.index = index
        self.purpose = purpose
    }

    /// Reads `path`, or standard input for `-`: records as `signet index export` writes them, or any list that
    /// ``HashListReader`` reads.
    ///
    /// - Parameters:
    ///   - complain: called for each line that could not be read.
    ///   - progress: called with what is on the disk so far.
    public func run(
        _ path: String, complain: (SignetError) -> Void, progress: (Summary) -> Void
    ) throws(SignetError) -> Summary {
        var summary = Summary()
        var batch: [ImageRecord] = []
        func flush() throws(SignetError) {
            let added = try index.add(batch, purpose: purpose, time: IndexFilling.now())
            summary.added += added.count { $0 }
            summary.present += added.count { !$0 }
            batch = []
            progress(summary)
        }
        func take(_ record: ImageRecord) throws(SignetError) {
            batch.append(record)
            if batch.count >= Self.batchSize { try flush() }
        }
        func refuse(_ line: Int, _ reason: String) {
            summary.invalid += 1
            complain(SignetError("index.import", .badData, "line \(line) \(reason)"))
        }
        let source = try PeekedLines(path: path, maximumLine: Self.maximumLine)
        if source.first.map(Self.isRecord) == true {
            var number = 0
            while let line = try source.next() {
                number += 1
                guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
                guard let record = try? JSONDecoder().decode(RecordLine.self, from: Data(line)).record else {
                    refuse(number, "is no record")
                    continue
                }
                try take(record)
            }
        } else {
            let now = IndexFilling.now()
            try HashListReader(source).read { (item) throws(SignetError) in
                switch item {
                case .entry(let entry):
                    // Lists hold hashes of good quality by custom, and do not say which.
                    try take(
                        ImageRecord(
                            pdq: PDQ(hash: entry.hash, quality: PDQ.reliableQuality), created: entry.created ?? now,
                            labels: labels + entry.tags, name: entry.id))
                case .other: summary.others += 1
                case .invalid(let line, let reason): refuse(line, reason)
                }
                return true
            }
        }
        try flush()
        try index.refresh()
        return summary
    }

    private static func isRecord(_ line: [UInt8]) -> Bool {
        line.prefix(1) == [UInt8(ascii: "{")]
            && String(decoding: line, as: UTF8.self).contains("\"\(RecordLine.schema)\"")
    }
}
