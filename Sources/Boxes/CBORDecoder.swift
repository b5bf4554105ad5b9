public import Bytes

/// Reads well-formed CBOR (RFC 8949 appendix C), bounded in depth and in the number of items.
///
/// Duplicate map keys and text that is not UTF-8 are refused: both can show one thing to one reader and another to the next.
public struct CBORDecoder {
    private var reader: ByteReader
    private let maximumDepth: Int
    /// How many items may still be decoded; shared by all boxes of a store.
    public private(set) var remainingItems: Int

    public init(_ bytes: ArraySlice<UInt8>, maximumDepth: Int, maximumItems: Int) {
        reader = ByteReader(bytes)
        self.maximumDepth = maximumDepth
        remainingItems = maximumItems
    }

    /// The one data item that `bytes` is; anything after it is an error.
    public static func decode(
        _ bytes: ArraySlice<UInt8>, limits: Limits = .default
    ) throws(SignetError) -> CBORValue {
        var decoder = CBORDecoder(
            bytes, maximumDepth: limits.maximumCBORDepth, maximumItems: limits.maximumCBORItems)
        return try decoder.decodeWhole()
    }

    /// The same, with a budget of items that all the boxes of a store share.
    ///
    /// - Parameter items: how many items may still be decoded; counted down, also by what turns out to be unreadable.
    public static func decode(
        _ bytes: ArraySlice<UInt8>, limits: Limits, items: inout Int
    ) throws(SignetError) -> CBORValue {
        let allowed = min(items, limits.maximumCBORItems)
        var decoder = CBORDecoder(bytes, maximumDepth: limits.maximumCBORDepth, maximumItems: allowed)
        defer { items -= allowed - decoder.remainingItems }
        return try decoder.decodeWhole()
    }

    /// Reads one data item and requires that nothing follows it.
    public mutating func decodeWhole() throws(SignetError) -> CBORValue {
        let value = try item(depth: 0)
        guard reader.isAtEnd else {
            throw SignetError(
                "cbor.trailingBytes", .badData, "\(reader.remaining) bytes follow the CBOR data item",
                offset: reader.offset)
        }
        return value
    }

    /// Reads one data item and leaves what follows it.
    public mutating func decodeNext() throws(SignetError) -> CBORValue { try item(depth: 0) }

    /// How many bytes were not read yet.
    public var unreadCount: Int { reader.remaining }

    /// The encoding of one value of the map that `bytes` starts with, as it was written: what a signature over a part of a
    /// structure is over. Nil when `bytes` is no map or has no such text key.
    public static func encodedField(
        _ name: String, of bytes: ArraySlice<UInt8>, limits: Limits = .default
    ) throws(SignetError) -> ArraySlice<UInt8>? {
        var decoder = CBORDecoder(
            bytes, maximumDepth: limits.maximumCBORDepth, maximumItems: limits.maximumCBORItems)
        let initial = try decoder.reader.readUInt8()
        guard initial >> 5 == 5 else { return nil }
        let count = try decoder.count(initial & 31, at: bytes.startIndex)
        var index = 0
        while true {
            if let count {
                if index == count { return nil }
            } else if try decoder.takeBreak() {
                return nil
            }
            let key = try decoder.item(depth: 1)
            let start = decoder.reader.offset
            _ = try decoder.item(depth: 1)
            if key.text == name { return bytes[start..<decoder.reader.offset] }
            index += 1
        }
    }

    private mutating func item(depth: Int) throws(SignetError) -> CBORValue {
        let start = reader.offset
        guard depth <= maximumDepth else {
            throw SignetError("cbor.depth", .badData, "CBOR is nested deeper than \(maximumDepth)", offset: start)
        }
        guard remainingItems > 0 else {
            throw SignetError("cbor.items", .badData, "CBOR has more data items than the limit", offset: start)
        }
        remainingItems -= 1
        let initial = try reader.readUInt8()
        let major = initial >> 5
        let information = initial & 31
        switch major {
        case 0: return .unsigned(try argument(information, at: start))
        case 1: return .negative(try argument(information, at: start))
        case 2: return .bytes(try string(information, major: 2, at: start))
        case 3: return .text(try text(string(information, major: 3, at: start), at: start))
        case 4: return .array(try array(information, depth: depth, at: start))
        case 5: return .map(try map(information, depth: depth, at: start))
        case 6: return .tagged(try argument(information, at: start), try item(depth: depth + 1))
        default: return try simple(information, at: start)
        }
    }

    /// The argument of RFC 8949 section 3: in the initial byte or in the 1, 2, 4 or 8 bytes after it.
    private mutating func argument(_ information: UInt8, at start: Int) throws(SignetError) -> UInt64 {
        switch information {
        case 0...23: return UInt64(information)
        case 24: return UInt64(try reader.readUInt8())
        case 25: return UInt64(try reader.readUInt16())
        case 26: return UInt64(try reader.readUInt32())
        case 27: return try reader.readUInt64()
        default:
            throw SignetError("cbor.argument", .badData, "CBOR has a reserved length at this place", offset: start)
        }
    }

    private static let indefinite: UInt8 = 31

