internal import Bytes
internal import CShims
internal import Glibc

/// One run of a program: bytes in, bytes out, within a time.
struct CommandRun: ~Copyable {
    private let name: String
    private let identifier: pid_t
    /// Our ends of standard input, output and error; -1 once they are closed.
    private var pipes: [Int32]
    private var isReaped = false
    private let end: UInt64

    /// The largest answer: more than any signature, in bytes.
    private static let maximumAnswer = 64 << 10
    /// How much of what it says on standard error is kept, in bytes.
    private static let maximumComplaint = 4 << 10

    init(_ words: [String], seconds: Double) throws(SignetError) {
        name = words[0]
        end = Self.now() &+ UInt64(max(0, min(seconds, 86_400)) * 1_000_000_000)
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var identifier: pid_t = 0
        var pipes: [Int32] = [-1, -1, -1]
        let error = signet_spawn(&arguments, &identifier, &pipes)
        guard error == 0 else {
            throw SignetError(
                "key.command", .unavailable,
                "the program \(words[0]) cannot be started: \(String(cString: strerror(error)).lowercased())")
        }
        self.identifier = identifier
        self.pipes = pipes
    }

    deinit {
        for pipe in pipes where pipe >= 0 { close(pipe) }
        guard !isReaped else { return }
        // It has a process group of its own, so what it started ends as well.
        kill(-identifier, SIGKILL)
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(max(0, time.tv_sec)) &* 1_000_000_000 &+ UInt64(max(0, time.tv_nsec))
    }

    /// Gives the program `message` and waits until it ends well.
    mutating func answer(to message: [UInt8]) throws(SignetError) -> [UInt8] {
        var rest = message[...]
        var answer: [UInt8] = []
        var complaint: [UInt8] = []
        var status: Int32?
        while status == nil || pipes[1] >= 0 || pipes[2] >= 0 {
            // What it started may hold the pipes open after it ended; then only what is there already is read.
            let isOver = status != nil
            let moved = try exchange(&rest, &answer, &complaint, milliseconds: isOver ? 0 : pause)
            if isOver, !moved { break }
            if status == nil { status = poll() }
            guard answer.count <= Self.maximumAnswer else {
                throw SignetError("key.command", .unavailable, "\(name) wrote more than a signature")
            }
            guard status != nil || Self.now() < end else {
                throw SignetError(
                    "key.timeout", .unavailable, "\(name) took too long and was ended" + Self.quote(complaint))
            }
        }
        guard status == 0 else {
            throw SignetError(
                "key.command", .unavailable, "\(name) \(Self.describe(status ?? 0))" + Self.quote(complaint))
        }
        return answer
    }

    /// How long to wait for the pipes: not at all when only the end of the program is awaited.
    private var pause: Int32 {
        if pipes[1] < 0, pipes[2] < 0 {
            usleep(1_000)
            return 0
        }
        return 20
    }

    /// Moves what can be moved without waiting. Whether anything was.
    private mutating func exchange(
        _ rest: inout ArraySlice<UInt8>, _ answer: inout [UInt8], _ complaint: inout [UInt8], milliseconds: Int32
    ) throws(SignetError) -> Bool {
        if rest.isEmpty { closePipe(0) }
        var waits = pipes.enumerated().map {
            pollfd(fd: $0.element, events: Int16($0.offset == 0 ? POLLOUT : POLLIN), revents: 0)
        }
        let ready = Glibc.poll(&waits, nfds_t(waits.count), milliseconds)
        guard ready > 0 else { return false }
        if waits[0].revents != 0 {
            let put = rest.withUnsafeBytes { signet_write_quietly(pipes[0], $0.baseAddress, $0.count) }
            if put > 0 {
                rest = rest.dropFirst(put)
            } else if errno != EAGAIN, errno != EINTR {
                // A program may well decide without reading everything; its signature will be checked.
                rest = []
            }
        }
        if waits[1].revents != 0 { take(1, &answer, maximum: Self.maximumAnswer + 1) }
        if waits[2].revents != 0 { take(2, &complaint, maximum: Self.maximumComplaint) }
        return waits[1].revents != 0 || waits[2].revents != 0
    }

    private mutating func take(_ index: Int, _ bytes: inout [UInt8], maximum: Int) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let got = read(pipes[index], &buffer, buffer.count)
        if got > 0 {
            bytes += buffer.prefix(min(got, max(0, maximum - bytes.count)))
        } else if got == 0 || (errno != EAGAIN && errno != EINTR) {
            closePipe(index)
        }
    }

    private mutating func closePipe(_ index: Int) {
        if pipes[index] >= 0 { close(pipes[index]) }
        pipes[index] = -1
    }

    /// The status of the program once it ended.
    private mutating func poll() -> Int32? {
        var status: Int32 = 0
        guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
        isReaped = true
        return status
    }

    private static func describe(_ status: Int32) -> String {
        let signal = status & 0x7F
        return signal == 0 ? "ended with exit code \(status >> 8 & 0xFF)" : "was ended by signal \(signal)"
    }

    /// What the program said, for the end of a message.
    private static func quote(_ complaint: [UInt8]) -> String {
        let lines = String(decoding: complaint, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.isEmpty ? "" : ": " + lines.joined(separator: "; ")
    }
}
