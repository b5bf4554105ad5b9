import Bytes
import Cryptography
import FoundationEssentials
import TestSupport
import Testing

@Suite struct OCSPResponseTests {
    private static let hour = 3_600.0
    private let now = TestPKI.now
    private let authority: TestAuthority
    private let leaf: TestCertificate
    private var issuer: Certificate { authority.intermediate.certificate }

    init() throws {
        authority = try TestPKI.authority()
        leaf = try authority.issue(TestPKI.claimProfile, key: try TestPKI.key())
    }

    /// The verdict on a response whose interval begins an hour before now and ends an hour after it, each moved by `shift`.
    private func verdict(
        _ status: OCSPResponse.Status, by signer: TestCertificate? = nil, shift: Double = 0, proven: Date? = nil,
        isLive: Bool = false, carriesCertificate: Bool = true
    ) throws -> OCSPResponse.Verdict {
        let responder = TestResponder(signer: signer ?? authority.intermediate, carriesCertificate: carriesCertificate)
        let der = try responder.response(
            about: leaf.certificate, issuer: issuer, status, thisUpdate: now.addingTimeInterval(shift - Self.hour),
            nextUpdate: now.addingTimeInterval(shift + Self.hour))
        return try response(der).verdict(
            on: leaf.certificate, issuer: issuer, provenTime: proven, now: now.addingTimeInterval(max(0, shift)),
            isLive: isLive)
    }

    private func response(_ der: [UInt8]) throws -> OCSPResponse {
        switch OCSPResponse.parse(der) {
        case .response(let response): response
        case .malformed(let reason): throw SignetError("test.ocsp", .badData, reason)
        }
    }

    private func responder(changing change: (inout TestCertificateProfile) -> Void = { _ in }) throws -> TestCertificate
    {
        var profile = TestCertificateProfile.ocspSigning(notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
        change(&profile)
        return try authority.issue(profile, key: try TestPKI.key(.es384))
    }

    private func isUnknown(_ verdict: OCSPResponse.Verdict) -> Bool {
        if case .unknown = verdict { true } else { false }
    }
    private func isNone(_ verdict: OCSPResponse.Verdict) -> Bool { if case .none = verdict { true } else { false } }

    // MARK: Responses that came with the file (C2PA 2.4, section 15.9.1)

    @Test func `a good answer confirms a signature that is proven to be in its interval`() throws {
        #expect(try verdict(.good, proven: now) == .notRevoked)
    }

    @Test func `a good answer confirms a signature that is older than it`() throws {
        #expect(try verdict(.good, proven: now.addingTimeInterval(-24 * Self.hour)) == .notRevoked)
    }

    @Test func `a good answer says nothing about a signature that is later than its interval`() throws {
        #expect(isUnknown(try verdict(.good, shift: -24 * Self.hour, proven: now)))
    }

    @Test func `a good answer that came with the file says nothing without a time-stamp`() throws {
        #expect(isUnknown(try verdict(.good)))
    }

    @Test func `a responder that was just asked may have a clock that is a little ahead`() throws {
        func verdict(ahead: Double, isLive: Bool) throws -> OCSPResponse.Verdict {
            let responder = TestResponder(signer: authority.intermediate, carriesCertificate: true)
            let der = try responder.response(
                about: leaf.certificate, issuer: issuer, .good, thisUpdate: now.addingTimeInterval(ahead),
                nextUpdate: now.addingTimeInterval(Self.hour))
            return try response(der).verdict(
                on: leaf.certificate, issuer: issuer, provenTime: isLive ? nil : now, now: now, isLive: isLive)
        }
        #expect(try verdict(ahead: 2, isLive: true) == .notRevoked)
        #expect(isUnknown(try verdict(ahead: 301, isLive: true)))
        #expect(isUnknown(try verdict(ahead: 2, isLive: false)))
    }

    @Test func `a good answer from the future says nothing`() throws {
        let der = try TestResponder(signer: authority.intermediate).response(
            about: leaf.certificate, issuer: issuer, .good, thisUpdate: now.addingTimeInterval(Self.hour),
            nextUpdate: nil)
        let verdict = try response(der).verdict(
            on: leaf.certificate, issuer: issuer, provenTime: now, now: now, isLive: false)
        #expect(isUnknown(verdict))
    }

    @Test func `without a next update the interval ends a day after the response was made`() throws {
        let made = Date()
        let der = try TestResponder(signer: authority.intermediate).response(
            about: leaf.certificate, issuer: issuer, .good, thisUpdate: now, nextUpdate: nil)
        let response = try response(der)
        let verdict = { (proven: Date) in
            response.verdict(
                on: leaf.certificate, issuer: issuer, provenTime: proven, now: made.addingTimeInterval(200_000),
                isLive: false)
        }
        #expect(verdict(made.addingTimeInterval(23 * Self.hour)) == .notRevoked)
        #expect(isUnknown(verdict(made.addingTimeInterval(25 * Self.hour))))
    }

    @Test func `a revoked answer revokes, with and without a time-stamp`() throws {
        let time = now.addingTimeInterval(-48 * Self.hour)
        #expect(try verdict(.revoked(at: time, reason: 1)) == .revoked(at: time))
        #expect(try verdict(.revoked(at: time, reason: nil), proven: now) == .revoked(at: time))
    }

    @Test func `a revocation before the signature counts although the answer's interval has ended`() throws {
        let time = now.addingTimeInterval(-48 * Self.hour)
        #expect(try verdict(.revoked(at: time, reason: 1), shift: -24 * Self.hour, proven: now) == .revoked(at: time))
    }

    @Test func `a revocation that was taken back is none`() throws {
        let time = now.addingTimeInterval(-48 * Self.hour)
        #expect(try verdict(.revoked(at: time, reason: 8), proven: now) == .notRevoked)
    }

    @Test func `an unknown certificate stays unknown`() throws {
        #expect(isUnknown(try verdict(.unknown, proven: now)))
    }

    // MARK: Responses that were asked for (section 15.9.2)

    @Test func `a live answer needs no time-stamp`() throws {
        #expect(try verdict(.good, isLive: true) == .notRevoked)
    }

    @Test func `a live answer whose interval has ended is not about now`() throws {
        #expect(isUnknown(try verdict(.good, shift: -24 * Self.hour, isLive: true)))
    }

    @Test func `a live answer lets signatures stand that are proven to be older than the revocation`() throws {
        let revoked = OCSPResponse.Status.revoked(at: now.addingTimeInterval(-10), reason: 1)
        #expect(try verdict(revoked, proven: now.addingTimeInterval(-20), isLive: true) == .notRevoked)
        #expect(
            try verdict(revoked, proven: now.addingTimeInterval(-5), isLive: true)
                == .revoked(at: now.addingTimeInterval(-10)))
        #expect(try verdict(revoked, isLive: true) == .revoked(at: now.addingTimeInterval(-10)))
    }

