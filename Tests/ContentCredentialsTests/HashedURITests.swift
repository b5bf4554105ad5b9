import Boxes
import ContentCredentials
import Testing

@Suite("HashedURI")
struct HashedURITests {
    private func hash(_ value: CBORValue) -> [UInt8]? { HashedURI(.map(["url": .text("u"), "hash": value]))?.hash }

    @Test("what is written is read back")
    func roundTrip() throws {
        for reference in [
            HashedURI(url: "self#jumbf=a", hash: [1, 2], algorithm: "sha384"), HashedURI(url: "u", hash: nil),
            HashedURI(url: "", hash: []),
        ] {
            let again = try #require(HashedURI(try CBORDecoder.decode(CBOREncoder.encode(reference.cbor)[...])))
            #expect(again == reference)
        }
        #expect(HashedURI(url: "self#jumbf=a", hash: nil).uri?.path == ["a"])
        #expect(HashedURI(url: "a", hash: nil).uri == nil)
    }

    @Test("a hash may be a list of numbers, as early tools wrote it")
    func list() {
        #expect(hash(.bytes([0, 255])) == [0, 255])
        #expect(hash(.array([.integer(0), .integer(255)])) == [0, 255])
        #expect(hash(.array([])) == [])
        #expect(hash(.array([CBORValue](repeating: .integer(7), count: 128)))?.count == 128)
    }

    @Test("a hash that is neither is missing, which never matches")
    func wrongHash() {
        #expect(hash(.array([.integer(0), .integer(256)])) == nil)
        #expect(hash(.array([.integer(-1)])) == nil)
        #expect(hash(.array([.text("1")])) == nil)
        #expect(hash(.array([.float(1)])) == nil)
        #expect(hash(.array([CBORValue](repeating: .integer(7), count: 129))) == nil)
        #expect(hash(.text("00")) == nil)
        #expect(hash(.tagged(2, .bytes([1]))) == nil)
        #expect(HashedURI(.map(["url": .text("u")]))?.hash == nil)
    }

    @Test("without a URL there is no reference")
    func noURL() {
        #expect(HashedURI(nil) == nil)
        #expect(HashedURI(.map(["hash": .bytes([1])])) == nil)
        #expect(HashedURI(.map(["url": .bytes([1]), "hash": .bytes([1])])) == nil)
        #expect(HashedURI(.text("self#jumbf=a")) == nil)
        #expect(HashedURI(.array([])) == nil)
    }
}
