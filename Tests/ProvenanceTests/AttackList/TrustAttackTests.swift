internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import TestSupport
internal import Testing

/// Ways in which other validators trusted whom they should not. Each test is named after a row of docs/attacks.md.
///
/// The responses and time-stamps are made here; `RevocationTests` and `TimeStampSigningTests` do the same with real servers.
@Suite("Attack list: trust, time and revocation")
struct TrustAttackTests {
    private static let hour = 3_600.0

    /// Responses carry the machine's time, so that everything about them has to be of today.
    private static let now = Date()
    private static let today = Result {
        try TestAuthority(notBefore: now.addingTimeInterval(-48 * hour), notAfter: now.addingTimeInterval(480 * hour))
    }

    private static func signer() throws -> KeyPairSigner {
        try today.get().signer(
            key: try TestPKI.key(),
            profile: .claimSigning(
                notBefore: now.addingTimeInterval(-40 * hour), notAfter: now.addingTimeInterval(400 * hour)))
    }

    private static func stamper() throws -> TestTimeStamper {
        let profile = TestCertificateProfile.timeStamping(
            notBefore: now.addingTimeInterval(-40 * hour), notAfter: now.addingTimeInterval(400 * hour))
        return TestTimeStamper(
            signer: try today.get().issue(profile, key: try TestPKI.key(.es256)),
            intermediates: [try today.get().intermediate.certificate])
    }

    private static func judge(_ image: [UInt8], signers: TrustList? = nil) throws -> FileReport {
        var configuration = TrustConfiguration()
        configuration.signers = [try signers ?? today.get().trustList()]
        configuration.timeStampAuthorities = [
            try today.get().trustList(name: "TSA", purposes: [CertificateProfile.timeStampingPurpose])
        ]
        let verifier = FileVerifier(
            settings: ValidationSettings(trust: configuration, time: now.addingTimeInterval(60)))
        return try verifier.verify(MemorySource(image), named: "stapled")
    }

    private static func stamp(
        _ signing: Blueprint.Signing, by authority: TestTimeStamper, at time: Date
    ) throws -> CBORValue.Entry {
        let token = try authority.token(over: signing.timeStamped(2), at: time)
        return .init(.text("sigTst2"), .map(["tstTokens": .array([.map(["val": .bytes(token)])])]))
    }

    /// A file with a stapled response, stamped by a listed authority.
    private static func stapled(
        _ status: OCSPResponse.Status, by responder: TestCertificate, from: Double = -2 * hour, to: Double? = 2 * hour,
        leavesOutIssuer: Bool = false
    ) throws -> Forge {
        let signer = try signer()
        let der = try TestResponder(signer: responder).response(
            about: signer.certificates[0], issuer: try today.get().intermediate.certificate, status,
            thisUpdate: now.addingTimeInterval(from), nextUpdate: to.map { now.addingTimeInterval($0) })
        let stamper = try stamper()
        return Forge { blueprint in
            blueprint.signer = .success(signer)
            blueprint.unprotected = { signing in
                [
                    try stamp(signing, by: stamper, at: now.addingTimeInterval(-hour)),
                    .init(.text("rVals"), .map(["ocspVals": .array([.bytes(der)])])),
                ]
            }
            if leavesOutIssuer { blueprint.chain = { .bytes($0[0].bytes ?? []) } }
        }
    }

    private static var revoked: OCSPResponse.Status {
        .revoked(at: now.addingTimeInterval(-24 * hour), reason: 1)
    }

    @Test("PR 2608: a revoked certificate whose issuer is not in x5chain", arguments: [SampleImage.png, .jpeg])
    func issuerLeftOut(sample: SampleImage) throws {
        let authority = try Self.today.get()
        let forge = try Self.stapled(Self.revoked, by: authority.intermediate, leavesOutIssuer: true)
        let list = try TrustList(name: "intermediate", anchors: [authority.intermediate.certificate])
        #expect(try Self.judge(forge.image(sample), signers: list).verdict == .revoked)
        // Without the issuer on a list the chain leads nowhere, and that is said.
        #expect(try Self.judge(forge.image(sample)).verdict != .trusted)
    }

