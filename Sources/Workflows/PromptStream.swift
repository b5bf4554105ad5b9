public import Bytes
public import Policy

/// Prompts one after the other from a file or standard input, in bounded memory: JSON Lines or CSV.
public final class PromptStream {
    public enum Form: String, Sendable, CaseIterable {
        /// A JSON object on each line, with the text field `text` or `prompt`.
        case jsonLines = "jsonl"
        /// RFC 4180 with a header line that has a column `text` or `prompt`.
        case csv
        /// A prompt on each line.
        case lines

        /// The form that the name of a file says; JSON Lines for any other.
        public init(path: String) {
            let name = path.lowercased()
            self = name.hasSuffix(".csv") ? .csv : name.hasSuffix(".txt") ? .lines : .jsonLines
        }
    }

    /// A prompt, or why a line is none. Lines count from 1.
    public enum Item: Sendable {
        case prompt(LabelledPrompt, line: Int)
        case unreadable(line: Int, reason: String)
    }

    private let form: Form
    private let reader: RecordReader
    private var columns: [String]?

    /// - Parameter path: a file, or `-` for standard input, which is read as it comes.
    public init(_ path: String, form: Form? = nil) throws(SignetError) {
        self.form = form ?? Form(path: path)
        reader = try RecordReader(path, keepsQuoted: self.form == .csv)
    }

    /// All prompts of a corpus.
    ///
    /// - Throws: `corpus.line` for the first line that is none.
    public static func all(_ path: String) throws(SignetError) -> [LabelledPrompt] {
        let stream = try PromptStream(path)
        var prompts: [LabelledPrompt] = []
        while let item = try stream.next() {
            switch item {
            case .prompt(let prompt, _): prompts.append(prompt)
            case .unreadable(let line, let reason):
                throw SignetError("corpus.line", .badData, "line \(line) of the corpus cannot be read: \(reason)")
            }
        }
        return prompts
    }

    public func next() throws(SignetError) -> Item? {
        while true {
            guard let (record, first) = try reader.next() else { return nil }
            guard let bytes = record else {
                return .unreadable(line: first, reason: "it has more than \(RecordReader.longestRecord >> 20) MB")
            }
            let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            if isBlank { continue }
            switch form {
            case .lines:
                let text = bytes.last == 13 ? bytes.dropLast() : bytes[...]
                return .prompt(LabelledPrompt(String(decoding: text, as: UTF8.self)), line: first)
            case .jsonLines:
                do { return .prompt(try PromptRecord.json(bytes), line: first) } catch {
                    return .unreadable(line: first, reason: error.reason)
                }
            case .csv:
                do throws(SignetError) {
                    let fields = try PromptRecord.fields(bytes)
                    guard let columns else {
                        columns = try PromptRecord.columns(fields)
                        continue
                    }
                    return .prompt(try PromptRecord.csv(fields, columns), line: first)
                } catch {
                    // Without a header no line means anything.
                    guard columns != nil else { throw error }
                    return .unreadable(line: first, reason: error.reason)
                }
            }
        }
    }
}
