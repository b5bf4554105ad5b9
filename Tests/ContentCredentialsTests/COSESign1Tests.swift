import Boxes
import Bytes
import Testing

@testable import ContentCredentials

@Suite("COSESign1")
struct COSESign1Tests {
    private typealias Entry = CBORValue.Entry

    private func reason(_ value: CBORValue) -> String? {
        do throws(COSESign1.Malformed) {
            _ = try COSESign1(value)
            return nil
        } catch { return error.reason }
    }

    private func protected(_ entries: [Entry]) -> CBORValue {
        Sample.sign1(protected: .map([Entry(.unsigned(1), .integer(-7))] + entries))
    }

    @Test("all parts are read")
    func parts() throws {
        let signature = try COSESign1(Sample.sign1())
        #expect(signature.algorithm == -7)
        #expect(signature.certificates == [[1, 2]])
        #expect(signature.signature == [9, 9])
        #expect(signature.timeStamps == nil)
        #expect(signature.ocspResponses.isEmpty)
        #expect(signature.claimedTime == nil)
        #expect(signature.unprotectedDefects.isEmpty)
        #expect(Hex.encode(signature.protectedBytes) == "a2012618214201 02".filter { $0 != " " })
    }

    @Test(
        "what is not a tagged COSE_Sign1 with its four parts is refused",
        arguments: [
            CBORValue.null, .array([]), .tagged(18, .null), .tagged(18, .array([])),
            .tagged(98, Sample.sign1().untagged),
            .tagged(18, .tagged(18, Sample.sign1().untagged)), Sample.sign1().untagged,
            .tagged(18, .array([.bytes([]), .map([]), .null])),
            .tagged(18, .array([.bytes([]), .map([]), .null, .bytes([]), .null])),
            .tagged(18, .array([.map([]), .map([]), .null, .bytes([])])),
            .tagged(18, .array([.bytes([]), .bytes([]), .null, .bytes([])])),
            Sample.sign1(signature: .text("x")), Sample.sign1(signature: .null),
        ])
    func notOne(value: CBORValue) { #expect(reason(value) == "the claim signature is not a tagged COSE_Sign1") }

    @Test(
        "a payload beside the claim is refused",
        arguments: [CBORValue.bytes([]), .bytes([1]), .undefined, .bool(false)])
    func payload(value: CBORValue) {
        #expect(reason(Sample.sign1(payload: value)) == "the payload of the claim signature is not detached")
    }

    @Test("protected headers must be readable, whole and a map")
    func protectedHeaders() {
        func with(_ bytes: [UInt8]) -> CBORValue { .tagged(18, .array([.bytes(bytes), .map([]), .null, .bytes([1])])) }
        #expect(reason(with([])) == nil)
        #expect(reason(with([0xA0])) == nil)
        #expect(reason(with([0x80])) == "the protected headers of the claim signature are not a map")
        #expect(reason(with([0xA1]))?.hasPrefix("the protected headers of the claim signature are unreadable") == true)
        #expect(
            reason(with([0xA0, 0]))?.hasPrefix("the protected headers of the claim signature are unreadable") == true)
        // Two algorithms: readers could choose differently.
        #expect(reason(with([0xA2, 1, 0x26, 1, 0x27]))?.contains("a key twice") == true)
    }

