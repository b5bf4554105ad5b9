internal import Findings

/// Writes a ``DataValue`` as JSON: sorted keys, the same bytes for the same value, and nothing unseen in the output.
///
/// Characters that have no shape, or that change how others are shown, are escaped as `\uXXXX`, so that raw JSON is as
/// safe to look at in a terminal as the text printers' output. All other characters stay as they are.
struct JSONWriter {
    /// How bytes are spelled; JSON has no form of its own for them.
    enum BytesForm {
        case base64
        /// Base64 after `b64'`, as crJSON has it.
        case prefixedBase64
        /// Only how many there are, for one-line summaries.
        case count
    }

    /// How deep arrays and objects may be nested. Readers have limits too; Foundation's is 512.
    static let maximumDepth = 256
    /// What stands in place of a value that is nested deeper.
    static let depthMarker = "(nested too deep)"

    var isPretty = true
    var bytesForm = BytesForm.base64
    /// Where to stop, in bytes of output; the result is then no longer JSON. For one-line summaries only.
    var maximumLength: Int?
    /// What every line but the first begins with.
    var linePrefix = ""

    private var output: [UInt8] = []
    /// Where the text goes, piece by piece; nil keeps all of it.
    private var put: ((String) -> Void)?

    /// The size of a piece, about.
    private static let pieceSize = 64 << 10

    init(isPretty: Bool = true, bytesForm: BytesForm = .base64, maximumLength: Int? = nil) {
        self.isPretty = isPretty
        self.bytesForm = bytesForm
        self.maximumLength = maximumLength
    }

    /// The JSON text of `value`, without a final line break.
    static func text(_ value: DataValue, isPretty: Bool = true, bytesForm: BytesForm = .base64) -> String {
        var writer = JSONWriter(isPretty: isPretty, bytesForm: bytesForm)
        return writer.text(of: value)
    }

    /// The same with a final line break, which costs no copy of the text here.
    static func line(_ value: DataValue, isPretty: Bool = true, bytesForm: BytesForm = .base64) -> String {
        var writer = JSONWriter(isPretty: isPretty, bytesForm: bytesForm)
        return writer.text(of: value, end: "\n")
    }

    /// The same, in pieces: a report can be much longer than the file it is about.
    static func write(
        _ value: DataValue, isPretty: Bool = true, bytesForm: BytesForm = .base64, linePrefix: String = "",
        end: String = "\n", to put: @escaping (String) -> Void
    ) {
        var writer = JSONWriter(isPretty: isPretty, bytesForm: bytesForm)
        writer.linePrefix = linePrefix
        writer.put = put
        writer.write(value, depth: 0)
        writer.append(end)
        writer.flush()
    }

    private mutating func flush() {
        guard let put, !output.isEmpty else { return }
        put(String(decoding: output, as: UTF8.self))
        output.removeAll(keepingCapacity: true)
    }

    private mutating func flushWhenLong() {
        if output.count >= Self.pieceSize { flush() }
    }

    mutating func text(of value: DataValue, end: String = "") -> String {
        output.removeAll(keepingCapacity: true)
        write(value, depth: 0)
        append(end)
        return String(decoding: output, as: UTF8.self)
    }

    private var isFull: Bool {
        guard let maximumLength else { return false }
        return output.count > maximumLength
    }

    private mutating func write(_ value: DataValue, depth: Int) {
        guard !isFull else { return }
        flushWhenLong()
        switch value {
        case .null: append("null")
        case .bool(let bool): append(bool ? "true" : "false")
        case .integer(let integer): append(String(integer))
        case .unsigned(let integer): append(String(integer))
        // JSON has no spelling for infinity and not-a-number.
        case .double(let double): append(double.isFinite ? double.description : "null")
        case .text(let text): write(text)
        case .bytes(let bytes): write(bytes)
        case .list(let items):
            guard depth < Self.maximumDepth else { return write(Self.depthMarker) }
            write(items, depth: depth)
        case .map(let fields):
            guard depth < Self.maximumDepth else { return write(Self.depthMarker) }
            write(fields, depth: depth)
        }
    }

    private mutating func write(_ items: [DataValue], depth: Int) {
        guard !items.isEmpty else { return append("[]") }
        append("[")
        for (index, item) in items.enumerated() {
            if isFull { return }
            if index > 0 { append(",") }
            breakLine(depth: depth + 1)
            write(item, depth: depth + 1)
        }
        breakLine(depth: depth)
        append("]")
    }

    private mutating func write(_ fields: [DataValue.Field], depth: Int) {
        guard !fields.isEmpty else { return append("{}") }
        append("{")
        var previous: String?
        for (_, field) in Self.sorted(fields) {
            if isFull { return }
            if let last = previous {
                // Two fields of one name are a trap for readers, who disagree on which one counts: the first stays.
                if last.utf8.elementsEqual(field.key.utf8) { continue }
                append(",")
            }
            previous = field.key
            breakLine(depth: depth + 1)
            write(field.key)
            append(isPretty ? ": " : ":")
            write(field.value, depth: depth + 1)
        }
        breakLine(depth: depth)
        append("}")
    }

    /// By the bytes of the keys: Swift's own order of strings takes different spellings of one character as equal.
    private static func sorted(_ fields: [DataValue.Field]) -> [(Int, DataValue.Field)] {
        Array(fields.enumerated()).sorted { left, right in
            if left.element.key.utf8.elementsEqual(right.element.key.utf8) { return left.offset < right.offset }
            return left.element.key.utf8.lexicographicallyPrecedes(right.element.key.utf8)
        }
        .map { ($0.offset, $0.element) }
    }

    private mutating func write(_ text: String) {
        append("\"")
        for scalar in text.unicodeScalars {
            if isFull { return }
            flushWhenLong()
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            default:
                if SafeText.isHidden(scalar) {
                    for unit in String(scalar).utf16 { appendEscape(unit) }
                } else if scalar.isASCII {
                    output.append(UInt8(truncatingIfNeeded: scalar.value))
                } else {
                    output.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
                }
            }
        }
        append("\"")
    }

    /// Spelled without a copy in between: bytes are what makes a report large.
    private mutating func write(_ bytes: [UInt8]) {
        append("\"")
        switch bytesForm {
        case .base64: encode(bytes)
        case .prefixedBase64:
            append("b64'")
            encode(bytes)
        case .count: append("(\(bytes.count) bytes)")
        }
        append("\"")
    }

    /// Groups of three bytes, so that the pieces join.
    private mutating func encode(_ bytes: [UInt8]) {
        for start in stride(from: 0, to: bytes.count, by: 48 << 10) {
            flushWhenLong()
            Base64.encode(bytes[start..<min(start + (48 << 10), bytes.count)], into: &output)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private mutating func appendEscape(_ unit: UInt16) {
        output.append(UInt8(ascii: "\\"))
        output.append(UInt8(ascii: "u"))
        for shift in [12, 8, 4, 0] as [UInt16] { output.append(Self.digits[Int(unit >> shift & 15)]) }
    }

    private mutating func breakLine(depth: Int) {
        guard isPretty else { return }
        output.append(UInt8(ascii: "\n"))
        append(linePrefix)
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }
}
