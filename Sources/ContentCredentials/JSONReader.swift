internal import Bytes
internal import Findings

/// Reads JSON (RFC 8259) to the letter, bounded in depth and in the number of values.
///
/// Foundation's decoder takes trailing commas and the last of two equal keys, both of which other readers may see
/// differently, and costs seconds for a megabyte of small values.
struct JSONReader {
    private var reader: ByteReader
    private let maximumDepth: Int
    /// How many values may still be read.
    private(set) var remainingItems: Int

    init(_ bytes: ArraySlice<UInt8>, maximumDepth: Int, maximumItems: Int) {
        reader = ByteReader(bytes)
        self.maximumDepth = maximumDepth
        remainingItems = maximumItems
    }

    /// Reads the one value there is.
    mutating func readWhole() throws(SignetError) -> DataValue {
        let value = try value(depth: 0)
        try skipSpace()
        guard reader.isAtEnd else { throw malformed("bytes follow the value") }
        return value
    }

    private func malformed(_ what: String) -> SignetError {
        SignetError("json.malformed", .badData, "the JSON is not well-formed: \(what)", offset: reader.offset)
    }

    /// The next byte, which stays; nil at the end.
    private func peek() -> UInt8? {
        var ahead = reader
        return try? ahead.readUInt8()
    }

    private mutating func skipSpace() throws(SignetError) {
        while let next = peek(), next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 {
            _ = try reader.readUInt8()
        }
    }

    private mutating func takes(_ character: Unicode.Scalar) throws(SignetError) -> Bool {
        try skipSpace()
        guard peek() == UInt8(ascii: character) else { return false }
        _ = try reader.readUInt8()
        return true
    }

    private mutating func value(depth: Int) throws(SignetError) -> DataValue {
        guard depth <= maximumDepth else { throw malformed("it is nested deeper than \(maximumDepth)") }
        guard remainingItems > 0 else { throw malformed("it has more values than the limit") }
        remainingItems -= 1
        try skipSpace()
        switch peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func literal(_ word: String, _ value: DataValue) throws(SignetError) -> DataValue {
        guard try reader.take(word.utf8.count).elementsEqual(word.utf8) else {
            throw malformed("there is an unknown word")
        }
        return value
    }

    private mutating func array(depth: Int) throws(SignetError) -> DataValue {
        _ = try takes("[")
        var elements: [DataValue] = []
        if try takes("]") { return .list([]) }
        while true {
            elements.append(try value(depth: depth + 1))
            if try takes("]") { return .list(elements) }
            guard try takes(",") else { throw malformed("a list is not closed") }
        }
    }

    private mutating func object(depth: Int) throws(SignetError) -> DataValue {
        _ = try takes("{")
        var fields: [DataValue.Field] = []
        var keys: Set<[UInt8]> = []
        if try takes("}") { return .map([]) }
        while true {
            try skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw malformed("a key is missing") }
            let key = try string()
            guard keys.insert(Array(key.utf8)).inserted else { throw malformed("an object has a key twice") }
            guard try takes(":") else { throw malformed("a key has no value") }
            fields.append(DataValue.Field(key, try value(depth: depth + 1)))
            if try takes("}") { return .map(fields) }
            guard try takes(",") else { throw malformed("an object is not closed") }
        }
    }

    private mutating func string() throws(SignetError) -> String {
        _ = try takes("\"")
        var bytes: [UInt8] = []
        while true {
            let next = try reader.readUInt8()
            switch next {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw malformed("a text is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): bytes.append(contentsOf: try escaped())
            case 0..<0x20: throw malformed("a text has a control character")
            default: bytes.append(next)
            }
        }
    }

    /// What follows a backslash, in UTF-8.
    private mutating func escaped() throws(SignetError) -> [UInt8] {
        let character = try reader.readUInt8()
        switch character {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [character]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): break
        default: throw malformed("a text has an unknown escape")
        }
        var code = try fourDigits()
        if (0xD800..<0xDC00).contains(code) {
            // Half a character, whose other half must follow.
            guard try reader.take(2).elementsEqual("\\u".utf8) else { throw malformed("a text has half a character") }
            let low = try fourDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw malformed("a text has half a character") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw malformed("a text has half a character") }
        return Array(String(scalar).utf8)
    }

    private mutating func fourDigits() throws(SignetError) -> UInt32 {
        let digits = String(decoding: try reader.take(4), as: UTF8.self)
        guard let bytes = Hex.decode(digits), bytes.count == 2 else { throw malformed("a text has an unknown escape") }
        return UInt32(bytes[0]) << 8 | UInt32(bytes[1])
    }

    /// A number: `-`, digits without a leading zero, a fraction, an exponent.
    private mutating func number() throws(SignetError) -> DataValue {
        var text: [UInt8] = []
        if peek() == UInt8(ascii: "-") { text.append(try reader.readUInt8()) }
        let start = text.count
        try digits(&text)
        guard text.count == start + 1 || text[start] != 0x30 else { throw malformed("a number has a leading zero") }
        var isInteger = true
        if peek() == UInt8(ascii: ".") {
            isInteger = false
            text.append(try reader.readUInt8())
            try digits(&text)
        }
        if peek().map({ $0 | 0x20 }) == UInt8(ascii: "e") {
            isInteger = false
            text.append(try reader.readUInt8())
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { text.append(try reader.readUInt8()) }
            try digits(&text)
        }
        let spelling = String(decoding: text, as: UTF8.self)
        if isInteger, let integer = Int64(spelling) { return .integer(integer) }
        if isInteger, let integer = UInt64(spelling) { return .unsigned(integer) }
        guard let number = Double(spelling), number.isFinite else { throw malformed("a number is too large") }
        return .double(number)
    }

    private mutating func digits(_ text: inout [UInt8]) throws(SignetError) {
        let before = text.count
        while let next = peek(), (0x30...0x39).contains(next) { text.append(try reader.readUInt8()) }
        guard text.count > before else { throw malformed("a value is none") }
    }
}
