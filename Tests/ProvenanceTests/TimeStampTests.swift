internal import Boxes
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import TestSupport
internal import Testing

@Suite("Time-stamps and trust in time")
struct TimeStampTests {
    private static let day = 86_400.0
    /// When the certificate has ended.
    private static let later = TestPKI.notAfter.addingTimeInterval(10 * day)
    private static let inside = TestPKI.now

    /// A claim with a time-stamp of `authority` at `time`.
    private static func stamped(
        by authority: TestTimeStamper, at time: Date = inside, version: Int = 2, claim: Int = 2,
        change: @escaping ([UInt8]) -> [UInt8] = { $0 }, count: Int = 1, over: @escaping ([UInt8]) -> [UInt8] = { $0 }
    ) -> Forge {
        Forge { blueprint in
            blueprint.version = claim
            blueprint.unprotected = { signing in
                let message = over(signing.timeStamped(version))
                let token =
                    try version == 1
                    ? authority.response(over: message, at: time) : authority.token(over: message, at: time)
                let value = CBORValue.map(["val": .bytes(change(token))])
                return [
                    .init(
                        .text(version == 1 ? "sigTst" : "sigTst2"),
                        .map(["tstTokens": .array([CBORValue](repeating: value, count: count))]))
                ]
            }
        }
    }

    @Test("a listed authority proves that the certificate was in date", arguments: [1, 2])
    func trusted(version: Int) throws {
        let forge = Self.stamped(by: try TestPKI.timeStamper(), version: version)
        let report = try forge.report(.png, [.signers, .authorities], at: Self.later)
        #expect(report.verdict == .trusted)
        #expect(report.codes(.success).isSuperset(of: [.timeStampValidated, .timeStampTrusted]))
        #expect(report.manifests.first?.signature?.timeStamp?.standing == .listed)
        #expect(report.manifests.first?.signature?.timeStamp?.time == Self.inside)
    }

    @Test("an authority on no list proves nothing", arguments: [true, false])
    func untrusted(isStranger: Bool) throws {
        let authority = try isStranger ? Strangers.timeStamper() : TestPKI.timeStamper()
        let trust: Judging.Trust = isStranger ? [.signers, .authorities] : .signers
        let report = try Self.stamped(by: authority).report(.png, trust, at: Self.later)
        #expect(report.verdict == .expired)
        #expect(report.codes(.informational).contains(.timeStampUntrusted))
        #expect(report.manifests.first?.signature?.timeStamp?.standing == .unlisted)
    }

    @Test("a list decides for claims of version 1 as well")
    func legacyWithList() throws {
        let forge = Self.stamped(by: try Strangers.timeStamper(), version: 1, claim: 1)
        #expect(try forge.report(.png, [.signers, .authorities], at: Self.later).verdict == .expired)
    }

    @Test("without a list, the time of a version 1 claim is taken at its word, but never called proven")
    func legacyWithoutList() throws {
        let report = try Self.stamped(by: try Strangers.timeStamper(), version: 1, claim: 1).report(at: Self.later)
        #expect(report.manifests.first?.signature?.timeStamp?.standing == .unchecked)
    }

    @Test("a time outside of the certificate's validity")
    func outside() throws {
        let authority = try TestPKI.timeStamper()
        let before = Self.stamped(by: authority, at: TestPKI.notBefore.addingTimeInterval(2 * Self.day))
        #expect(try before.report(.png, [.signers, .authorities]).verdict == .trusted)
        let forge = Forge { blueprint in
            blueprint.signer = Result { try TestPKI.signer { $0.notBefore = TestPKI.now.addingTimeInterval(-1) } }
            blueprint.unprotected = { signing in
                let token = try authority.token(
                    over: signing.timeStamped(2), at: TestPKI.now.addingTimeInterval(-Self.day))
                return [.init(.text("sigTst2"), .map(["tstTokens": .array([.map(["val": .bytes(token)])])]))]
            }
        }
        let report = try forge.report(.png, [.signers, .authorities])
        #expect(report.failures == [.claimSignatureOutsideValidity, .signingCredentialUntrusted])
        #expect(report.verdict == .expired)
    }

    @Test("a time-stamp that is not about the signature, twice there or unreadable is ignored, and says so")
    func unsound() throws {
        let authority = try TestPKI.timeStamper()
        let other = try Self.stamped(by: authority, over: { $0 + [0] }).report(.png, [.signers, .authorities])
        #expect(other.codes(.informational).contains(.timeStampMismatch))
        #expect(other.verdict == .trusted)
        let two = try Self.stamped(by: authority, count: 2).report(.png, [.signers, .authorities])
        #expect(two.codes(.informational).contains(.timeStampMalformed))
        let unreadable = try Self.stamped(by: authority, change: { [1] + $0 }).report(.png, [.signers, .authorities])
        #expect(unreadable.codes(.informational).contains(.timeStampMalformed))
    }

    @Test("an authority whose certificate may not make time-stamps, or was out of date")
    func credential() throws {
        let expired = try TestPKI.timeStamper { $0.notAfter = TestPKI.notBefore.addingTimeInterval(Self.day) }
        let report = try Self.stamped(by: expired).report(.png, [.signers, .authorities], at: Self.later)
        #expect(report.codes(.informational).contains(.timeStampOutsideValidity))
        #expect(report.verdict == .expired)
    }

    @Test("the signer's own time is only information")
    func claimedTime() throws {
        for (seconds, code) in [
            (1_767_225_600, StatusCode.timeOfSigningInsideValidity), (1, .timeOfSigningOutsideValidity),
        ] {
            let report = try Forge { $0.furtherProtected = [.init(.text("iat"), .integer(seconds))] }.report()
            #expect(report.codes(.informational).contains(code))
            #expect(report.verdict == .trusted)
        }
    }

    @Test("an intermediate that is out of date counts like the signer's certificate")
    func expiredAuthority() throws {
        let short = try TestAuthority(
            notBefore: TestPKI.notBefore.addingTimeInterval(-Self.day), notAfter: TestPKI.now.addingTimeInterval(-1))
        let signer = Result { try short.signer(key: try TestPKI.key(), profile: TestPKI.claimProfile) as KeyPairSigner }
        let report = try Forge { $0.signer = signer }.report()
        #expect(
            report.failures == [.signingCredentialUntrusted, .signingCredentialExpired, .claimSignatureOutsideValidity])
    }
}
