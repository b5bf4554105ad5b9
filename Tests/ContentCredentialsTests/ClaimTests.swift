import Boxes
import ContentCredentials
import Findings
import Testing

@Suite("Claim")
struct ClaimTests {
    private func claim(_ fields: [(String, CBORValue)], _ label: String = "c2pa.claim.v2") throws -> Claim {
        let box = try Sample.superbox(Sample.claimBox(fields, label: label))
        return try Claim(box, value: Sample.map(fields))
    }

    private func rejection(_ fields: [(String, CBORValue)], _ label: String = "c2pa.claim.v2") -> StatusCode? {
        do {
            _ = try claim(fields, label)
            return nil
        } catch { return (error as? Claim.Rejection)?.code ?? "test.otherError" }
    }

    @Test("a claim of version 2 is read with all its fields")
    func second() throws {
        let gathered = CBORValue.array([HashedURI(url: "g", hash: nil).cbor])
        let claim = try claim(
            Sample.claim + [
                ("dc:title", .text("title")), ("gathered_assertions", gathered),
                ("redacted_assertions", .array([.text("r"), .integer(1)])),
            ])
        #expect(claim.version == 2)
        #expect(claim.instanceID == "xmp:iid:1")
        #expect(claim.title == "title")
        #expect(claim.format == nil)
        #expect(claim.generator == "test 1.0")
        #expect(claim.signature == "self#jumbf=c2pa.signature")
        #expect(claim.created.map(\.hash) == [[1, 2, 3]])
        #expect(claim.gathered.map(\.url) == ["g"])
        #expect(claim.assertions.map(\.url) == claim.created.map(\.url) + ["g"])
        #expect(claim.redacted == ["r"])
        #expect(claim.algorithm == "sha256")
    }

    @Test("a claim of version 1 is read with all its fields")
    func first() throws {
        let claim = try claim(Sample.firstClaim, "c2pa.claim")
        #expect(claim.version == 1)
        #expect(claim.generator == "test/1.0")
        #expect(claim.format == "image/png")
        #expect(claim.created.count == 1)
        #expect(claim.gathered.isEmpty)
        let info = CBORValue.array([.map(["name": .text("n")])])
        let modern = try self.claim(
            Sample.firstClaim.filter { $0.0 != "claim_generator" } + [("claim_generator_info", info)], "c2pa.claim")
        #expect(modern.generator == "n")
    }

    @Test("the signed bytes are those of the box, not of a new encoding")
    func bytes() throws {
        // Keys out of order and a long head: readable, but not what the encoder writes.
        var encoded: [UInt8] = [0xB8, UInt8(Sample.claim.count)]
        for (key, value) in Sample.claim { encoded += CBOREncoder.encode(.text(key)) + CBOREncoder.encode(value) }
        let bytes = BoxWriter.superbox(.claim, label: "c2pa.claim.v2", contents: [BoxWriter.box(.cbor, encoded)])
        let claim = try Claim(try Sample.superbox(bytes), value: try CBORDecoder.decode(encoded[...]))
        #expect(Array(claim.bytes) == encoded)
        #expect(CBOREncoder.encode(claim.value) != encoded)
    }

    @Test("a claim without a signature has a code of its own", arguments: ["c2pa.claim", "c2pa.claim.v2"])
    func noSignature(label: String) {
        let fields = label == "c2pa.claim" ? Sample.firstClaim : Sample.claim
        #expect(rejection(fields, label) == nil)
        #expect(rejection(fields.filter { $0.0 != "signature" }, label) == .claimSignatureMissing)
        let wrong = fields.filter { $0.0 != "signature" } + [("signature", .integer(1))]
        #expect(rejection(wrong, label) == .claimSignatureMissing)
    }

    @Test(
        "a claim of version 2 without a field it must have is malformed",
        arguments: ["instanceID", "claim_generator_info", "created_assertions"])
    func missing(field: String) {
        let rest = Sample.claim.filter { $0.0 != field }
        #expect(rejection(rest) == .claimMalformed)
        for wrong in [CBORValue.integer(1), .null, .map([:]), .array([.text("x")])] {
            #expect(rejection(rest + [(field, wrong)]) == .claimMalformed)
        }
    }

    @Test("lists that are none, or hold something that is no reference, are malformed")
    func lists() {
        let first = Sample.firstClaim.filter { $0.0 != "assertions" }
        #expect(rejection(first, "c2pa.claim") == .claimMalformed)
        #expect(rejection(first + [("assertions", .text("x"))], "c2pa.claim") == .claimMalformed)
        #expect(rejection(first + [("assertions", .array([.null]))], "c2pa.claim") == .claimMalformed)
        #expect(rejection(first + [("assertions", .array([]))], "c2pa.claim") == nil)
        #expect(rejection(Sample.claim + [("gathered_assertions", .map([]))]) == .claimMalformed)
        #expect(rejection(Sample.claim + [("gathered_assertions", .array([.integer(1)]))]) == .claimMalformed)
        #expect(rejection(Sample.claim + [("gathered_assertions", .array([]))]) == nil)
    }

    @Test("what is not a map, or has no content, is no claim")
    func noMap() throws {
        let box = try Sample.superbox(Sample.claimBox())
        #expect(throws: Claim.Rejection.self) { try Claim(box, value: .array([])) }
        let empty = try Sample.superbox(BoxWriter.superbox(.claim, label: "c2pa.claim.v2", contents: []))
        #expect(throws: Claim.Rejection.self) { try Claim(empty, value: Sample.map(Sample.claim)) }
    }
}