    // MARK: Who may answer (RFC 6960, section 4.2.2.2)

    @Test func `a responder that the issuer certified may answer`() throws {
        #expect(try verdict(.good, by: responder(), proven: now) == .notRevoked)
    }

    @Test func `the issuer may answer without sending its certificate`() throws {
        #expect(try verdict(.good, proven: now, carriesCertificate: false) == .notRevoked)
    }

    @Test func `a responder that another authority certified may not answer`() throws {
        let other = try TestAuthority(notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
        let profile = TestCertificateProfile.ocspSigning(notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
        let foreign = try other.issue(profile, key: try TestPKI.key(.es384))
        #expect(isNone(try verdict(.good, by: foreign, proven: now)))
        #expect(isNone(try verdict(.revoked(at: now, reason: 1), by: foreign, proven: now)))
    }

    @Test func `the root may not answer for the intermediate's certificates`() throws {
        let profile = TestCertificateProfile.ocspSigning(notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
        let responder = try authority.issue(profile, key: try TestPKI.key(.es384), by: authority.root)
        #expect(isNone(try verdict(.good, by: responder, proven: now)))
        #expect(isNone(try verdict(.good, by: authority.root, proven: now)))
    }

    @Test func `a certificate for another purpose may not answer`() throws {
        #expect(isNone(try verdict(.good, by: leaf, proven: now)))
        let mixed = try responder { $0.purposes.append("1.3.6.1.5.5.7.3.4") }
        #expect(isNone(try verdict(.good, by: mixed, proven: now)))
    }

    @Test func `a responder whose certificate had ended may not answer`() throws {
        let ended = try responder { $0.notAfter = TestPKI.now.addingTimeInterval(-2 * Self.hour) }
        #expect(isNone(try verdict(.good, by: ended, proven: now)))
    }

    @Test func `an answer about another certificate decides nothing`() throws {
        let other = try authority.issue(TestPKI.claimProfile, key: try TestPKI.key())
        let der = try TestResponder(signer: authority.intermediate).response(
            about: other.certificate, issuer: issuer, .revoked(at: now, reason: 1), thisUpdate: now, nextUpdate: nil)
        let verdict = try response(der).verdict(
            on: leaf.certificate, issuer: issuer, provenTime: now, now: now, isLive: true)
        #expect(isNone(verdict))
    }

    // MARK: Form

    @Test func `a response may leave the nonce out but not have another`() throws {
        let responder = TestResponder(signer: authority.intermediate)
        let first = try OCSPRequest(about: leaf.certificate, issuer: issuer)
        let second = try OCSPRequest(about: leaf.certificate, issuer: issuer)
        let make = { (request: [UInt8]?) in
            try response(
                try responder.response(
                    about: leaf.certificate, issuer: issuer, .good, thisUpdate: now, nextUpdate: nil, nonceOf: request))
        }
        #expect(try make(first.der).answers(first))
        #expect(try !make(first.der).answers(second))
        #expect(try make(nil).answers(first))
    }

    @Test func `no single flipped byte of a response revokes or confirms anything`() throws {
        let der = try TestResponder(signer: authority.intermediate, carriesCertificate: false).response(
            about: leaf.certificate, issuer: issuer, .good, thisUpdate: now.addingTimeInterval(-60), nextUpdate: nil)
        var accepted = 0
        for index in der.indices {
            var damaged = der
            damaged[index] ^= 0x04
            guard case .response(let response) = OCSPResponse.parse(damaged) else { continue }
            let verdict = response.verdict(
                on: leaf.certificate, issuer: issuer, provenTime: now, now: now, isLive: true)
            if !isNone(verdict) { accepted += 1 }
        }
        #expect(accepted == 0)
    }

    @Test func `bytes that are no response are malformed`() {
        for bytes in [[], [0x30], [0x30, 0x03, 0x0A, 0x01, 0x06], [UInt8](repeating: 0x30, count: 70_000)] as [[UInt8]]
        {
            guard case .malformed = OCSPResponse.parse(bytes) else {
                Issue.record("\(bytes.prefix(5)) was read")
                continue
            }
        }
    }

    @Test func `a certificate says where its status can be asked for`() throws {
        var profile = TestPKI.claimProfile
        profile.statusService = "http://ocsp.example/"
        let certificate = try authority.issue(profile, key: try TestPKI.key()).certificate
        #expect(certificate.statusServices == ["http://ocsp.example/"])
        #expect(leaf.certificate.statusServices.isEmpty)
        #expect(certificate.isIssued(by: issuer))
        #expect(!certificate.isIssued(by: authority.root.certificate))
    }
}