    private struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let status: OCSPResponse.Status
        let from: Double
        let to: Double?
        let responder: @Sendable () throws -> TestCertificate
        let verdict: Verdict
        let isConfirmed: Bool
        var testDescription: String { name }
    }

    private static func responder(purpose: [String], by authority: TestAuthority? = nil) throws -> TestCertificate {
        var profile = TestCertificateProfile.ocspSigning(
            notBefore: now.addingTimeInterval(-40 * hour), notAfter: now.addingTimeInterval(400 * hour))
        profile.purposes = purpose
        return try (authority ?? today.get()).issue(profile, key: try TestPKI.key(.es384))
    }

    private static let rows: [Row] = {
        let issuer: @Sendable () throws -> TestCertificate = { try today.get().intermediate }
        let delegate: @Sendable () throws -> TestCertificate = { try responder(purpose: ["1.3.6.1.5.5.7.3.9"]) }
        let mail: @Sendable () throws -> TestCertificate = { try responder(purpose: ["1.3.6.1.5.5.7.3.4"]) }
        let stamps: @Sendable () throws -> TestCertificate = { try responder(purpose: ["1.3.6.1.5.5.7.3.8"]) }
        let stranger: @Sendable () throws -> TestCertificate = {
            try responder(
                purpose: ["1.3.6.1.5.5.7.3.9"],
                by: try TestAuthority(
                    notBefore: now.addingTimeInterval(-48 * hour), notAfter: now.addingTimeInterval(480 * hour)))
        }
        let windows: [(String, Double, Double?)] = [
            ("in the window", -2 * hour, 2 * hour), ("without an end", -2 * hour, nil),
            ("over", -20 * hour, -10 * hour),
            ("not begun", 10 * hour, 20 * hour),
        ]
        var rows: [Row] = []
        for (window, from, to) in windows {
            let isInside = window == "in the window" || window == "without an end"
            for (who, maker) in [("issuer", issuer), ("delegate", delegate)] {
                rows += [
                    Row(
                        name: "good, \(window), \(who)", status: .good, from: from, to: to, responder: maker,
                        verdict: .trusted, isConfirmed: isInside),
                    Row(
                        name: "unknown, \(window), \(who)", status: .unknown, from: from, to: to, responder: maker,
                        verdict: .trusted, isConfirmed: false),
                ]
            }
            for (who, maker) in [("wrong purpose", mail), ("time-stamp purpose", stamps), ("stranger", stranger)] {
                rows.append(
                    Row(
                        name: "good, \(window), \(who)", status: .good, from: from, to: to, responder: maker,
                        verdict: .trusted, isConfirmed: false))
                rows.append(
                    Row(
                        name: "revoked, \(window), \(who)", status: revoked, from: from, to: to, responder: maker,
                        verdict: .trusted, isConfirmed: false))
            }
        }
        for (who, maker) in [("issuer", issuer), ("delegate", delegate)] {
            rows.append(
                Row(
                    name: "revoked, in the window, \(who)", status: revoked, from: -2 * hour, to: 2 * hour,
                    responder: maker,
                    verdict: .revoked, isConfirmed: false))
        }
        return rows
    }()

    @Test(
        "PR 1863, issues 2644 and 1439, PR 2688: good, revoked, unknown; in and out of the window; right and wrong responder"
    )
    func table() throws {
        for row in Self.rows {
            let forge = try Self.stapled(row.status, by: try row.responder(), from: row.from, to: row.to)
            let report = try Self.judge(forge.image())
            #expect(report.verdict == row.verdict, "\(row.name)")
            #expect(report.codes(.success).contains(.signingCredentialNotRevoked) == row.isConfirmed, "\(row.name)")
            let isSaid = row.isConfirmed || row.verdict == .revoked || report.notChecked.contains("revocation")
            #expect(isSaid, "\(row.name): not checked, and not said")
        }
    }

    @Test(
        "issue 1439: without any response, the result says that revocation was not checked", arguments: Carrier.allCases
    )
    func notChecked(carrier: Carrier) throws {
        let report = try carrier.report(try carrier.signed())
        #expect(report.verdict == .trusted)
        #expect(report.notChecked.contains("revocation"))
        #expect(report.codes(.informational).contains(.ocspSkipped))
    }

    @Test(
        "issues 1776, 1608, 2039: a time-stamp authority that only the list of signers vouches for",
        arguments: Carrier.allCases)
    func twoLists(carrier: Carrier) throws {
        let stamper = try TestPKI.timeStamper()
        let file = try carrier.forged(Forge { $0.unprotected = { [try Self.stamp($0, by: stamper, at: TestPKI.now)] } })
        let later = TestPKI.notAfter.addingTimeInterval(24 * Self.hour)
        let listed = try carrier.report(file, [.signers, .authorities], at: later)
        #expect(listed.verdict == .trusted)
        #expect(listed.codes(.success).contains(.timeStampTrusted))
        let signersOnly = try carrier.report(file, [.signers], at: later)
        #expect(signersOnly.verdict == .expired)
        #expect(signersOnly.codes(.informational).contains(.timeStampUntrusted))
        #expect(!signersOnly.codes(.success).contains(.timeStampTrusted))
        #expect(try carrier.report(file, [.authorities], at: later).verdict != .trusted)
    }

    @Test("issues 1776, 1608, 2039: the time-stamp purpose has to be there, alone and critical")
    func purpose() throws {
        let later = TestPKI.notAfter.addingTimeInterval(24 * Self.hour)
        for purposes in [[], ["1.3.6.1.5.5.7.3.4"], ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4"]] {
            guard let stamper = try? TestPKI.timeStamper(changing: { $0.purposes = purposes }),
                let file = try? Carrier.png.forged(
                    Forge { $0.unprotected = { [try Self.stamp($0, by: stamper, at: TestPKI.now)] } })
            else { continue }
            let report = try Carrier.png.report(file, [.signers, .authorities], at: later)
            #expect(report.verdict == .expired, "\(purposes)")
            #expect(!report.codes(.success).contains(.timeStampTrusted), "\(purposes)")
        }
    }

    @Test("PR 2469: times that no calendar has")
    func impossibleTimes() throws {
        let stamper = try TestPKI.timeStamper()
        for text in [
            "99999999999999Z", "20261332000000Z", "20260230000000Z", "20260101246060Z", "00000000000000Z",
            "2026010100000AZ",
        ] {
            let file = try Carrier.png.forged(
                Forge { blueprint in
                    blueprint.unprotected = { signing in
                        var token = try stamper.token(over: signing.timeStamped(2), at: TestPKI.now)
                        for index in token.indices.dropLast(17)
                        where token[index] == 0x18 && token[index + 1] == 15 && token[index + 2] == UInt8(ascii: "2") {
                            token.replaceSubrange(index + 2..<index + 17, with: Array(text.utf8))
                        }
                        return [.init(.text("sigTst2"), .map(["tstTokens": .array([.map(["val": .bytes(token)])])]))]
                    }
                })
            let report = try Carrier.png.report(
                file, [.signers, .authorities], at: TestPKI.notAfter.addingTimeInterval(86_400))
            #expect(report.verdict == .expired, "\(text)")
            #expect(!report.codes(.success).contains(.timeStampTrusted), "\(text)")
        }
    }
}
