internal import AuditLog
public import Bytes

/// Whether an audit log is as it was written.
///
/// A chain shows edits, and lines dropped from the middle or exchanged. Lines dropped from the end leave a correct, shorter chain:
/// compare ``count`` and ``head`` with those kept elsewhere.
public struct DecisionLogCheck: Sendable {
    /// The first line that does not belong where it is. Lines count from 1.
    public struct Fault: Sendable, Equatable {
        public let line: Int
        public let reason: String
    }

    /// How many lines are right, from the first on.
    public let count: Int
    public let fault: Fault?
    let headBytes: [UInt8]

    /// The digest of the last right line, in hexadecimal.
    public var head: String { Hex.encode(headBytes) }

    /// - Parameter key: of the chain; nil for a log without.
    public init(path: String, key: [UInt8]?) throws(SignetError) {
        let reader = try RecordReader(path, keepsQuoted: false)
        var chain = AuditChain(key: key)
        var fault: Fault?
        while fault == nil, let (bytes, number) = try reader.next() {
            guard let bytes, let line = DecisionLogLine(bytes) else {
                fault = Fault(line: number, reason: "this is no line of an audit log")
                break
            }
            let expected = chain
            guard chain.accept(line.link, line.payload) else {
                let reason =
                    line.link.sequence != expected.count + 1
                    ? "entry \(line.link.sequence) stands where entry \(expected.count + 1) has to be"
                    : line.link.previous != expected.head
                        ? "it does not follow the entry before it"
                        : "its digest does not fit: it was edited, or the key is another one"
                fault = Fault(line: number, reason: reason)
                break
            }
        }
        if fault == nil, reader.endsWithoutBreak {
            fault = Fault(line: chain.count, reason: "it was not written to its end")
        }
        self.fault = fault
        count = chain.count
        headBytes = chain.head
    }
}
