import Bytes
import Cryptography
import FoundationEssentials
import TestSupport
import Testing

@Suite struct DenyListTests {
    private let certificate: Certificate
    private let other: Certificate

    init() throws {
        let authority = try TestPKI.authority()
        certificate = try authority.issue(TestPKI.claimProfile, key: try TestPKI.key()).certificate
        other = try authority.issue(TestPKI.claimProfile, key: try TestPKI.key(.es384)).certificate
    }

    private func list(_ text: String) throws -> DenyList { try DenyList(name: "deny.txt", text: Array(text.utf8)) }

    @Test func `a certificate is found by its fingerprint, its key, or its serial number and issuer`() throws {
        let entries = [
            "certificate \(Hex.encode(certificate.fingerprint))",
            "key \(Hex.encode(certificate.keyFingerprint))",
            "serial \(certificate.serialNumber.uppercased()) issuer \(certificate.issuerName)",
        ]
        for entry in entries {
            let list = try list("# stolen\n\n  \(entry)  # comment\n")
            #expect(list.count == 1)
            #expect(list.contains(certificate, provenTime: nil))
            #expect(!list.contains(other, provenTime: nil))
        }
    }

    @Test func `the same serial number of another issuer is not meant`() throws {
        let list = try list("serial \(certificate.serialNumber) issuer CN=Somebody else")
        #expect(!list.contains(certificate, provenTime: nil))
    }

    @Test func `with a date, signatures that are proven to be older count`() throws {
        let list = try list("certificate \(Hex.encode(certificate.fingerprint)) from 2026-01-01T00:00:00Z")
        #expect(list.contains(certificate, provenTime: nil))
        #expect(list.contains(certificate, provenTime: TestPKI.now))
        #expect(!list.contains(certificate, provenTime: TestPKI.now.addingTimeInterval(-1)))
    }

    @Test func `of two dates the earlier one counts`() throws {
        let hash = Hex.encode(certificate.fingerprint)
        let list = try list(
            "certificate \(hash) from 2026-01-01T00:00:00Z\nkey \(Hex.encode(certificate.keyFingerprint)) from 2025-01-01T00:00:00Z"
        )
        #expect(list.contains(certificate, provenTime: TestPKI.now.addingTimeInterval(-86_400)))
    }

    @Test(arguments: [
        "certificate", "certificate abc", "key 00", "serial 12", "serial xyz issuer CN=A", "serial 12 issuer",
        "thumbprint \(String(repeating: "0", count: 64))",
        "certificate \(String(repeating: "0", count: 64)) from yesterday",
        "certificate \(String(repeating: "0", count: 64)) until 2026-01-01T00:00:00Z",
    ])
    func `a line that cannot be read is an error, never skipped`(line: String) {
        #expect(throws: SignetError("denyList.unreadable", .configuration, "")) { try list("# one\n\(line)\n") }
    }

    @Test func `the issuer's name is the one that openssl prints`() throws {
        #expect(certificate.issuerName == "CN=signet TEST intermediate,O=\(TestAuthority.organization),C=ZZ")
    }
}
