import TestSupport
import Testing

@testable import Cryptography

@Suite struct CertificateProfileTests {
    private typealias Rule = CertificateProfile.Rule

    private func rules(
        _ role: CertificateProfile.Role = .claimSigning, key: SigningKey? = nil,
        _ change: (inout TestCertificateProfile) -> Void
    ) throws -> Set<CertificateProfile.Rule> {
        var profile = role == .timeStamping ? TestPKI.timeStampProfile : TestPKI.claimProfile
        change(&profile)
        let leaf = try TestPKI.authority().issue(profile, key: try key ?? TestPKI.key(.es256))
        return Set(CertificateProfile.violations(of: leaf.certificate, role: role).map(\.rule))
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `certificates of every supported kind conform`(_ algorithm: SignatureAlgorithm) throws {
        #expect(try rules(key: TestPKI.key(algorithm)) { _ in } == [])
        #expect(try rules(.timeStamping, key: TestPKI.key(algorithm)) { _ in } == [])
    }

    @Test func `authorities conform in their role and not as leaves`() throws {
        let authority = try TestPKI.authority()
        for certificate in [authority.root.certificate, authority.intermediate.certificate] {
            #expect(CertificateProfile.violations(of: certificate, role: .certificateAuthority) == [])
            let rules = Set(CertificateProfile.violations(of: certificate, role: .claimSigning).map(\.rule))
            #expect(
                rules.isSuperset(of: [.isCA, .keyUsageCertSign, .keyUsageDigitalSignature, .extendedKeyUsageMissing]))
        }
    }

    @Test func `each broken rule is named`() throws {
        #expect(try rules { $0.version = 1 }.contains(.version))
        #expect(try rules { $0.isCA = true } == [.isCA])
        #expect(try rules { $0.keyUsages = [] } == [.keyUsageMissing])
        #expect(try rules { $0.keyUsages = ["nonRepudiation"] } == [.keyUsageDigitalSignature])
        #expect(try rules { $0.keyUsages = ["digitalSignature", "keyCertSign"] } == [.keyUsageCertSign])
        #expect(try rules { $0.purposes = [] } == [.extendedKeyUsageMissing])
        #expect(try rules { $0.purposes += ["2.5.29.37.0"] } == [.anyExtendedKeyUsage])
        #expect(try rules { $0.purposes = ["1.3.6.1.5.5.7.3.1"] } == [.extendedKeyUsageNotAllowed])
        #expect(try rules { $0.purposes += ["1.3.6.1.5.5.7.3.8"] } == [.extendedKeyUsageMixed])
        #expect(try rules { $0.hasAuthorityKeyIdentifier = false } == [.authorityKeyIdentifierMissing])
        #expect(try rules { $0.hasUnknownCriticalExtension = true } == [.unknownCriticalExtension])
        #expect(try rules { $0.signatureHash = "SHA1" } == [.algorithm])
    }

    @Test func `other purposes beside an allowed one do no harm`() throws {
        #expect(try rules { $0.purposes += ["1.3.6.1.5.5.7.3.1"] } == [])
    }

    @Test func `only allowed purposes count, and time-stamping never lets a certificate sign claims`() throws {
        var profile = TestPKI.claimProfile
        profile.purposes = ["1.2.3.4"]
        let key = try TestPKI.key(.es256)
        let leaf = try TestPKI.authority().issue(profile, key: key).certificate
        #expect(CertificateProfile.violations(of: leaf, role: .claimSigning, allowedPurposes: ["1.2.3.4"]) == [])
        let stamper = try TestPKI.authority().issue(TestPKI.timeStampProfile, key: key).certificate
        let rules = CertificateProfile.violations(
            of: stamper, role: .claimSigning, allowedPurposes: [CertificateProfile.timeStampingPurpose])
        #expect(rules.map(\.rule) == [.extendedKeyUsageNotAllowed])
    }

    @Test func `a self-signed leaf is refused`() throws {
        let leaf = try TestAuthority.selfSigned(TestPKI.claimProfile, key: TestPKI.key(.es256)).certificate
        #expect(CertificateProfile.violations(of: leaf, role: .claimSigning).map(\.rule) == [.selfSigned])
    }

    @Test func `a time-stamp authority needs its purpose, alone and critical`() throws {
        #expect(try rules(.timeStamping) { $0.arePurposesCritical = false } == [.extendedKeyUsageNotCritical])
        #expect(try rules(.timeStamping) { $0.purposes += ["1.3.6.1.5.5.7.3.4"] } == [.extendedKeyUsageMixed])
        #expect(try rules(.timeStamping) { $0.purposes = ["1.3.6.1.5.5.7.3.4"] } == [.extendedKeyUsageNotAllowed])
    }

    @Test(.enabled(if: OpenSSLTool.isThere))
    func `weak and foreign keys are refused`() throws {
        for (arguments, expected) in [
            (["-newkey", "rsa:1024"], Rule.weakKey),
            (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"], .curve),
            (["-newkey", "ed448"], .curve),
        ] {
            let pem = try OpenSSLTool.run(
                ["req", "-x509", "-nodes", "-subj", "/CN=test", "-keyout", "/dev/null"] + arguments)
            let certificate = try #require(try Certificate.parsePEM(pem).first)
            #expect(
                CertificateProfile.violations(of: certificate, role: .claimSigning).contains { $0.rule == expected })
        }
    }

    @Test(
        .enabled(if: OpenSSLTool.isThere),
        arguments: [
            (["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"], true),
            (["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_mgf1_md:sha384"], false),
            (["-sigopt", "rsa_padding_mode:pss", "-sha1"], false),
        ])
    func `RSASSA-PSS certificates need SHA-2 and the same hash in MGF1`(_ arguments: [String], _ isAllowed: Bool) throws
    {
        let pem = try OpenSSLTool.run(
            ["req", "-x509", "-nodes", "-subj", "/CN=test", "-keyout", "/dev/null", "-newkey", "rsa:2048"] + arguments)
        let certificate = try #require(try Certificate.parsePEM(pem).first)
        let rules = CertificateProfile.violations(of: certificate, role: .claimSigning).map(\.rule)
        #expect(rules.contains(.algorithm) != isAllowed)
    }

    @Test func `every rule says something of its own, and where it stands`() {
        let violations = Rule.allCases.map { CertificateProfile.Violation(rule: $0) }
        #expect(Set(violations.map(\.explanation)).count == Rule.allCases.count)
        #expect(violations.allSatisfy { $0.section.hasPrefix("C2PA 2.4, 14.5") || $0.section.hasPrefix("RFC ") })
    }
}
