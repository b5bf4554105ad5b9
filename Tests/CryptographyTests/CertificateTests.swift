import Bytes
import Cryptography
import Digests
import FoundationEssentials
import TestSupport
import Testing

@Suite struct CertificateTests {
    @Test func `a certificate tells its names, times, number and key`() throws {
        let signer = try TestPKI.signer(.es256) { $0.serialNumber = [0x01, 0x02, 0xFF] }
        let leaf = try #require(signer.certificates.first)
        #expect(leaf.subject.map(\.name) == ["C", "O", "CN"])
        #expect(leaf.subject.last?.value == "signet TEST signing certificate")
        #expect(leaf.issuer.last?.value == "signet TEST intermediate")
        #expect(leaf.serialNumber == "0102ff")
        #expect(leaf.notBefore == TestPKI.notBefore)
        #expect(leaf.notAfter == TestPKI.notAfter)
        #expect(leaf.keyDescription == "P-256")
        #expect(leaf.extendedKeyUsages == ["1.3.6.1.4.1.62558.2.1", "1.3.6.1.5.5.7.3.4"])
        #expect(!leaf.isCA)
        #expect(!leaf.isSelfSigned)
        #expect(leaf.fingerprint == Hasher.digest(leaf.der, .sha256))
        #expect(leaf.isValid(at: TestPKI.now))
        #expect(leaf.isValid(at: leaf.notBefore) && leaf.isValid(at: leaf.notAfter))
        #expect(!leaf.isValid(at: leaf.notBefore.addingTimeInterval(-1)))
        #expect(!leaf.isValid(at: leaf.notAfter.addingTimeInterval(1)))
        let root = try TestPKI.authority().root.certificate
        #expect(root.isCA && root.isSelfSigned)
    }

    @Test func `names keep their text whatever the script`() throws {
        let signer = try TestPKI.signer(.es256) { $0.commonName = "서명 \u{0} Ünïcode" }
        #expect(signer.certificates.first?.subject.last?.value == "서명 \u{0} Ünïcode")
    }

    @Test(arguments: [
        (SignatureAlgorithm.es256, "P-256"), (.es384, "P-384"), (.es512, "P-521"), (.ps256, "RSA 2048"),
        (.ps384, "RSA 3072"), (.ps512, "RSA 4096"), (.ed25519, "Ed25519"),
    ])
    func `keys are described by kind and size`(_ algorithm: SignatureAlgorithm, _ description: String) throws {
        #expect(try TestPKI.signer(algorithm).certificates.first?.keyDescription == description)
    }

    @Test(arguments: [-2_000_000_000.0, -1, 0, 951_782_400, 2_524_608_000, 4_102_444_800, 253_402_300_799])
    func `dates from 1906 to the year 9999 are read to the second`(_ seconds: Double) throws {
        let time = Date(timeIntervalSince1970: seconds)
        let signer = try TestPKI.signer(.es256) {
            $0.notBefore = time
            $0.notAfter = time
        }
        #expect(signer.certificates.first?.notBefore == time)
    }

    @Test func `a certificate cut short or followed by bytes is refused`() throws {
        let der = try TestPKI.authority().root.certificate.der
        for length in 0..<der.count { #expect(throws: SignetError.self) { try Certificate(der: der[..<length]) } }
        #expect(throws: SignetError("certificate.unreadable", .configuration, "")) { try Certificate(der: der + [0]) }
        #expect(try Certificate(der: der).der == der)
    }

    @Test func `a certificate with any changed byte does not crash`() throws {
        let der = try #require(try TestPKI.signer(.es256).certificates.first).der
        for index in der.indices {
            for change in [0x01, 0x80, 0xFF] as [UInt8] {
                var changed = der
                changed[index] ^= change
                guard let certificate = try? Certificate(der: changed) else { continue }
                exercise(certificate)
            }
        }
    }

    @Test(.enabled(if: SharedFiles.has("security/gofuzz-x509")))
    func `hostile certificates of the corpora do not crash`() throws {
        var parsed = 0
        for folder in ["gofuzz-x509", "gofuzz-asn1", "gofuzz-pem", "mixed-fuzz-crt"] {
            for file in try SharedFiles.files(in: "security/\(folder)") {
                guard let bytes = try? SharedFiles.bytes(file) else { continue }
                var found = (try? Certificate.parsePEM(bytes)) ?? []
                if let certificate = try? Certificate(der: bytes) { found.append(certificate) }
                for certificate in found { exercise(certificate) }
                parsed += found.count
                _ = try? SigningKey(pem: bytes)
                _ = TimeStampToken.parse(bytes, form: .token)
                _ = TimeStampToken.parse(bytes, form: .response)
            }
        }
        print("certificates in the corpora that could be read: \(parsed)")
        #expect(parsed > 0)
    }

    private func exercise(_ certificate: Certificate) {
        _ = (certificate.subject, certificate.issuer, certificate.serialNumber, certificate.keyDescription)
        _ = certificate.extendedKeyUsages
        for role in CertificateProfile.Role.allCases { _ = CertificateProfile.violations(of: certificate, role: role) }
        for algorithm in SignatureAlgorithm.allCases {
            let zeros = [UInt8](repeating: 0, count: 64)
            #expect(!certificate.verify(signature: zeros, message: [1], algorithm: algorithm))
        }
        if let list = try? TestPKI.trustList() {
            _ = TrustPath.evaluate(leaf: certificate, intermediates: [certificate], lists: [list], at: TestPKI.now)
        }
    }

    @Test func `PEM texts give all their certificates, and text around them is skipped`() throws {
        let authority = try TestPKI.authority()
        let text = "# a comment\n\(authority.root.certificate.pem)between\r\n\(authority.intermediate.certificate.pem)"
        let found = try Certificate.parsePEM(Array(text.utf8))
        #expect(found == [authority.root.certificate, authority.intermediate.certificate])
    }

    @Test func `PEM texts without a certificate, or with a broken one, are refused`() throws {
        for text in ["", "hello", try TestPKI.key(.es256).pem()] {
            #expect(throws: SignetError("certificate.noneFound", .configuration, "")) {
                try Certificate.parsePEM(Array(text.utf8))
            }
        }
        let pem = try TestPKI.authority().root.certificate.pem
        #expect(throws: SignetError.self) { try Certificate.parsePEM(Array((pem + pem.dropLast(40)).utf8)) }
        let broken = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
        let error = #expect(throws: SignetError.self) { try Certificate.parsePEM(Array((pem + broken).utf8)) }
        #expect(error?.reason.hasPrefix("certificate 2: ") == true)
    }

    @Test func `a shared certificate is parsed once, and the memory for sharing is bounded`() throws {
        let der = try #require(try TestPKI.signer(.es256).certificates.first).der
        let first = try Certificate.shared(der: der[...])
        #expect(try Certificate.shared(der: ([0] + der).dropFirst()) === first)
        #expect(throws: SignetError.self) { try Certificate.shared(der: der.dropLast()) }
        weak let forgotten = try Certificate.shared(der: try TestPKI.signer(.es256).certificates[0].der[...])
        for _ in 0..<150 { _ = try Certificate.shared(der: try TestPKI.signer(.es256).certificates[0].der[...]) }
        #expect(forgotten == nil)
    }
}
