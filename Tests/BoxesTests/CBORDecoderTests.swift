import Boxes
import Bytes
import Testing

@Suite("CBORDecoder")
struct CBORDecoderTests {
    private func code(_ hex: String, limits: Limits = .default) throws -> String? {
        let bytes = try #require(Hex.decode(hex.filter { $0 != " " }))
        do throws(SignetError) {
            _ = try CBORDecoder.decode(bytes[...], limits: limits)
            return nil
        } catch { return error.code.rawValue }
    }

    private func decode(_ hex: String) throws -> CBORValue {
        try CBORDecoder.decode(try #require(Hex.decode(hex.filter { $0 != " " }))[...])
    }

    @Test(
        "every kind of value",
        arguments: [
            ("1bffffffffffffffff", .unsigned(.max)), ("3bffffffffffffffff", .negative(.max)), ("20", .integer(-1)),
            ("43010203", .bytes([1, 2, 3])), ("62c3a9", .text("é")), ("820102", .array([.integer(1), .integer(2)])),
            ("a10102", .map([CBORValue.Entry(.integer(1), .integer(2))])), ("d2f6", .tagged(18, .null)),
            ("f4", .bool(false)), ("f5", .bool(true)), ("f7", .undefined), ("f0", .simple(16)), ("f8ff", .simple(255)),
            ("f93c00", .float(1)), ("f90001", .float(0x1p-24)), ("f9fbff", .float(-65504)),
            ("fa47c35000", .float(100_000)),
            ("fb3ff199999999999a", .float(1.1)), ("f9fc00", .float(-.infinity)), ("f98000", .float(-0.0)),
            // Longer forms than needed stand for the same value.
            ("1800", .unsigned(0)), ("1b0000000000000001", .unsigned(1)), ("5a00000001ff", .bytes([0xFF])),
        ] as [(String, CBORValue)])
    func values(hex: String, value: CBORValue) throws { #expect(try decode(hex) == value) }

    @Test(
        "what is not well-formed is refused with its own code",
        arguments: [
            ("", "bytes.endOfInput"), ("18", "bytes.endOfInput"), ("19ff", "bytes.endOfInput"),
            ("62c3", "bytes.endOfInput"),
            ("8201", "bytes.endOfInput"), ("a101", "bytes.endOfInput"), ("9f01", "bytes.endOfInput"),
            ("bf", "bytes.endOfInput"), ("5f", "bytes.endOfInput"), ("c1", "bytes.endOfInput"),
            ("f9ff", "bytes.endOfInput"),
            ("1c", "cbor.argument"), ("1f", "cbor.argument"), ("3d", "cbor.argument"), ("5c", "cbor.argument"),
            ("7e", "cbor.argument"), ("9c", "cbor.argument"), ("bd", "cbor.argument"), ("df", "cbor.argument"),
            ("fc", "cbor.break"), ("fe", "cbor.break"), ("ff", "cbor.break"), ("81ff", "cbor.break"),
            ("c0ff", "cbor.break"),
            ("bf01ff", "cbor.break"), ("f800", "cbor.simple"), ("f814", "cbor.simple"), ("f81f", "cbor.simple"),
            ("0000", "cbor.trailingBytes"), ("8000", "cbor.trailingBytes"), ("f6ff", "cbor.trailingBytes"),
            // Indefinite strings whose parts are of another type, indefinite themselves, or not strings.
            ("5f6161ff", "cbor.chunk"), ("7f4161ff", "cbor.chunk"), ("5f5f4101ffff", "cbor.chunk"),
            ("7f7f6161ffff", "cbor.chunk"), ("5f00ff", "cbor.chunk"), ("5fc04100ff", "cbor.chunk"),
            ("7ff6ff", "cbor.chunk"),
            // Text that is not UTF-8: a lone continuation, overlong, a surrogate, above U+10FFFF, half a character.
            ("6180", "cbor.utf8"), ("62c080", "cbor.utf8"), ("63eda080", "cbor.utf8"), ("64f4908080", "cbor.utf8"),
            ("61c3", "cbor.utf8"), ("61ff", "cbor.utf8"), ("a161ff00", "cbor.utf8"),
            // Each part has to be text: a character may not be divided among parts.
            ("7f61c361a9ff", "cbor.utf8"),
        ])
    func malformed(hex: String, code expected: String) throws { #expect(try code(hex) == expected) }

    @Test(
        "counts and lengths that cannot be are refused before anything is reserved for them",
        arguments: [
            "5bffffffffffffffff", "7bffffffffffffffff", "9bffffffffffffffff", "bbffffffffffffffff",
            "5b7fffffffffffffff00",
            "9b7fffffffffffffff00", "bb7fffffffffffffff00", "9affffffff00", "baffffffff00", "5affffffff00",
            "9a0000000300",
            "7f7bffffffffffffffff", "5f5b7fffffffffffffff",
        ])
    func hugeCounts(hex: String) throws { #expect(try code(hex) == "bytes.endOfInput") }

    @Test("many nested arrays that each claim all remaining bytes as elements cost no more than their bytes")
    func nestedCounts() {
        // 60 levels of [9a count...], every count just not larger than what is left.
        var bytes: [UInt8] = []
        for level in 0..<60 {
            bytes += [0x9A, 0x00, 0x0F, 0x00, UInt8(level)]
        }
        bytes += [UInt8](repeating: 0xFF, count: 1_000_000)
        #expect(throws: SignetError("cbor.break", .badData, "")) { try CBORDecoder.decode(bytes[...]) }
    }

    @Test("nesting is allowed up to the limit and not beyond", arguments: ["81", "a100", "c1", "9f", "bf00"])
    func depth(opening: String) throws {
        var limits = Limits()
        limits.maximumCBORDepth = 3
        let closing = opening == "9f" || opening == "bf00" ? "ff" : ""
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + "00" + String(repeating: closing, count: depth)
        }
        #expect(try code(nested(3), limits: limits) == nil)
        #expect(try code(nested(4), limits: limits) == "cbor.depth")
        #expect(try code(String(repeating: opening, count: 100_000)) == "cbor.depth")
    }

    @Test("keys count as nested too")
    func keyDepth() throws {
        #expect(try code(String(repeating: "a1", count: 100_000)) == "cbor.depth")
    }

    @Test("items are allowed up to the limit and not beyond")
    func items() throws {
        var limits = Limits()
        limits.maximumCBORItems = 4
        for good in ["83000000", "a1008100", "5f404040ff", "c0c0c000"] {
            #expect(try code(good, limits: limits) == nil)
        }
        #expect(try code("8400000000", limits: limits) == "cbor.items")
        #expect(try code("9f00000000ff", limits: limits) == "cbor.items")
        #expect(try code("a20081000000", limits: limits) == "cbor.items")
        #expect(try code("5f40404040ff", limits: limits) == "cbor.chunk")
    }

    @Test("a decoder tells how many items are left")
    func remaining() throws {
        let bytes = try #require(Hex.decode("83a1006161f65f4100ff"))
        var decoder = CBORDecoder(bytes[...], maximumDepth: 8, maximumItems: 100)
        _ = try decoder.decodeWhole()
        // The array, the map, its key and value, null, the string and its part.
        #expect(decoder.remainingItems == 93)
    }

    @Test(
        "a key that is there twice is refused, in whatever form it is written",
        arguments: [
            "a200000000", "a2000018 0000", "a2616100616101", "a2 6161 00 7f6161ff 01", "bf 01 00 01 00 ff",
            "a2 8100 00 9f00ff 00",
            "a2 f93c00 00 fb3ff0000000000000 00", "a2 a100 01 00 bf 0001 ff 00".replacing("a100 01", with: "a10001"),
            "a2 f97e00 00 f97e00 00", "a2 f97e00 00 fb7ff8000000000001 00",
        ])
    func duplicates(hex: String) throws { #expect(try code(hex) == "cbor.duplicateKey") }

    @Test("a duplicate is found in maps of every size", arguments: [2, 11, 12, 13, 14, 23, 24, 300])
    func duplicatesBySize(count: Int) throws {
        func map(_ keys: [Int]) -> [UInt8] {
            [0xB9, UInt8(keys.count >> 8), UInt8(keys.count & 255)]
                + keys.flatMap { [0x19, UInt8($0 >> 8), UInt8($0 & 255), 0xF6] }
        }
        let keys = Array(0..<count)
        #expect(try CBORDecoder.decode(map(keys)[...]).entries?.count == count)
        for twin in Set([0, count / 2, count - 1]) {
            #expect(throws: SignetError("cbor.duplicateKey", .badData, "")) {
                try CBORDecoder.decode(map(keys + [twin])[...])
            }
        }
    }

    @Test(
        "keys are the same by their bytes, not by what Unicode calls equal, in maps of every size", arguments: [0, 20])
    func canonicalEquivalents(others: Int) throws {
        // "é" as one character and as e with an accent; the Kelvin sign and K.
        var bytes: [UInt8] = [0xB8, UInt8(4 + others)]
        for key in ["\u{E9}", "e\u{301}", "\u{212A}", "K"] { bytes += CBOREncoder.encode(.text(key)) + [0] }
        for key in 0..<others { bytes += CBOREncoder.encode(.integer(key)) + [0] }
        let value = try CBORDecoder.decode(bytes[...])
        #expect(value.entries?.count == 4 + others)
    }

    @Test("0.0 and -0.0 are two keys in maps of every size", arguments: [0, 20])
    func zeros(others: Int) throws {
        var bytes: [UInt8] = [0xB8, UInt8(2 + others), 0xF9, 0, 0, 0, 0xF9, 0x80, 0, 0]
        for key in 0..<others { bytes += CBOREncoder.encode(.integer(key)) + [0] }
        #expect(try CBORDecoder.decode(bytes[...]).entries?.count == 2 + others)
    }

    @Test("errors say where, in offsets of the store that the bytes are a slice of")
    func offsets() throws {
        let store: [UInt8] = [0, 0, 0, 0x82, 0x00, 0x61, 0xFF, 0]
        let error = #expect(throws: SignetError.self) { try CBORDecoder.decode(store[3..<7]) }
        #expect(error?.code == "cbor.utf8")
        #expect(error?.offset == 5)
        let trailing = #expect(throws: SignetError.self) { try CBORDecoder.decode(store[4..<7]) }
        #expect(trailing?.offset == 5)
    }

    @Test("every byte of a value set to every other value gives a value or an error")
    func mutations() throws {
        let value = CBORValue.map([
            "list": .array([.integer(-5), .float(1.5), .null]), "bytes": .bytes([1, 2, 3]),
            "nested": .map(["a": .tagged(1, .text("é"))]), "big": .unsigned(1 << 40),
        ])
        let bytes = CBOREncoder.encode(value)
        var decoded = 0
        for offset in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[offset] = byte
                guard let value = try? CBORDecoder.decode(changed[...]) else { continue }
                decoded += 1
                let encoded = CBOREncoder.encode(value)
                let again = try CBORDecoder.decode(encoded[...])
                #expect(CBOREncoder.encode(again) == encoded, "byte \(offset) as \(byte)")
            }
        }
        #expect(decoded > bytes.count)
    }
}
