/// Reads the form of a YAML file before anything is made of it: refuses what would make it mean something else than it looks
/// like (anchors, aliases, tags), what nests too deep, and what is too large.
///
/// It comes first because a few lines of aliases can stand for billions of nodes. Where it cannot tell, it refuses: a text that
/// begins with `&`, `*` or `!` has to be in quotation marks.
struct PackForm {
    static let maximumDepth = 32
    static let maximumBytes = 1 << 20
    private static let mostProblems = 20

    private let file: String
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var lineStart = 0
    private var flowDepth = 0
    /// Columns at which open blocks of the file begin.
    private var indents: [Int] = []
    /// The column a block of literal text belongs to; lines further in are its text.
    private var literal: Int?
    private var problems: [PackProblem] = []

    private init(_ text: String, file: String) {
        self.file = file
        bytes = Array(text.utf8)
    }

    /// What is wrong with the form of a file; empty for a file that may be read.
    static func problems(_ text: String, file: String) -> [PackProblem] {
        guard text.utf8.count <= maximumBytes else {
            return [
                PackProblem(
                    place: SourcePlace(file: file, line: 1, column: 1), message: "this file has more than 1 MB",
                    hint: "split it: a pack may have any number of files")
            ]
        }
        var form = PackForm(text, file: file)
        // YAML 1.1 takes them as line breaks, editors do not: what such a file says depends on who reads it.
        if let scalar = text.unicodeScalars.firstIndex(where: { "\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) })
        {
            form.line += text.unicodeScalars[..<scalar].count { $0 == "\n" }
            form.problem(
                form.lineStart, "this line has a separator that only some programs take as a line break", "remove it")
            return form.problems
        }
        while form.at < form.bytes.count, form.problems.count < mostProblems { form.readLine() }
        return form.problems
    }

    private mutating func problem(_ at: Int, _ message: String, _ hint: String) {
        // Columns count characters: bytes that go on with one count nothing.
        let column = bytes[lineStart..<at].count { $0 & 0xC0 != 0x80 } + 1
        problems.append(
            PackProblem(place: SourcePlace(file: file, line: line, column: column), message: message, hint: hint))
    }

    private func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private static func isBlank(_ byte: UInt8?) -> Bool {
        byte == nil || byte == 32 || byte == 9 || byte == 10 || byte == 13
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

    /// Ends a line after its break.
    private mutating func breakLine() {
        if bytes[at] == 13, byte(at + 1) == 10 { at += 1 }
        at += 1
        line += 1
        lineStart = at
    }

    private mutating func skipToBreak() { while at < bytes.count, !Self.isBreak(bytes[at]) { at += 1 } }

    private mutating func readLine() {
        while byte(at) == 32 { at += 1 }
        let indent = at - lineStart
        let isEmpty = at == bytes.count || Self.isBreak(bytes[at])
        if let column = literal {
            if isEmpty || indent > column {
                skipToBreak()
                if at < bytes.count { breakLine() }
                return
            }
            literal = nil
        }
        if !isEmpty, flowDepth == 0 {
            while let last = indents.last, last > indent { indents.removeLast() }
            if indents.last != indent { indents.append(indent) }
        }
        readTokens()
        if at < bytes.count { breakLine() }
    }

    /// The rest of a line; text in quotation marks may take it over line breaks.
    private mutating func readTokens() {
        var isStart = true
        var inner = 0
        var parent = at - lineStart - 1
        var key = at - lineStart
        while at < bytes.count, !Self.isBreak(bytes[at]), problems.count < Self.mostProblems {
            let byte = bytes[at]
            switch byte {
            case 32, 9: at += 1
            case UInt8(ascii: "#") where at == lineStart || Self.isBlank(bytes[at - 1]): skipToBreak()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                key = at - lineStart
                skipQuoted(byte)
                // Behind a quoted key a value may follow at once.
                if self.byte(at) == UInt8(ascii: ":") {
                    at += 1
                    parent = key
                    isStart = true
                } else {
                    isStart = false
                }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                flowDepth += 1
                isStart = true
                at += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                flowDepth = max(0, flowDepth - 1)
                isStart = false
                at += 1
            case UInt8(ascii: ",") where flowDepth > 0:
                isStart = true
                at += 1
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
                if Self.isBlank(self.byte(at + 1)) {
                    if byte != UInt8(ascii: ":") {
                        inner += 1
                        parent = at - lineStart
                        key = at - lineStart + 2
                    } else {
                        parent = key
                    }
                    isStart = true
                    at += 1
                } else {
                    if isStart { key = at - lineStart }
                    skipPlain()
                    isStart = false
                }
            case UInt8(ascii: "&") where isStart:
                problem(at, "anchors and aliases are not allowed", "write the value out")
                skipPlain()
            case UInt8(ascii: "*") where isStart:
                problem(
                    at, "anchors and aliases are not allowed",
                    "write the value out, or put a text that begins with * into quotation marks")
                skipPlain()
            case UInt8(ascii: "!") where isStart:
                problem(at, "tags are not allowed", "put a text that begins with ! into quotation marks")
                skipPlain()
            case UInt8(ascii: "|") where isStart && flowDepth == 0, UInt8(ascii: ">") where isStart && flowDepth == 0:
                literal = parent
                skipToBreak()
            default:
                if isStart { key = at - lineStart }
                skipPlain()
                isStart = false
            }
            if indents.count + inner + flowDepth > Self.maximumDepth {
                problem(min(at, bytes.count), "this is nested deeper than \(Self.maximumDepth)", "name parts as lists")
                at = bytes.count
            }
        }
    }

    /// A word or text without quotation marks, to where it can end.
    private mutating func skipPlain() {
        at += 1
        while at < bytes.count, !Self.isBreak(bytes[at]) {
            let byte = bytes[at]
            if byte == UInt8(ascii: ":"),
                Self.isBlank(self.byte(at + 1)) || (flowDepth > 0 && isFlow(self.byte(at + 1)))
            {
                return
            }
            if byte == UInt8(ascii: "#"), Self.isBlank(bytes[at - 1]) { return }
            if flowDepth > 0, isFlow(byte) { return }
            at += 1
        }
    }

    private func isFlow(_ byte: UInt8?) -> Bool { byte.map { ",[]{}".utf8.contains($0) } ?? false }

    private mutating func skipQuoted(_ quote: UInt8) {
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            if Self.isBreak(byte) {
                breakLine()
                continue
            }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), at + 1 < bytes.count,
                !Self.isBreak(bytes[at + 1])
            {
                at += 2
                continue
            }
            at += 1
            guard byte == quote else { continue }
            if quote == UInt8(ascii: "'"), self.byte(at) == quote {
                at += 1
                continue
            }
            return
        }
    }
}