    @Test("a critical header is refused, whatever it names")
    func critical() {
        for list in [CBORValue.array([.integer(1)]), .array([]), .null] {
            #expect(
                reason(protected([Entry(.unsigned(2), list)]))
                    == "the claim signature has a critical header that is not understood")
        }
    }

    @Test(
        "the chain may stand in any one place", arguments: [true, false], [CBORValue.unsigned(33), .text("x5chain")])
    func chainPlaces(isProtected: Bool, key: CBORValue) throws {
        for (value, expected) in [
            (CBORValue.bytes([1]), [[1]]), (.array([.bytes([1]), .bytes([2])]), [[1], [2]]), (.array([]), []),
        ] as [(CBORValue, [ArraySlice<UInt8>])] {
            let entry = Entry(key, value)
            let structure =
                isProtected ? protected([entry]) : Sample.sign1(protected: .map([]), unprotected: [entry])
            let signature = try COSESign1(structure)
            #expect(signature.certificates == expected)
            #expect(signature.unprotectedDefects.isEmpty)
        }
    }

    @Test("two chains are refused, wherever they stand")
    func twoChains() {
        let first = Entry(.unsigned(33), .bytes([1]))
        let second = Entry(.text("x5chain"), .bytes([1]))
        let expected = "the claim signature has two certificate chains"
        #expect(reason(protected([first, second])) == expected)
        #expect(reason(Sample.sign1(protected: .map([]), unprotected: [first, second])) == expected)
        for left in [first, second] {
            for right in [first, second] {
                #expect(reason(Sample.sign1(protected: .map([left]), unprotected: [right])) == expected)
            }
        }
    }

    @Test("a chain that is not made of byte strings is refused")
    func wrongChain() {
        for value in [CBORValue.text("x"), .null, .array([.bytes([1]), .text("x")]), .map([])] {
            #expect(reason(protected([Entry(.unsigned(33), value)]))?.contains("not a list of byte strings") == true)
        }
    }

    @Test("no chain at all is read, for the validator to judge")
    func noChain() throws { #expect(try COSESign1(Sample.sign1(protected: .map([]))).certificates.isEmpty) }

    @Test("both forms of time-stamp are read, the second before the first")
    func timeStamps() throws {
        func container(_ tokens: [UInt8]) -> CBORValue {
            .map(["tstTokens": .array(tokens.map { .map(["val": .bytes([$0])]) })])
        }
        func stamps(_ entries: [Entry], isDefective: Bool = false) throws -> COSESign1.TimeStamps? {
            let signature = try COSESign1(Sample.sign1(unprotected: entries))
            #expect(signature.unprotectedDefects.isEmpty != isDefective)
            return signature.timeStamps
        }
        let first = try #require(try stamps([Entry(.text("sigTst"), container([1, 2]))]))
        #expect(first.version == 1)
        #expect(first.tokens == [[1], [2]])
        let second = try #require(try stamps([Entry(.text("sigTst2"), container([3]))]))
        #expect(second.version == 2)
        #expect(second.tokens == [[3]])
        let both = try #require(
            try stamps(
                [Entry(.text("sigTst"), container([1])), Entry(.text("sigTst2"), container([3]))], isDefective: true))
        #expect(both.version == 2)
        #expect(both.tokens == [[3]])
        // There but unreadable is not the same as absent.
        #expect(try stamps([Entry(.text("sigTst"), .null)], isDefective: true)?.tokens == [])
        #expect(try stamps([Entry(.text("sigTst"), .map([:]))], isDefective: true)?.tokens == [])
    }

    @Test("time-stamps in protected headers are not looked for")
    func protectedStamps() throws {
        #expect(try COSESign1(protected([Entry(.text("sigTst"), .map([:]))])).timeStamps == nil)
    }

    @Test("revocation values are handed out")
    func revocation() throws {
        let values = CBORValue.map(["ocspVals": .array([.bytes([1]), .text("x"), .bytes([2])])])
        let signature = try COSESign1(Sample.sign1(unprotected: [Entry(.text("rVals"), values)]))
        #expect(signature.ocspResponses == [[1], [2]])
        // What is no response could be exchanged without notice.
        #expect(!signature.unprotectedDefects.isEmpty)
        let plain = CBORValue.map(["ocspVals": .array([.bytes([1]), .bytes([2])])])
        #expect(try COSESign1(Sample.sign1(unprotected: [Entry(.text("rVals"), plain)])).unprotectedDefects.isEmpty)
    }

    @Test("the time that the signer claims is read from where it is signed")
    func claimedTime() throws {
        #expect(try COSESign1(protected([Entry(.text("iat"), .integer(5))])).claimedTime == 5)
        #expect(try COSESign1(protected([Entry(.text("iat"), .tagged(1, .integer(5)))])).claimedTime == 5)
        let claims = CBORValue.map([Entry(.unsigned(6), .integer(7))])
        #expect(try COSESign1(protected([Entry(.unsigned(15), claims)])).claimedTime == 7)
        #expect(try COSESign1(protected([Entry(.text("iat"), .text("now"))])).claimedTime == nil)
        #expect(try COSESign1(Sample.sign1(unprotected: [Entry(.text("iat"), .integer(5))])).claimedTime == nil)
    }

    @Test("padding must be zero bytes", arguments: ["pad", "pad2"])
    func padding(name: String) throws {
        func defects(_ value: CBORValue) throws -> [String] {
            try COSESign1(Sample.sign1(unprotected: [Entry(.text(name), value)])).unprotectedDefects
        }
        #expect(try defects(.bytes([])).isEmpty)
        #expect(try defects(.bytes([UInt8](repeating: 0, count: 5_000))).isEmpty)
        let expected = ["the padding of the claim signature is not zero"]
        #expect(try defects(.bytes([0, 0, 1])) == expected)
        #expect(try defects(.text("")) == expected)
        #expect(try defects(.null) == expected)
    }

    @Test(
        "an unprotected header that C2PA does not define is a defect",
        arguments: [
            CBORValue.text("note"), .unsigned(4), .unsigned(1), .integer(-1), .unsigned(.max), .bytes([1]), .null,
            .tagged(1, .text("pad")), .text("Pad"),
        ])
    func unknown(key: CBORValue) throws {
        let signature = try COSESign1(Sample.sign1(unprotected: [Entry(key, .null)]))
        #expect(
            signature.unprotectedDefects == ["the claim signature has an unprotected header that C2PA does not define"])
    }

    @Test("what is signed and what is time-stamped is written as RFC 9052 and C2PA have it")
    func structures() throws {
        let signature = try COSESign1(Sample.sign1(protected: .map([CBORValue.Entry(.unsigned(1), .integer(-7))])))
        #expect(
            Hex.encode(signature.signedBytes(claim: [0xF6])) == "84" + "6a5369676e617475726531" + "43a10126" + "40"
                + "41f6")
        let counter = "70436f756e7465725369676e6174757265"
        #expect(
            Hex.encode(signature.timeStampedBytes(version: 1, claim: [0xF6])) == "84" + counter + "43a10126" + "40"
                + "41f6")
        #expect(
            Hex.encode(signature.timeStampedBytes(version: 2, claim: [0xF6])) == "84" + counter + "43a10126" + "40"
                + "43420909")
    }

    @Test("every byte of a signature set to other values gives a value or an error")
    func mutations() throws {
        let stamp = CBORValue.map(["tstTokens": .array([.map(["val": .bytes([1])])])])
        let bytes = CBOREncoder.encode(
            Sample.sign1(unprotected: [Entry(.text("pad"), .bytes([0, 0])), Entry(.text("sigTst"), stamp)]))
        var readable = 0
        for offset in bytes.indices {
            for value in UInt8.min...UInt8.max {
                var changed = bytes
                changed[offset] = value
                guard let decoded = try? CBORDecoder.decode(changed[...]) else { continue }
                if let signature = try? COSESign1(decoded) {
                    readable += 1
                    #expect(!signature.signedBytes(claim: []).isEmpty)
                }
            }
        }
        #expect(readable > 256)
    }
}
