import Boxes
import Bytes
import Testing

@Suite("CBOREncoder")
struct CBOREncoderTests {
    @Test(
        "heads are as short as can be",
        arguments: [
            (0, "00"), (23, "17"), (24, "1818"), (255, "18ff"), (256, "190100"), (65_535, "19ffff"),
            (65_536, "1a00010000"),
            (4_294_967_295, "1affffffff"), (4_294_967_296, "1b0000000100000000"), (-1, "20"), (-24, "37"),
            (-25, "3818"),
            (.max, "1b7fffffffffffffff"), (.min, "3b7fffffffffffffff"),
        ] as [(Int, String)])
    func integers(value: Int, hex: String) throws {
        #expect(Hex.encode(CBOREncoder.encode(.integer(value))) == hex)
        #expect(try CBORDecoder.decode(try #require(Hex.decode(hex))[...]).integer == value)
    }

    @Test(
        "numbers are as short as they can be without a loss",
        arguments: [
            (0, "f90000"), (-0.0, "f98000"), (1.5, "f93e00"), (65504, "f97bff"), (65505, "fa477fe100"),
            (65536, "fa47800000"),
            (0x1p-14, "f90400"), (0x1p-24, "f90001"), (0x1p-25, "fa33000000"), (0x1.8p-24, "fa33c00000"),
            (0x3p-24, "f90003"), (1.0 / 3, "fb3fd5555555555555"), (3.4028234663852886e38, "fa7f7fffff"),
            (1e39, "fb480 78287f49c4a1d".filter { $0 != " " }), (.infinity, "f97c00"), (-.infinity, "f9fc00"),
            (.nan, "f97e00"), (-.nan, "f97e00"), (1 + 0x1p-10, "f93c01"), (1 + 0x1p-11, "fa3f801000"),
        ] as [(Double, String)])
    func floats(value: Double, hex: String) { #expect(Hex.encode(CBOREncoder.encode(.float(value))) == hex) }

    @Test("every half-precision number is read exactly and written in two bytes")
    func halves() throws {
        for bits in UInt16.min...UInt16.max {
            let bytes: [UInt8] = [0xF9, UInt8(bits >> 8), UInt8(bits & 255)]
            let value = try CBORDecoder.decode(bytes[...])
            let isNaN = bits & 0x7C00 == 0x7C00 && bits & 0x3FF != 0
            #expect(CBOREncoder.encode(value) == (isNaN ? [0xF9, 0x7E, 0x00] : bytes))
        }
    }

    @Test("maps are in the order of their encoded keys, whatever order they are given in")
    func order() throws {
        // RFC 8949 section 4.2.1.
        let keys: [CBORValue] = [
            .integer(10), .integer(100), .integer(-1), .text("z"), .text("aa"), .array([.integer(100)]),
            .array([.integer(-1)]), .bool(false),
        ]
        let expected = "a8 0a00 186400 2000 617a00 62616100 81186400 812000 f400".filter { $0 != " " }
        for order in [keys, keys.reversed(), Array(keys.dropFirst(3)) + keys.prefix(3)] {
            let map = CBORValue.map(order.map { CBORValue.Entry($0, .integer(0)) })
            #expect(Hex.encode(CBOREncoder.encode(map)) == expected)
        }
    }

    @Test("inner maps are ordered too, in keys as in values")
    func innerOrder() {
        let inner = CBORValue.map(["b": .null, "a": .null])
        let map = CBORValue.map([CBORValue.Entry(inner, .array([inner]))])
        #expect(Hex.encode(CBOREncoder.encode(map)) == "a1a26161f66162f681a26161f66162f6")
    }

    @Test("lengths at the borders of their heads", arguments: [0, 23, 24, 255, 256, 65_535, 65_536])
    func lengths(count: Int) throws {
        for value in [
            CBORValue.bytes([UInt8](repeating: 1, count: count)), .text(String(repeating: "a", count: count)),
        ] {
            #expect(try CBORDecoder.decode(CBOREncoder.encode(value)[...]) == value)
        }
        let array = CBORValue.array([CBORValue](repeating: .null, count: count))
        let encoded = CBOREncoder.encode(array)
        // An array is an item, too: with one more the decoder refuses.
        if count < Limits().maximumCBORItems {
            #expect(try CBORDecoder.decode(encoded[...]) == array)
        } else {
            #expect(throws: SignetError.self) { try CBORDecoder.decode(encoded[...]) }
            #expect(encoded.prefix(5) == [0x9A, 0, 1, 0, 0])
        }
    }
}
