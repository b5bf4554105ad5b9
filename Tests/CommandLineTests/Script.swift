internal import Foundation
internal import Testing

/// One command-line test: the lines of a script, and the small files it starts with.
///
/// The form is that of Go's testscript: a line is a command and its arguments; `-- name --` starts a file, which is
/// there when the script starts. What the commands mean is in README.md of this folder.
struct Script: Sendable {
    /// One command of the script.
    struct Line: Sendable, Equatable {
        /// Counted from 1.
        let number: Int
        /// A name in brackets that has to hold for the line to count, for example `shared`, or `!root`.
        let condition: String?
        /// Whether the line starts with `!`, which asks for the opposite.
        let isNegated: Bool
        let words: [Word]
    }

    /// One argument: pieces that are taken as they are (quoted) or in which `$NAME` is replaced.
    struct Word: Sendable, Equatable {
        struct Piece: Sendable, Equatable {
            var text: String
            let isQuoted: Bool
        }

        var pieces: [Piece] = []
    }

    let name: String
    let path: String
    let lines: [Line]
    let files: [String: String]

    init(name: String, path: String = "", text: String) throws {
        self.name = name
        self.path = path
        var lines: [Line] = []
        var files: [String: String] = [:]
        var current: String?
        for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if row.hasPrefix("-- "), row.hasSuffix(" --"), row.count > 6 {
                let file = String(row.dropFirst(3).dropLast(3))
                files[file] = ""
                current = file
            } else if let current {
                files[current, default: ""] += row + "\n"
            } else if let line = try Line(number: index + 1, text: row) {
                lines.append(line)
            }
        }
        // The text's own final newline is not an empty line of the last file.
        if let current, files[current]?.hasSuffix("\n") == true { files[current]?.removeLast() }
        self.lines = lines
        self.files = files
    }

    /// Whether some line counts only where the reference files are.
    var needsShared: Bool { lines.contains { $0.condition == "shared" } }

    /// The folder of the scripts that ship with the package.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts")

    /// Every script of ``folder``, by name.
    static func all() throws -> [Script] {
        let urls = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try urls.filter { $0.pathExtension == "txt" }
            .map { url in
                let text = try String(contentsOf: url, encoding: .utf8)
                return try Script(name: url.lastPathComponent, path: url.path(percentEncoded: false), text: text)
            }
            .sorted { $0.name < $1.name }
    }
}

extension Script: CustomTestStringConvertible {
    var testDescription: String { name }
}

/// Why a script did not hold, and on which line.
struct ScriptFailure: Error, Equatable {
    let line: Int
    let reason: String
}

extension Script.Line {
    /// Nil when the line is empty or a comment.
    init?(number: Int, text: Substring) throws {
        var words = try Script.Word.split(text, line: number)
        guard !words.isEmpty else { return nil }
        var condition: String?
        if let first = words.first?.plain, first.hasPrefix("["), first.hasSuffix("]") {
            condition = String(first.dropFirst().dropLast())
            words.removeFirst()
        }
        let isNegated = words.first?.plain == "!"
        if isNegated { words.removeFirst() }
        guard !words.isEmpty else { throw ScriptFailure(line: number, reason: "there is no command") }
        self.init(number: number, condition: condition, isNegated: isNegated, words: words)
    }
}

extension Script.Word {
    /// The text when nothing in it is quoted, else nil: a quoted word is never a command or a sign.
    var plain: String? {
        guard let only = pieces.first, pieces.count == 1, !only.isQuoted else { return nil }
        return only.text
    }

    /// The words of a line: separated by blanks, `'…'` is taken as it is, `#` starts a comment.
    static func split(_ text: Substring, line: Int) throws -> [Self] {
        var words: [Self] = []
        var word: Self?
        var isQuoted = false
        for character in text {
            if character == "'" {
                isQuoted.toggle()
                word = word ?? Self()
                if isQuoted { word?.pieces.append(Piece(text: "", isQuoted: true)) }
            } else if isQuoted {
                word?.append(character, isQuoted: true)
            } else if character == " " || character == "\t" {
                if let done = word { words.append(done) }
                word = nil
            } else if character == "#", word == nil {
                break
            } else {
                word = word ?? Self()
                word?.append(character, isQuoted: false)
            }
        }
        guard !isQuoted else { throw ScriptFailure(line: line, reason: "a quotation mark is not closed") }
        if let done = word { words.append(done) }
        return words
    }

    private mutating func append(_ character: Character, isQuoted: Bool) {
        if pieces.isEmpty || pieces[pieces.count - 1].isQuoted != isQuoted {
            pieces.append(Piece(text: "", isQuoted: isQuoted))
        }
        pieces[pieces.count - 1].text.append(character)
    }

    /// The argument, with the values of `variables` put in where `$NAME` stands outside quotation marks.
    func expanded(with variables: [String: String], line: Int) throws -> String {
        var result = ""
        for piece in pieces {
            guard !piece.isQuoted else {
                result += piece.text
                continue
            }
            var rest = piece.text[...]
            while let dollar = rest.firstIndex(of: "$") {
                result += rest[..<dollar]
                rest = rest[rest.index(after: dollar)...]
                let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                guard let value = variables[String(name)] else {
                    throw ScriptFailure(line: line, reason: "$\(name) is not set")
                }
                result += value
                rest = rest[name.endIndex...]
            }
            result += rest
        }
        return result
    }
}
