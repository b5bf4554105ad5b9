internal import ArgumentParser
internal import Bytes
internal import Findings
internal import Glibc
internal import Reports

/// Where a command talks: data on standard output, everything else on standard error.
enum Console {
    /// Writes all of `text` to standard output; a reader that went away ends the program quietly.
    static func print(_ text: String) throws {
        try write(text, to: STDOUT_FILENO)
    }

    /// Prints what `body` puts, in pieces of some size: a report of many megabytes is never held as a whole.
    static func stream(_ body: (@escaping (String) -> Void) -> Void) throws {
        var pending = ""
        var failure: (any Error)?
        func flush() {
            guard failure == nil, !pending.isEmpty else { return }
            do { try print(pending) } catch { failure = error }
            pending.removeAll(keepingCapacity: true)
        }
        body { text in
            pending += text
            if pending.utf8.count >= 64 << 10 { flush() }
        }
        flush()
        if let failure { throw failure }
    }

    /// `signet: …` on standard error. Text that comes from files is made safe here.
    static func complain(_ message: String) {
        try? write("signet: \(message)\n", to: STDERR_FILENO)
    }

    /// Whether a person watches standard error.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// A line that the next one replaces; only for terminals.
    static func progress(_ text: String) {
        try? write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
    }

    /// The one clear sentence about work that could not be done.
    static func complain(_ error: SignetError, file: String? = nil) {
        let name = file.map { SafeText.escape($0) + ": " } ?? ""
        complain(name + SafeText.escape(error.reason, limit: SafeText.nameLimit))
    }

    private static func write(_ text: String, to descriptor: Int32) throws {
        var text = text
        // A report of many megabytes is not copied once more.
        try text.withUTF8 { utf8 in
            var bytes = UnsafeRawBufferPointer(utf8)[...]
            while !bytes.isEmpty {
                let put = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes).baseAddress, bytes.count)
                if put < 0 {
                    if errno == EINTR { continue }
                    throw ExitCode(ExitStatus.inputOutput.rawValue)
                }
                bytes = bytes.dropFirst(put)
            }
        }
    }

    /// Colour only for a person: a terminal that can show it, and nobody said no.
    static func style(noColor: Bool) -> Style {
        let term = environment("TERM")
        let usesColor =
            !noColor && isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR")?.isEmpty != false && term != "dumb"
        let locale = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
        let isUTF8 = locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8")
        // Without a locale the text goes to a file or a pipe more often than to an old terminal.
        return Style(usesColor: usesColor, isASCII: !locale.isEmpty && !isUTF8 && locale != "C" && locale != "POSIX")
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// Ends the command with an exit code of the table.
func finish(with status: ExitStatus) throws {
    guard status != .success else { return }
    throw ExitCode(status.rawValue)
}
