import Boxes
import Testing

@Suite("CBORValue")
struct CBORValueTests {
    private let map = CBORValue.map(["a": .integer(1), "b": .text("x"), "c": .bytes([1]), "d": .bool(true)])

    @Test("fields are found by their key and only as what they are")
    func fields() {
        #expect(map["a"]?.integer == 1)
        #expect(map["a"]?.text == nil)
        #expect(map["b"]?.text == "x")
        #expect(map["b"]?.bytes == nil)
        #expect(map["c"]?.bytes == [1])
        #expect(map["d"]?.bool == true)
        #expect(map["e"] == nil)
        #expect(map.entries?.count == 4)
        #expect(map.array == nil)
        #expect(CBORValue.integer(1)["a"] == nil)
        #expect(CBORValue.map([CBORValue.Entry(.integer(33), .null)])[.unsigned(33)] == .null)
    }

    @Test("integers that do not fit are none")
    func integers() {
        #expect(CBORValue.integer(.min).integer == .min)
        #expect(CBORValue.integer(.max).integer == .max)
        #expect(CBORValue.unsigned(1 << 63).integer == nil)
        #expect(CBORValue.negative(1 << 63).integer == nil)
        #expect(CBORValue.float(1).integer == nil)
    }

    @Test("all tags are taken off")
    func untagged() {
        #expect(CBORValue.tagged(0, .tagged(1, .text("x"))).untagged == .text("x"))
        #expect(CBORValue.null.untagged == .null)
    }
}