    private mutating func string(
        _ information: UInt8, major: UInt8, at start: Int
    ) throws(SignetError) -> ArraySlice<UInt8> {
        guard information == Self.indefinite else {
            let length = try argument(information, at: start)
            guard let length = Int(exactly: length) else { throw .endOfInput(at: start) }
            return try reader.take(length)
        }
        var joined: [UInt8] = []
        while true {
            let initial = try reader.readUInt8()
            if initial == 0xFF { return joined[...] }
            guard initial >> 5 == major, initial & 31 != Self.indefinite, remainingItems > 0 else {
                throw SignetError("cbor.chunk", .badData, "a CBOR string has a wrong part", offset: reader.offset - 1)
            }
            remainingItems -= 1
            let length = try argument(initial & 31, at: reader.offset - 1)
            guard let length = Int(exactly: length) else { throw .endOfInput(at: start) }
            let part = try reader.take(length)
            // Every part of a text string is text of its own (RFC 8949 section 3.2.3).
            if major == 3 { _ = try text(part, at: start) }
            joined.append(contentsOf: part)
        }
    }

    private func text(_ bytes: ArraySlice<UInt8>, at start: Int) throws(SignetError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SignetError("cbor.utf8", .badData, "a CBOR text string is not UTF-8", offset: start)
        }
        return text
    }

    /// The number of elements, or nil when it is given by a break byte. More than bytes are left is an error at once.
    private mutating func count(_ information: UInt8, at start: Int) throws(SignetError) -> Int? {
        if information == Self.indefinite { return nil }
        let count = try argument(information, at: start)
        guard let count = Int(exactly: count), count <= reader.remaining else { throw .endOfInput(at: start) }
        return count
    }

    /// Whether the next byte is the break, which is then consumed.
    private mutating func takeBreak() throws(SignetError) -> Bool {
        var ahead = reader
        guard try ahead.readUInt8() == 0xFF else { return false }
        reader = ahead
        return true
    }

    private mutating func array(
        _ information: UInt8, depth: Int, at start: Int
    ) throws(SignetError) -> [CBORValue] {
        let count = try count(information, at: start)
        var elements: [CBORValue] = []
        if let count { elements.reserveCapacity(min(count, 64)) }
        while true {
            if let count {
                if elements.count == count { return elements }
            } else if try takeBreak() {
                return elements
            }
            elements.append(try item(depth: depth + 1))
        }
    }

    private mutating func map(
        _ information: UInt8, depth: Int, at start: Int
    ) throws(SignetError) -> [CBORValue.Entry] {
        let count = try count(information, at: start)
        var entries: [CBORValue.Entry] = []
        var keys: Set<ArraySlice<UInt8>> = []
        if let count { entries.reserveCapacity(min(count, 64)) }
        while true {
            if let count {
                if entries.count == count { return entries }
            } else if try takeBreak() {
                return entries
            }
            let keyStart = reader.offset
            let key = try item(depth: depth + 1)
            guard !isDuplicate(key, in: entries, &keys) else {
                throw SignetError("cbor.duplicateKey", .badData, "a CBOR map has a key twice", offset: keyStart)
            }
            entries.append(CBORValue.Entry(key, try item(depth: depth + 1)))
        }
    }

    /// Two keys are the same when their deterministic encodings are. Small maps are searched; large ones keep a set of
    /// encodings, so that the work stays linear in the input.
    private func isDuplicate(
        _ key: CBORValue, in entries: [CBORValue.Entry], _ keys: inout Set<ArraySlice<UInt8>>
    ) -> Bool {
        let smallMap = 12
        if entries.count < smallMap { return entries.contains { Self.isSame($0.key, key) } }
        if keys.isEmpty { keys = Set(entries.map { CBOREncoder.encode($0.key)[...] }) }
        return !keys.insert(CBOREncoder.encode(key)[...]).inserted
    }

    /// Not `==`: for Swift, texts are equal when Unicode says so, 0.0 is -0.0, and NaN is nothing at all.
    private static func isSame(_ left: CBORValue, _ right: CBORValue) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.unsigned(let left), .unsigned(let right)), (.negative(let left), .negative(let right)): left == right
        case (.text, .unsigned), (.unsigned, .text), (.text, .negative), (.negative, .text): false
        default: CBOREncoder.encode(left) == CBOREncoder.encode(right)
        }
    }

    private mutating func simple(_ information: UInt8, at start: Int) throws(SignetError) -> CBORValue {
        switch information {
        case 0...19: return .simple(information)
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22: return .null
        case 23: return .undefined
        case 24:
            let value = try reader.readUInt8()
            guard value >= 32 else {
                throw SignetError("cbor.simple", .badData, "a CBOR simple value is not well-formed", offset: start)
            }
            return .simple(value)
        case 25: return .float(Self.half(try reader.readUInt16()))
        case 26: return .float(Double(Float(bitPattern: try reader.readUInt32())))
        case 27: return .float(Double(bitPattern: try reader.readUInt64()))
        default:
            throw SignetError("cbor.break", .badData, "CBOR is not well-formed at this place", offset: start)
        }
    }

    /// A half-precision number (RFC 8949 appendix D); `Float16` is not available on every processor Swift runs on.
    static func half(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10 & 31)
        let mantissa = Double(bits & 1023)
        let magnitude: Double =
            switch exponent {
            case 0: mantissa * 0x1p-24
            case 31: mantissa == 0 ? .infinity : .nan
            default: (mantissa + 1024) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
            }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }
}
