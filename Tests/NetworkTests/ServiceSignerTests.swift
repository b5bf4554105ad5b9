import Bytes
import Cryptography
import Findings
import Foundation
import TestSupport
import Testing

@testable import Provenance

/// Signer services, asked over HTTP on this machine.
@Suite(.enabled(if: LocalServer.isPossible)) struct ServiceSignerTests {
    private let local: LocalAuthority

    init() throws {
        local = try LocalAuthority()
        try local.folder.write("signer.key.pem", Array(try TestPKI.key().pem().utf8))
    }

    private func signer(_ path: String, token: String? = nil, timeout: Double = 30) throws -> ServiceSigner {
        let secret = try token.map { text throws in
            let file = try local.folder.write("given", Array((text + "\n").utf8))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            return try AccessToken(file)
        }
        return try ServiceSigner(
            url: local.server.url(path), certificates: local.signer.certificates, token: secret, timeout: timeout,
            pause: 0.01)
    }

    private func sign(_ signer: any ClaimSigner) throws -> String {
        let path = local.folder.file("signed.png")
        let request = SigningRequest(time: Date(), generator: SigningRequest.Software(name: "test", version: "1"))
        _ = try FileSigner(signer: signer, settings: ValidationSettings())
            .sign(LocalAuthority.picture, request, parent: nil, to: .file(path, overwrite: true))
        return path
    }

    private func expectNoFile(_ path: String, token: String? = nil, timeout: Double = 30, _ code: SignetError.Code)
        throws
    {
        let signer = try signer(path, token: token, timeout: timeout)
        let error = #expect(throws: SignetError.self, "\(path)") { try sign(signer) }
        #expect(error?.code == code, "\(path): \(error?.reason ?? "")")
        #expect(!FileManager.default.fileExists(atPath: local.folder.file("signed.png")))
    }

    @Test func `a service that has the key signs, with a token and after being busy`() throws {
        #expect(try local.verify(try sign(try signer("sign"))).verdict == .trusted)
        try local.folder.write("token", Array("secret-word".utf8))
        #expect(try local.verify(try sign(try signer("sign", token: "secret-word"))).verdict == .trusted)
        #expect(try local.verify(try sign(try signer("sign?busy=2", token: "secret-word"))).verdict == .trusted)
    }

    @Test func `a service that is down, slow, wrong or refuses leaves no file`() throws {
        try expectNoFile("sign?busy=9", "key.serviceBusy")
        try expectNoFile("sign?status=404", "key.service")
        try expectNoFile("sign?slow=3", timeout: 0.2, "network.timeout")
        try expectNoFile("sign?garbage", "key.mismatch")
        try expectNoFile("sign?flood=100000", "network.tooLarge")
        try expectNoFile("sign?redirect", "key.service")
        try local.folder.write("token", Array("secret-word".utf8))
        try expectNoFile("sign", "key.serviceDenied")
        try expectNoFile("sign", token: "another", "key.serviceDenied")
        let down = try ServiceSigner(
            url: "http://127.0.0.1:1/", certificates: local.signer.certificates, pause: 0.01)
        let error = #expect(throws: SignetError.self) { try sign(down) }
        #expect(error?.category == .unavailable)
    }

    @Test func `what is signed does not travel unprotected`() throws {
        for url in ["http://example.com/sign", "http://127.0.0.1.example.com/", "http://localhost.example.com/"] {
            #expect(throws: SignetError("key.service", .configuration, ""), "\(url)") {
                try ServiceSigner(url: url, certificates: local.signer.certificates)
            }
        }
    }

    @Test func `a token that others can read is refused, as is an empty one`() throws {
        let file = try local.folder.write("open", Array("word".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        #expect(throws: SignetError("token.permissions", .configuration, "")) { try AccessToken(file) }
        setenv("SIGNET_TEST_TOKEN", "", 1)
        #expect(throws: SignetError("token.empty", .configuration, "")) { try AccessToken("env:SIGNET_TEST_TOKEN") }
        setenv("SIGNET_TEST_TOKEN", "word", 1)
        #expect(try AccessToken("env:SIGNET_TEST_TOKEN").text() == "word")
        #expect(getenv("SIGNET_TEST_TOKEN") == nil)
    }

    @Test func `an update brings a time-stamp to a record that has none`() throws {
        let plain = try local.sign(nil, name: "plain.png")
        let later = Date(timeIntervalSinceNow: 400 * 86_400)
        #expect(try local.verify(plain) { $0.time = later }.verdict == .expired)
        let proofs = try SigningProofs(timeStamps: local.timeStamps())
        var request = SigningRequest(time: Date(), generator: SigningRequest.Software(name: "test", version: "1"))
        request.isUpdate = true
        let path = local.folder.file("stamped.png")
        _ = try FileSigner(signer: local.signer, settings: try local.settings(), proofs: proofs)
            .sign(plain, request, parent: nil, to: .file(path, overwrite: false))
        let report = try local.verify(path) { $0.time = later }
        #expect(report.verdict == .trusted, "\(report.codes(.failure))")
        #expect(report.active?.isUpdateManifest == true)
        #expect(report.active?.assertions.contains { $0.label == "c2pa.time-stamp" } == true)
    }
}
