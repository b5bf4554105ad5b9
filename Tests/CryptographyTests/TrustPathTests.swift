import Bytes
import Cryptography
import FoundationEssentials
import TestSupport
import Testing

@Suite struct TrustPathTests {
    private func evaluate(
        _ signer: KeyPairSigner, lists: [TrustList]? = nil, at time: Date? = TestPKI.now,
        role: CertificateProfile.Role = .claimSigning
    ) throws -> TrustPath.Result {
        let leaf = try #require(signer.certificates.first)
        return TrustPath.evaluate(
            leaf: leaf, intermediates: Array(signer.certificates.dropFirst()),
            lists: try lists ?? [TestPKI.trustList()], at: time, role: role)
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `a path to the root of a list is found`(_ algorithm: SignatureAlgorithm) throws {
        let result = try evaluate(try TestPKI.signer(algorithm))
        #expect(result == .trusted(listName: "signet TEST", anchor: "signet TEST root"))
    }

    @Test func `an intermediate may be the anchor`() throws {
        let anchor = try TestPKI.authority().intermediate.certificate
        let list = try TrustList(name: "L", anchors: [anchor])
        #expect(
            try evaluate(TestPKI.signer(), lists: [list]) == .trusted(listName: "L", anchor: "signet TEST intermediate")
        )
    }

    @Test func `without a list, with a strange root or without the intermediate there is no trust`() throws {
        let signer = try TestPKI.signer()
        #expect(try !evaluate(signer, lists: []).isTrusted)
        let stranger = try TestAuthority(notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
        #expect(try !evaluate(signer, lists: [stranger.trustList()]).isTrusted)
        let leaf = try #require(signer.certificates.first)
        let result = TrustPath.evaluate(
            leaf: leaf, intermediates: [], lists: [try TestPKI.trustList()], at: TestPKI.now)
        #expect(!result.isTrusted)
    }

    @Test func `the second list is asked when the first has no path`() throws {
        let stranger = try TestAuthority(notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
        let lists = [try stranger.trustList(name: "first"), try TestPKI.trustList()]
        #expect(try evaluate(TestPKI.signer(), lists: lists).isTrusted)
    }

    @Test func `validity counts at the given time, and not at all without one`() throws {
        let signer = try TestPKI.signer()
        #expect(try !evaluate(signer, at: TestPKI.notBefore.addingTimeInterval(-1)).isTrusted)
        #expect(try !evaluate(signer, at: TestPKI.notAfter.addingTimeInterval(1)).isTrusted)
        #expect(try evaluate(signer, at: nil).isTrusted)
        #expect(try !evaluate(signer, at: Date(timeIntervalSince1970: 1e18)).isTrusted)
    }

    @Test func `an allowed certificate is trusted by itself, for claims only`() throws {
        let leaf = try TestAuthority.selfSigned(TestPKI.claimProfile, key: TestPKI.key()).certificate
        let list = try TrustList(name: "own", anchors: [], allowed: [leaf.fingerprint])
        let result = TrustPath.evaluate(leaf: leaf, intermediates: [], lists: [list], at: TestPKI.now)
        #expect(result == .trusted(listName: "own", anchor: leaf.subjectDescription))
        let stamper = TrustPath.evaluate(
            leaf: leaf, intermediates: [], lists: [list], at: TestPKI.now, role: .timeStamping)
        #expect(!stamper.isTrusted)
    }

    @Test func `lists for claims and lists for time-stamps do not mix`() throws {
        let stamper = try TestPKI.authority().signer(key: TestPKI.key(), profile: TestPKI.timeStampProfile)
        let claims = try TestPKI.trustList()
        let stamps = try TestPKI.timeStampTrustList()
        #expect(try evaluate(stamper, lists: [stamps], role: .timeStamping).isTrusted)
        #expect(try !evaluate(stamper, lists: [claims], role: .timeStamping).isTrusted)
        #expect(try !evaluate(stamper, lists: [stamps], role: .claimSigning).isTrusted)
        #expect(try !evaluate(TestPKI.signer(), lists: [stamps], role: .claimSigning).isTrusted)
    }

    @Test func `only lists for a purpose of the certificate count`() throws {
        let list = try TestPKI.authority().trustList(purposes: ["1.2.3.4"])
        #expect(try !evaluate(TestPKI.signer(), lists: [list]).isTrusted)
        #expect(try evaluate(TestPKI.signer { $0.purposes = ["1.2.3.4"] }, lists: [list]).isTrusted)
    }

    @Test func `an authority that may not sign certificates breaks the path`() throws {
        let authority = try TestPKI.authority()
        let key = try TestPKI.key(.es384)
        for change: (inout TestCertificateProfile) -> Void in [
            { $0.isCA = false }, { $0.keyUsages = ["digitalSignature"] }, { $0.signatureHash = "SHA1" },
            { $0.hasUnknownCriticalExtension = true }, { $0.notAfter = TestPKI.now.addingTimeInterval(-1) },
        ] {
            var profile = TestCertificateProfile.authority(
                "broken", notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
            change(&profile)
            let middle = try authority.issue(profile, key: key, by: authority.root)
            let leaf = try authority.issue(TestPKI.claimProfile, key: TestPKI.key(), by: middle)
            let result = TrustPath.evaluate(
                leaf: leaf.certificate, intermediates: [middle.certificate], lists: [try TestPKI.trustList()],
                at: TestPKI.now)
            #expect(!result.isTrusted)
        }
    }

    @Test func `too many certificates are not looked at`() throws {
        let signer = try TestPKI.signer()
        let leaf = try #require(signer.certificates.first)
        let intermediate = try TestPKI.authority().intermediate.certificate
        for (count, isTrusted) in [(16, true), (17, false)] {
            let result = TrustPath.evaluate(
                leaf: leaf, intermediates: Array(repeating: intermediate, count: count),
                lists: [try TestPKI.trustList()], at: TestPKI.now)
            #expect(result.isTrusted == isTrusted)
        }
    }

    @Test func `threads may share a list`() async throws {
        let signer = try TestPKI.signer()
        let list = try TestPKI.trustList()
        let leaf = try #require(signer.certificates.first)
        let trusted = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<50).count { _ in
                        TrustPath.evaluate(
                            leaf: leaf, intermediates: signer.certificates, lists: [list], at: TestPKI.now
                        ).isTrusted
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(trusted == 200)
    }
}
