internal import Glibc

/// Reads standard input, or a file, line by line, as requests come in.
public final class LineReader {
    private var buffer: [UInt8] = []
    private var position = 0
    /// Up to here there is no line break after ``position``.
    private var scanned = 0
    private var isAtEnd = false
    /// The longest line that is read, in bytes.
    private let maximumLine: Int

    private let descriptor: Int32
    /// For errors.
    private let name: String

    /// Reads standard input.
    public init(maximumLine: Int = 1 << 20) {
        self.maximumLine = maximumLine
        descriptor = STDIN_FILENO
        name = "standard input"
    }

    /// Reads the file at `path`, or standard input for `-`.
    public init(path: String, maximumLine: Int = 1 << 20) throws(SignetError) {
        self.maximumLine = maximumLine
        guard path != "-" else {
            descriptor = STDIN_FILENO
            name = "standard input"
            return
        }
        name = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SignetError("file.open", .noInput, "\(path) cannot be opened: \(FileSource.message(errno))")
        }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// The next line without its line break, or nil at the end; throws for a line that is too long.
    public func next() throws(SignetError) -> [UInt8]? {
        while true {
            if let end = buffer[max(position, scanned)...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return Array(buffer[position..<end])
            }
            scanned = buffer.count
            guard buffer.count - position <= maximumLine else {
                throw SignetError("stdin.line", .badData, "a line of \(name) has more than \(maximumLine) bytes")
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
        scanned -= position
        position = 0
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let got = Glibc.read(descriptor, &chunk, chunk.count)
            if got < 0 {
                if errno == EINTR { continue }
                throw SignetError("stdin.read", .inputOutput, "cannot be read: \(FileSource.message(errno))")
            }
            if got == 0 { isAtEnd = true } else { buffer.append(contentsOf: chunk[..<got]) }
            return
        }
    }
}
