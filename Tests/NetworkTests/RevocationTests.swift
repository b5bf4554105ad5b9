import Boxes
import Bytes
import ContentCredentials
import Cryptography
import Findings
import Foundation
import TestSupport
import Testing

@testable import Provenance

@Suite(.enabled(if: LocalServer.isPossible)) struct RevocationTests {
    private let hour = 3_600.0

    // MARK: Stapled

    /// The report about a file with one response beside its signature.
    private func report(
        _ local: LocalAuthority, _ status: OCSPResponse.Status, by signer: TestCertificate? = nil,
        from: Double = -3_600, to: Double = 3_600, isTimeStamped: Bool = true,
        changing change: (inout ValidationSettings) -> Void = { _ in }
    ) throws -> FileReport {
        let responder = TestResponder(signer: signer ?? local.authority.intermediate)
        let der = try responder.response(
            about: local.signer.certificates[0], issuer: local.authority.intermediate.certificate, status,
            thisUpdate: Date(timeIntervalSinceNow: from), nextUpdate: Date(timeIntervalSinceNow: to))
        let proofs = SigningProofs(timeStamps: isTimeStamped ? local.timeStamps() : nil, ocspResponses: [der])
        let path = try sign(local, LocalAuthority.picture, proofs)
        return try local.verify(path, changing: change)
    }

    private func sign(
        _ local: LocalAuthority, _ input: String, _ proofs: SigningProofs,
        settings: ValidationSettings = ValidationSettings(),
        _ change: (inout SigningRequest) -> Void = { _ in }
    ) throws -> String {
        // Not `FileSigner`, which hands out nothing that it would not call intact itself.
        let signer = ImageSigner(signer: local.signer, settings: settings, proofs: proofs)
        var request = SigningRequest(time: Date(), generator: SigningRequest.Software(name: "test", version: "1"))
        change(&request)
        let path = local.folder.file("\(UUIDv4.make()).png")
        let (_, file) = try signer.sign(try FileSource(path: input), request) { (_) throws(SignetError) in
            try OutputFile(path: path)
        }
        try file.commit()
        return path
    }

    @Test func `a stapled response of the issuer's responder is fetched when signing and confirmed when verifying`()
        throws
    {
        let local = try LocalAuthority()
        let report = try local.verify(try local.sign(local.timeStamps(), staples: true))
        #expect(report.verdict == .trusted)
        #expect(report.codes(.success).contains(.signingCredentialNotRevoked))
        #expect(!report.notChecked.contains("revocation"))
        #expect(!report.codes(.informational).contains(.ocspSkipped))
    }

    @Test func `without a time-stamp a stapled response confirms nothing`() throws {
        let report = try report(try LocalAuthority(), .good, isTimeStamped: false)
        #expect(report.verdict == .trusted)
        #expect(!report.codes(.success).contains(.signingCredentialNotRevoked))
        #expect(report.notChecked.contains("revocation"))
    }

    @Test func `a stapled revocation revokes, also with an issuer that nobody trusts`() throws {
        let local = try LocalAuthority()
        let revoked = OCSPResponse.Status.revoked(at: Date(timeIntervalSinceNow: -24 * hour), reason: 1)
        let report = try report(local, revoked)
        #expect(report.verdict == .revoked)
        #expect(report.codes(.failure) == [.signingCredentialRevoked])
        #expect(!report.notChecked.contains("revocation"))
        #expect(try self.report(local, revoked, isTimeStamped: false).verdict == .revoked)
        #expect(try self.report(local, revoked) { $0.trust.signers = [] }.verdict == .revoked)
    }

    @Test func `a stapled response that is too old, unknown or somebody else's confirms nothing`() throws {
        let local = try LocalAuthority()
        let other = try TestAuthority(
            notBefore: Date(timeIntervalSinceNow: -48 * hour), notAfter: Date(timeIntervalSinceNow: 48 * hour))
        let reports = [
            (try report(local, .good, from: -24 * hour, to: -20 * hour), StatusCode.ocspUnknown),
            (try report(local, .unknown), .ocspUnknown),
            (try report(local, .good, by: other.intermediate), .ocspSkipped),
            (try report(local, .revoked(at: Date(), reason: 1), by: other.intermediate), .ocspSkipped),
        ]
        for (report, code) in reports {
            #expect(report.verdict == .trusted)
            #expect(report.codes(.informational).contains(code))
            #expect(!report.codes(.success).contains(.signingCredentialNotRevoked))
            #expect(report.notChecked.contains("revocation"))
        }
    }

    @Test func `a revocation that was taken back is none`() throws {
        let status = OCSPResponse.Status.revoked(at: Date(timeIntervalSinceNow: -24 * hour), reason: 8)
        #expect(try report(try LocalAuthority(), status).codes(.success).contains(.signingCredentialNotRevoked))
    }

    @Test func `a good word of an issuer that nobody trusts is not passed on`() throws {
        let report = try report(try LocalAuthority(), .good) { $0.trust.signers = [] }
        #expect(report.verdict == .untrusted)
        #expect(!report.codes(.success).contains(.signingCredentialNotRevoked))
        #expect(report.notChecked.contains("revocation"))
    }

    @Test func `the issuer is found among the anchors when the signature leaves it out`() throws {
        let local = try LocalAuthority()
        let alone = try KeyPairSigner(key: try TestPKI.key(), certificates: [local.signer.certificates[0]])
        let der = try TestResponder(signer: local.authority.intermediate).response(
            about: alone.certificates[0], issuer: local.authority.intermediate.certificate,
            .revoked(at: Date(timeIntervalSinceNow: -hour), reason: 1), thisUpdate: Date(timeIntervalSinceNow: -60),
            nextUpdate: nil)
        let signer = ImageSigner(
            signer: alone, settings: ValidationSettings(), proofs: SigningProofs(timeStamps: nil, ocspResponses: [der]))
        let path = local.folder.file("alone.png")
        let request = SigningRequest(time: Date(), generator: SigningRequest.Software(name: "test", version: "1"))
        let (_, file) = try signer.sign(try FileSource(path: LocalAuthority.picture), request) {
            (_) throws(SignetError) in
            try OutputFile(path: path)
        }
        try file.commit()
        let list = try TrustList(name: "intermediate", anchors: [local.authority.intermediate.certificate])
        #expect(try local.verify(path) { $0.trust.signers = [list] }.verdict == .revoked)
    }

    @Test func `a revoked authority is not trusted any more`() throws {
        let local = try LocalAuthority()
        let root = local.authority.root
        let der = try TestResponder(signer: root).response(
            about: local.authority.intermediate.certificate, issuer: root.certificate,
            .revoked(at: Date(timeIntervalSinceNow: -hour), reason: 2), thisUpdate: Date(timeIntervalSinceNow: -60),
            nextUpdate: nil)
        let path = try sign(
            local, LocalAuthority.picture, SigningProofs(timeStamps: local.timeStamps(), ocspResponses: [der]))
        let report = try local.verify(path)
        #expect(report.verdict == .untrusted)
        #expect(report.codes(.failure) == [.signingCredentialUntrusted])
    }

    @Test func `no file is written with a staple that revokes its signer`() throws {
        let local = try LocalAuthority()
        let der = try TestResponder(signer: local.authority.intermediate).response(
            about: local.signer.certificates[0], issuer: local.authority.intermediate.certificate,
            .revoked(at: Date(timeIntervalSinceNow: -hour), reason: 1), thisUpdate: Date(timeIntervalSinceNow: -60),
            nextUpdate: nil)
        let proofs = SigningProofs(timeStamps: nil, ocspResponses: [der])
        let signer = try FileSigner(signer: local.signer, settings: ValidationSettings(), proofs: proofs)
        let request = SigningRequest(time: Date(), generator: SigningRequest.Software(name: "test", version: "1"))
        let path = local.folder.file("revoked.png")
        #expect(throws: SignetError("sign.selfCheck", .unexpected, "")) {
            try signer.sign(LocalAuthority.picture, request, parent: nil, to: .file(path, overwrite: false))
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a revoked certificate, and one that is not known, signs nothing`() throws {
        let revoked = try LocalAuthority(status: .revoked(reason: nil))
        #expect(throws: SignetError("certificate.revoked", .configuration, "")) {
            try revoked.sign(revoked.timeStamps(), staples: true)
        }
        let unknown = try LocalAuthority(status: .unknown)
        #expect(throws: SignetError("ocsp.unknown", .unavailable, "")) {
            try unknown.sign(unknown.timeStamps(), staples: true)
        }
        let nobody = try LocalAuthority(namesService: false)
        #expect(throws: SignetError("ocsp.noService", .configuration, "")) {
            try nobody.sign(nobody.timeStamps(), staples: true)
        }
    }

    // MARK: Live

    /// The report with the network allowed and the local responder named by the user.
    private func live(
        _ local: LocalAuthority, _ path: String = "ocsp", isTimeStamped: Bool = false, days: Double = 0
    ) throws -> FileReport {
        let file = try local.sign(isTimeStamped ? local.timeStamps() : nil, name: "\(UUIDv4.make()).png")
        return try local.verify(file) {
            $0.network = NetworkAccess(statusService: local.server.url(path))
            $0.time = Date(timeIntervalSinceNow: days * 86_400 + 1)
        }
    }

    @Test func `a good live answer confirms, with and without a time-stamp`() throws {
        let local = try LocalAuthority()
        for isTimeStamped in [false, true] {
            let report = try live(local, isTimeStamped: isTimeStamped)
            #expect(report.verdict == .trusted)
            #expect(report.codes(.success).contains(.signingCredentialNotRevoked))
            #expect(!report.notChecked.contains("revocation"))
        }
    }

    @Test func `a live revocation revokes, unless a time-stamp proves an older signature or it was taken back`() throws
    {
        #expect(try live(LocalAuthority(status: .revoked(reason: "keyCompromise"))).verdict == .revoked)
        #expect(try live(LocalAuthority(status: .revoked(reason: nil)), isTimeStamped: true).verdict == .revoked)
        let back = try live(LocalAuthority(status: .revoked(reason: "removeFromCRL")))
        #expect(back.verdict == .trusted)
        #expect(back.codes(.success).contains(.signingCredentialNotRevoked))
    }

    @Test func `live answers that decide nothing say why`() throws {
        let unknown = try live(LocalAuthority(status: .unknown))
        #expect(unknown.codes(.informational).contains(.ocspUnknown))
        let late = try live(LocalAuthority(), days: 3)
        #expect(late.codes(.informational).contains(.ocspUnknown))
        let foreign = try live(LocalAuthority(isForeign: true))
        #expect(foreign.codes(.informational).contains(.ocspInaccessible))
        let paths = ["ocsp?garbage", "ocsp?status=500", "ocsp?redirect", "ocsp?flood=100000"]
        let reports = try [unknown, late, foreign] + paths.map { try live(LocalAuthority(), $0) }
        for report in reports {
            #expect(report.verdict == .trusted)
            #expect(report.notChecked.contains("revocation"))
        }
        for report in reports.dropFirst(3) { #expect(report.codes(.informational).contains(.ocspInaccessible)) }
    }

    @Test func `a responder on this machine that only the certificate names is not connected to`() throws {
        let local = try LocalAuthority()
        let file = try local.sign(nil)
        let report = try local.verify(file) { $0.network = NetworkAccess() }
        #expect(report.codes(.informational).contains(.ocspInaccessible))
        let reached = try local.verify(file) {
            $0.network = NetworkAccess(statusService: nil, maximumManifest: 1 << 20, isLocal: true)
            $0.time = Date(timeIntervalSinceNow: 1)
        }
        #expect(reached.codes(.success).contains(.signingCredentialNotRevoked))
    }

    @Test func `nobody is asked about a signer that is on no list`() throws {
        let local = try LocalAuthority()
        let report = try local.verify(try local.sign(nil)) {
            $0.trust.signers = []
            $0.network = NetworkAccess(statusService: local.server.url("ocsp?garbage"))
        }
        #expect(report.codes(.informational).contains(.ocspSkipped))
    }

    // MARK: Assertions of other manifests

    @Test func `a certificate status assertion of a later manifest confirms the earlier one`() throws {
        let local = try LocalAuthority()
        let first = try local.sign(local.timeStamps())
        var settings = try local.settings()
        settings.network = NetworkAccess(statusService: local.server.url("ocsp"))
        settings.time = Date(timeIntervalSinceNow: 1)
        let proofs = try SigningProofs(timeStamps: local.timeStamps(), staplesFor: local.signer)
        let second = try sign(local, first, proofs, settings: settings)
        let report = try local.verify(second)
        #expect(report.verdict == .trusted)
        #expect(report.active?.assertions.contains { $0.label == "c2pa.certificate-status" } == true)
        let earlier = try #require(report.manifests.last)
        #expect(earlier.label != report.activeManifest)
        #expect(earlier.findings.contains { $0.code == .signingCredentialNotRevoked })
    }

    @Test func `a time-stamp assertion of a later manifest proves the time of the earlier one`() throws {
        let local = try LocalAuthority()
        let first = try local.sign(nil)
        let parent = try ParentImage(FileSource(path: first), title: nil, settings: try local.settings())
        let store = try #require(parent.store)
        let payload = try #require(store.active.signature?.contents.first?.payload)
        let signature = try COSESign1(try CBORDecoder.decode(payload))
        let right = try local.timeStamps().stamp(signature.timeStampedBytes(version: 2, claim: [])).der
        let wrong = try local.timeStamps().stamp([1, 2, 3]).der
        for (token, isProven) in [(right, true), (wrong, false)] {
            let second = try sign(local, first, .none, settings: try local.settings()) {
                $0.assertions = [
                    CustomAssertion(
                        label: "c2pa.time-stamp",
                        content: .cbor(.map([CBORValue.Entry(.text(store.active.label), .bytes(token))])))
                ]
            }
            let earlier = try #require(try local.verify(second).manifests.last)
            #expect(earlier.label == store.active.label)
            #expect(earlier.findings.contains { $0.code == .timeStampTrusted } == isProven)
            #expect(earlier.findings.contains { $0.code == .timeStampMismatch } == !isProven)
        }
    }

    // MARK: Deny lists

    @Test func `a certificate on a deny list is revoked without a network`() throws {
        let local = try LocalAuthority()
        let file = try local.sign(local.timeStamps())
        let hash = Hex.encode(local.signer.certificates[0].fingerprint)
        let always = try DenyList(name: "ours", text: Array("certificate \(hash)".utf8))
        let report = try local.verify(file) { $0.trust.denyLists = [always] }
        #expect(report.verdict == .revoked)
        #expect(report.codes(.failure) == [.signingCredentialRevoked])
        let later = try DenyList(name: "ours", text: Array("certificate \(hash) from 2099-01-01T00:00:00Z".utf8))
        #expect(try local.verify(file) { $0.trust.denyLists = [later] }.verdict == .trusted)
    }

    @Test func `an authority on a deny list is not trusted`() throws {
        let local = try LocalAuthority()
        let file = try local.sign(local.timeStamps())
        let list = try DenyList(
            name: "ours", text: Array("key \(Hex.encode(local.authority.intermediate.certificate.keyFingerprint))".utf8)
        )
        let report = try local.verify(file) { $0.trust.denyLists = [list] }
        #expect(report.verdict == .untrusted)
        #expect(report.codes(.failure) == [.signingCredentialUntrusted])
    }
}
