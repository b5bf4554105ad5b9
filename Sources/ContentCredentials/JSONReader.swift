internal import Bytes
internal import Findings

/// Reads JSON (RFC 8259) into values, bounded in depth and in the number of values.
///
/// An own reader, because Foundation's takes microseconds for each value: enough to make a small file cost minutes. A name
/// that an object has twice is refused, as in CBOR: it can show one thing to one reader and another to the next.
struct JSONReader {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int
    /// How many values may still be read.
    private(set) var remainingItems: Int

    private static let maximumDepth = 64

    init(_ bytes: ArraySlice<UInt8>, maximumItems: Int) {
        self.bytes = bytes
        offset = bytes.startIndex
        remainingItems = maximumItems
    }

    /// The one value that the bytes are, with white space around it; nil when they are not well-formed.
    mutating func readWhole() -> DataValue? {
        guard let value = try? value(depth: 0) else { return nil }
        skipSpace()
        return offset == bytes.endIndex ? value : nil
    }

    private var malformed: SignetError { SignetError("json.malformed", .badData, "is not well-formed JSON") }

    private func peek() -> UInt8? { offset < bytes.endIndex ? bytes[offset] : nil }

    private mutating func next() throws(SignetError) -> UInt8 {
        guard let byte = peek() else { throw malformed }
        offset += 1
        return byte
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
    }

    private mutating func take(_ expected: UInt8) -> Bool {
        guard peek() == expected else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(SignetError) -> DataValue {
        guard depth <= Self.maximumDepth, remainingItems > 0 else { throw malformed }
        remainingItems -= 1
        skipSpace()
        guard let first = peek() else { throw malformed }
        switch first {
        case UInt8(ascii: "{"): return .map(try object(depth: depth))
        case UInt8(ascii: "["): return .list(try array(depth: depth))
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ text: String, _ value: DataValue) throws(SignetError) -> DataValue {
        for expected in text.utf8 where try next() != expected { throw malformed }
        return value
    }

    private mutating func array(depth: Int) throws(SignetError) -> [DataValue] {
        _ = try next()
        var elements: [DataValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else { throw malformed }
        }
    }

    /// Fields in the order of their names, so that a printer's output does not depend on the writer's habits.
    private mutating func object(depth: Int) throws(SignetError) -> [DataValue.Field] {
        _ = try next()
        var fields: [DataValue.Field] = []
        var names: Set<[UInt8]> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return fields }
        while true {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw malformed }
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else { throw malformed }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw malformed }
            fields.append(DataValue.Field(name, try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: "}")) { return fields.sorted { $0.key < $1.key } }
            guard take(UInt8(ascii: ",")) else { throw malformed }
        }
    }

    private mutating func string() throws(SignetError) -> String {
        _ = try next()
        var bytes: [UInt8] = []
        while true {
            let byte = try next()
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else { throw malformed }
                return text
            case UInt8(ascii: "\\"): bytes += try escape()
            case 0..<0x20: throw malformed
            default: bytes.append(byte)
            }
        }
    }

    private mutating func escape() throws(SignetError) -> [UInt8] {
        switch try next() {
        case UInt8(ascii: "\""): return [0x22]
        case UInt8(ascii: "\\"): return [0x5C]
        case UInt8(ascii: "/"): return [0x2F]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw malformed
        }
    }

    /// A `\u` escape, or two that are a surrogate pair.
    private mutating func scalar() throws(SignetError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw malformed }
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw malformed }
        return scalar
    }

    private mutating func hexadecimal() throws(SignetError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try next())).hexDigitValue else { throw malformed }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private mutating func number() throws(SignetError) -> DataValue {
        var text: [UInt8] = []
        if take(UInt8(ascii: "-")) { text.append(UInt8(ascii: "-")) }
        let whole = digits()
        guard !whole.isEmpty, whole.count == 1 || whole[0] != UInt8(ascii: "0") else { throw malformed }
        text += whole
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            let fraction = digits()
            guard !fraction.isEmpty else { throw malformed }
            text += [UInt8(ascii: ".")] + fraction
            isInteger = false
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            text.append(UInt8(ascii: "e"))
            if take(UInt8(ascii: "-")) { text.append(UInt8(ascii: "-")) } else { _ = take(UInt8(ascii: "+")) }
            let exponent = digits()
            guard !exponent.isEmpty else { throw malformed }
            text += exponent
            isInteger = false
        }
        let written = String(decoding: text, as: UTF8.self)
        if isInteger, let integer = Int64(written) { return .integer(integer) }
        guard let double = Double(written), double.isFinite else { throw malformed }
        return .double(double)
    }

    private mutating func digits() -> [UInt8] {
        var digits: [UInt8] = []
        while let byte = peek(), (0x30...0x39).contains(byte) {
            digits.append(byte)
            offset += 1
        }
        return digits
    }
}
