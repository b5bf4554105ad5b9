internal import Bytes
internal import Glibc

/// The lines of a file or of standard input, or its records when line breaks may stand in quotation marks. Bounded memory.
final class RecordReader {
    /// The longest record that is handed on, in bytes.
    static let longestRecord = 64 << 20
    private static let chunk = 256 << 10

    private let file: FileSource?
    private let keepsQuoted: Bool
    private var position = 0
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var line = 0
    /// Whether the last record had no line break behind it.
    private(set) var endsWithoutBreak = false

    /// - Parameters:
    ///   - path: a file, or `-` for standard input, which is read as it comes.
    ///   - keepsQuoted: whether line breaks in quotation marks end no record, as in CSV.
    init(_ path: String, keepsQuoted: Bool) throws(SignetError) {
        file = path == "-" ? nil : try FileSource(path: path)
        self.keepsQuoted = keepsQuoted
    }

    /// The next record without its line break, and its first line counted from 1; nil bytes for one that is too long.
    func next() throws(SignetError) -> (bytes: [UInt8]?, line: Int)? {
        var isQuoted = false
        var isTooLong = false
        var at = start
        let first = line + 1
        while true {
            while at < buffer.count {
                let byte = buffer[at]
                if keepsQuoted, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                if byte == 10 {
                    line += 1
                    if !isQuoted {
                        defer { start = at + 1 }
                        return (isTooLong ? nil : Array(buffer[start..<at]), first)
                    }
                }
                at += 1
            }
            if at - start > Self.longestRecord {
                isTooLong = true
                start = at
            }
            if isAtEnd {
                guard start < buffer.count || isTooLong else { return nil }
                defer { start = buffer.count }
                line += 1
                endsWithoutBreak = true
                return (isTooLong ? nil : Array(buffer[start...]), first)
            }
            buffer.removeFirst(start)
            at -= start
            start = 0
            try fill()
        }
    }

    private func fill() throws(SignetError) {
        if let file {
            let end = min(position + Self.chunk, file.count)
            buffer += try file.bytes(position..<end)
            position = end
            isAtEnd = position >= file.count
            return
        }
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let got = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
            if got < 0 {
                if errno == EINTR { continue }
                throw SignetError("stdin.read", .inputOutput, "standard input cannot be read")
            }
            if got == 0 { isAtEnd = true } else { buffer += chunk[..<got] }
            return
        }
    }
}
