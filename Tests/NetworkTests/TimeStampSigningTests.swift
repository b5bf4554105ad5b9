import Bytes
import Cryptography
import Findings
import Foundation
import Provenance
import TestSupport
import Testing

@Suite(.enabled(if: LocalServer.isPossible)) struct TimeStampSigningTests {
    /// Signing that fails leaves no file and says that the service is what failed.
    private func expectNoFile(
        _ local: LocalAuthority, _ path: String, timeout: Double = 30, code: SignetError.Code, _ comment: Comment? = nil
    ) throws {
        let error = #expect(throws: SignetError.self, comment) {
            try local.sign(local.timeStamps(path, timeout: timeout))
        }
        #expect(error?.code == code, comment)
        #expect(error?.category == .unavailable, comment)
        let left = try FileManager.default.contentsOfDirectory(atPath: local.folder.path)
        #expect(!left.contains { $0.hasPrefix("signed") || $0.contains("signet") }, comment)
    }

    @Test func `a time-stamp of a listed authority proves when the file was signed`() throws {
        let local = try LocalAuthority()
        let report = try local.verify(try local.sign(local.timeStamps()))
        #expect(report.verdict == .trusted)
        #expect(report.codes(.success).isSuperset(of: [.timeStampValidated, .timeStampTrusted]))
        #expect(report.codes(.failure).isEmpty)
        let time = try #require(report.active?.signature?.timeStamp?.time)
        #expect(abs(time.timeIntervalSinceNow) < 300)
    }

    @Test func `the record outlives its certificate`() throws {
        let local = try LocalAuthority()
        let later = Date(timeIntervalSinceNow: 400 * 86_400)
        #expect(try local.verify(try local.sign(local.timeStamps())) { $0.time = later }.verdict == .trusted)
        #expect(try local.verify(try local.sign(nil, name: "plain.png")) { $0.time = later }.verdict == .expired)
    }

    @Test func `an authority that is on no list proves nothing, and the file stays good`() throws {
        let local = try LocalAuthority()
        let report = try local.verify(try local.sign(local.timeStamps())) { $0.trust.timeStampAuthorities = [] }
        #expect(report.verdict == .trusted)
        #expect(report.codes(.informational).contains(.timeStampUntrusted))
    }

    @Test func `a busy authority is asked again`() throws {
        let local = try LocalAuthority()
        #expect(try local.verify(try local.sign(local.timeStamps("tsa?busy=2"))).verdict == .trusted)
        let other = try LocalAuthority()
        try expectNoFile(other, "tsa?busy=3", code: "timeStamp.busy")
    }

    @Test func `without an authority there is no file`() throws {
        let local = try LocalAuthority()
        let service = TimeStampService(url: "http://127.0.0.1:1/", pause: 0.01)
        let error = #expect(throws: SignetError.self) { try local.sign(service) }
        #expect(error?.code == "network.unreachable")
        #expect(error?.category == .unavailable)
        #expect(!FileManager.default.fileExists(atPath: local.folder.file("signed.png")))
    }

    @Test(
        arguments: [
            ("tsa?garbage", "timeStamp.rejected"), ("tsa?status=404", "timeStamp.status"),
            ("tsa?redirect", "timeStamp.status"), ("tsa?flood=1000000", "network.tooLarge"),
            ("tsa?replay", "timeStamp.rejected"),
        ] as [(String, SignetError.Code)])
    func `an authority that answers something else gets no file written`(path: String, code: SignetError.Code) throws {
        try expectNoFile(try LocalAuthority(), path, code: code, "\(path)")
    }

    @Test func `an authority that is too slow is given up`() throws {
        try expectNoFile(try LocalAuthority(), "tsa?slow=5", timeout: 0.3, code: "network.timeout")
    }

    @Test func `an authority with a wrong certificate gets no file written`() throws {
        try expectNoFile(
            try LocalAuthority { $0.hasAuthorityKeyIdentifier = false }, "tsa", code: "timeStamp.rejected", "profile")
        try expectNoFile(
            try LocalAuthority { $0.notAfter = Date(timeIntervalSinceNow: -3_600) }, "tsa", code: "timeStamp.rejected",
            "out of date")
    }

    @Test func `dry runs find out that the authority is down, and write nothing`() throws {
        let local = try LocalAuthority()
        let proofs = try SigningProofs(timeStamps: TimeStampService(url: "http://127.0.0.1:1/", pause: 0.01))
        let signer = try FileSigner(signer: local.signer, settings: ValidationSettings(), proofs: proofs)
        let request = SigningRequest(time: Date(), generator: SigningRequest.Software(name: "test", version: "1"))
        #expect(throws: SignetError("network.unreachable", .unavailable, "")) {
            try signer.plan(
                LocalAuthority.picture, request, parent: nil, to: .file(local.folder.file("x.png"), overwrite: false))
        }
    }

    @Test func `a time-stamped file can be edited and time-stamped again`() throws {
        let local = try LocalAuthority()
        let first = try local.sign(local.timeStamps())
        let proofs = try SigningProofs(timeStamps: local.timeStamps())
        let signer = try FileSigner(signer: local.signer, settings: try local.settings(), proofs: proofs)
        let request = SigningRequest(time: Date(), generator: SigningRequest.Software(name: "test", version: "1"))
        let second = local.folder.file("second.png")
        _ = try signer.sign(first, request, parent: nil, to: .file(second, overwrite: false))
        let report = try local.verify(second)
        #expect(report.verdict == .trusted)
        #expect(report.manifests.count == 2)
    }
}
