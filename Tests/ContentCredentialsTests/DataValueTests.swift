import Boxes
import Bytes
import ContentCredentials
import Findings
import Testing

@Suite("DataValue from CBOR")
struct DataValueTests {
    @Test("integers keep their value over the whole range of CBOR")
    func integers() {
        #expect(DataValue(CBORValue.unsigned(1 << 63)) == .unsigned(1 << 63))
        #expect(DataValue(CBORValue.integer(.max)) == .integer(.max))
        #expect(DataValue(CBORValue.integer(.min)) == .integer(.min))
        #expect(DataValue(CBORValue.negative(.max)) == .double(-0x1p64))
    }

    @Test("keys that are not text become text, tags are dropped, order is kept")
    func map() {
        let map = CBORValue.map([
            CBORValue.Entry(.unsigned(7), .null), CBORValue.Entry(.integer(-1), .undefined),
            CBORValue.Entry(.negative(.max), .bool(true)),
            CBORValue.Entry(.tagged(1, .text("t")), .tagged(1, .float(1.5))),
            CBORValue.Entry(.bytes([1]), .simple(3)),
        ])
        #expect(
            DataValue(map)
                == .map([
                    .init("7", .null), .init("-1", .null), .init("-18446744073709551616", .bool(true)),
                    .init("t", .double(1.5)),
                    .init("(key)", .integer(3)),
                ]))
    }

    @Test("JSON is read within the limits of CBOR")
    func json() {
        #expect(DataValue(json: Array(#"{"a": [1]}"#.utf8)[...]) == .map([.init("a", .list([.integer(1)]))]))
        #expect(DataValue(json: Array("[1,]".utf8)[...]) == nil)
        var limits = Limits()
        limits.maximumCBORItems = 2
        #expect(DataValue(json: Array("[1]".utf8)[...], limits: limits) == .list([.integer(1)]))
        #expect(DataValue(json: Array("[1,2]".utf8)[...], limits: limits) == nil)
    }
}
