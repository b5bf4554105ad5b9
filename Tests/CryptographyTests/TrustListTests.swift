import Bytes
import Cryptography
import FoundationEssentials
import TestSupport
import Testing

@Suite struct TrustListTests {
    @Test func `an allowed list takes hashes and certificates, with comments`() throws {
        let root = try TestPKI.authority().root.certificate
        let digest = [UInt8](repeating: 0xFF, count: 32)
        let text = """
            # hashes
            \(Data(digest).base64EncodedString())  // a trailing comment
            // a comment
            \(root.pem)
            """
        #expect(try TrustList.loadAllowedList(Array(text.utf8)) == [digest, root.fingerprint])
    }

    @Test(arguments: ["hello", "AAAA", "=====", String(repeating: "A", count: 45)])
    func `an allowed list with another line is refused`(_ line: String) {
        #expect(throws: SignetError("trust.allowedList", .configuration, "")) {
            try TrustList.loadAllowedList(Array("\n\(line)\n".utf8))
        }
    }

    @Test func `a hash that begins with two slashes is a hash`() throws {
        let digest = [0xFF, 0xF0] + [UInt8](repeating: 1, count: 30)
        let line = Data(digest).base64EncodedString()
        #expect(line.hasPrefix("//"))
        #expect(try TrustList.loadAllowedList(Array(line.utf8)) == [digest])
    }

    @Test func `purposes are one object identifier per line`() throws {
        let text = "// id-kp\n1.3.6.1.5.5.7.3.4 # mail\r\n\n1.3.6.1.4.1.62558.2.1"
        #expect(try TrustList.loadPurposes(Array(text.utf8)) == ["1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.62558.2.1"])
        for bad in ["", "# nothing", "emailProtection", "1..2", "1"] {
            #expect(throws: SignetError("trust.purposes", .configuration, "")) {
                try TrustList.loadPurposes(Array(bad.utf8))
            }
        }
    }

    @Test(.enabled(if: SharedFiles.has("trust/C2PA-TRUST-LIST.pem")))
    func `the public C2PA lists are read`() throws {
        let claims = try TrustList(name: "C2PA", pem: SharedFiles.bytes("trust/C2PA-TRUST-LIST.pem"))
        let stamps = try TrustList(name: "C2PA TSA", pem: SharedFiles.bytes("trust/C2PA-TSA-TRUST-LIST.pem"))
        #expect(claims.anchors.count >= 30)
        #expect(stamps.anchors.count >= 20)
    }

    @Test func `a known good list finds the same paths without parsing all of it`() throws {
        let authority = try TestPKI.authority()
        let stranger = try TestAuthority(notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
        let signer = try TestPKI.signer()
        let leaf = try #require(signer.certificates.first)
        for anchor in [authority.root.certificate, authority.intermediate.certificate, leaf] {
            let pem = Array((stranger.root.certificate.pem + anchor.pem).utf8)
            let list = try TrustList(name: "L", knownGoodPEM: pem)
            for _ in 0..<2 {
                let result = TrustPath.evaluate(
                    leaf: leaf, intermediates: Array(signer.certificates.dropFirst()), lists: [list], at: TestPKI.now)
                #expect(result == .trusted(listName: "L", anchor: anchor.subjectDescription))
            }
            #expect(list.anchors == [stranger.root.certificate, anchor])
        }
        let other = try TrustList(name: "L", knownGoodPEM: Array(stranger.intermediate.certificate.pem.utf8))
        let result = TrustPath.evaluate(
            leaf: leaf, intermediates: Array(signer.certificates.dropFirst()), lists: [other], at: TestPKI.now)
        #expect(!result.isTrusted)
        #expect(throws: SignetError("certificate.noneFound", .configuration, "")) {
            try TrustList(name: "L", knownGoodPEM: [])
        }
    }

    @Test(.enabled(if: SharedFiles.has("trust/C2PA-TSA-TRUST-LIST.pem")))
    func `the public lists give the same anchors either way`() throws {
        for name in ["C2PA-TRUST-LIST", "C2PA-TSA-TRUST-LIST"] {
            let pem = try SharedFiles.bytes("trust/\(name).pem")
            #expect(try TrustList(name: name, knownGoodPEM: pem).anchors == TrustList(name: name, pem: pem).anchors)
        }
    }
}
