internal import Glibc

/// Reads standard input line by line, as requests come in.
public final class LineReader {
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// The longest line that is read, in bytes.
    private let maximumLine: Int

    public init(maximumLine: Int = 1 << 20) { self.maximumLine = maximumLine }

    /// The next line without its line break, or nil at the end; throws for a line that is too long.
    public func next() throws(SignetError) -> [UInt8]? {
        while true {
            if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return Array(buffer[position..<end])
            }
            guard buffer.count - position <= maximumLine else {
                throw SignetError("stdin.line", .badData, "a line of standard input has more than \(maximumLine) bytes")
            }
            if isAtEnd {
                guard position < buffer.count else { return nil }
                defer { position = buffer.count }
                return Array(buffer[position...])
            }
            try fill()
        }
    }

    private func fill() throws(SignetError) {
        buffer.removeFirst(position)
        position = 0
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let got = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
            if got < 0 {
                if errno == EINTR { continue }
                throw SignetError("stdin.read", .inputOutput, "cannot be read: \(FileSource.message(errno))")
            }
            if got == 0 { isAtEnd = true } else { buffer.append(contentsOf: chunk[..<got]) }
            return
        }
    }
}
