import Bytes
import Cryptography
import Foundation
import TestSupport
import Testing

/// Keys on a token sign as keys in memory do, and every way of naming the wrong one has its own answer.
@Suite(.enabled(if: SoftHSM.isThere, "SKIPPED: SoftHSM 2 is not installed"))
struct PKCS11SignerTests {
    private let message = Array("what is signed".utf8)

    private func signer(
        _ attributes: String, query: String? = nil, certificate: SignatureAlgorithm = .es256,
        algorithm: SignatureAlgorithm? = nil, module: String? = SoftHSM.module, allowInsecure: Bool = false
    ) throws -> PKCS11Signer {
        let folder = try SoftHSM.folder()
        let query = query ?? "pin-source=file:\(folder.file("pin"))"
        return try PKCS11Signer(
            key: "pkcs11:\(attributes)?\(query)", certificates: try TestPKI.signer(certificate).certificates,
            module: module,
            algorithm: algorithm, allowInsecure: allowInsecure)
    }

    @Test("every algorithm signs", arguments: SoftHSM.algorithms)
    func everyAlgorithmSigns(_ algorithm: SignatureAlgorithm) throws {
        let signer = try signer(
            "token=signet%20TEST%20token;object=\(algorithm.rawValue);type=private", certificate: algorithm)
        #expect(signer.algorithm == algorithm)
        let signature = try signer.sign(message)
        #expect(signature.count == signer.signatureSize)
        #expect(signer.signatureSize == (try TestPKI.key(algorithm).signatureSize))
        let leaf = try #require(signer.certificates.first)
        #expect(leaf.verify(signature: signature, message: message, algorithm: algorithm))
    }

    @Test(
        "a key signs with the other algorithms of its kind",
        arguments: [
            ("ps256", SignatureAlgorithm.ps256, SignatureAlgorithm.ps384), ("ps256", .ps256, .ps512),
            ("es256", .es256, .es512),
            ("es384", .es384, .es256),
        ])
    func otherAlgorithms(_ name: String, _ certificate: SignatureAlgorithm, _ algorithm: SignatureAlgorithm) throws {
        let signer = try signer("object=\(name)", certificate: certificate, algorithm: algorithm)
        let signature = try signer.sign(message)
        #expect(
            try #require(signer.certificates.first).verify(signature: signature, message: message, algorithm: algorithm)
        )
    }

    @Test func anIdentifierNamesAKeyToo() throws {
        #expect(try signer("id=%02", certificate: .es384).sign(message).count == 96)
        #expect(try signer("object=twin;id=%0A").sign(message).count == 64)
    }

    @Test func oneSessionMakesManySignaturesFromManyThreads() async throws {
        let signer = try signer("object=es256")
        let leaf = try #require(signer.certificates.first)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let message = Array("message \(index)".utf8)
                    return leaf.verify(signature: try signer.sign(message), message: message, algorithm: .es256)
                }
            }
            for try await isSound in group { #expect(isSound) }
        }
    }

    @Test(.enabled(if: SoftHSM.hasKeyThatAsks, "SKIPPED: pkcs11-tool is not installed"))
    func aKeyThatWantsThePINEveryTimeGetsIt() throws {
        let signer = try signer("object=asks")
        for _ in 0..<3 { #expect(try signer.sign(message).count == 64) }
    }

    @Test func anotherKeyThanTheCertificatesIsFoundOut() throws {
        let other = try TestPKI.authority().issue(TestPKI.claimProfile, key: try SigningKey.generate(.p256))
        let folder = try SoftHSM.folder()
        let signer = try PKCS11Signer(
            key: "pkcs11:object=es256?pin-source=\(folder.file("pin"))", certificates: [other.certificate],
            module: SoftHSM.module)
        #expect(throws: SignetError("key.mismatch", .configuration, "")) { try signer.sign(message) }
        #expect(throws: SignetError("key.mismatch", .configuration, "")) { try self.signer("object=ps256") }
    }

    @Test(
        "each mistake has its code and category",
        arguments: [
            ("object=none", "key.notFound", SignetError.Category.configuration),
            ("object=twin", "key.ambiguous", .configuration), ("token=none;object=es256", "key.token", .unavailable),
            ("slot-id=987654;object=es256", "key.token", .unavailable),
            ("serial=none;object=es256", "key.token", .unavailable),
            ("model=none;object=es256", "key.token", .unavailable),
        ])
    func mistakes(_ attributes: String, _ code: String, _ category: SignetError.Category) throws {
        let error = #expect(throws: SignetError.self) { try signer(attributes) }
        #expect(error?.code.rawValue == code)
        #expect(error?.category == category)
    }

    @Test func thePINFileIsGuardedAsKeyFilesAre() throws {
        let folder = try SoftHSM.folder()
        #expect(throws: SignetError("pin.permissions", .configuration, "")) {
            try signer("object=es256", query: "pin-source=file:\(folder.file("open"))")
        }
        #expect(
            try signer("object=es256", query: "pin-source=\(folder.file("open"))", allowInsecure: true).sign(message)
                .count == 64)
        #expect(throws: SignetError("pin.open", .configuration, "")) {
            try signer("object=es256", query: "pin-source=file:\(folder.file("none"))")
        }
        setenv("SIGNET_TEST_PIN", SoftHSM.pin, 1)
        #expect(try signer("object=es256", query: "pin-source=env:SIGNET_TEST_PIN").sign(message).count == 64)
        #expect(getenv("SIGNET_TEST_PIN") == nil)
    }

    @Test func aPINThatIsMissingIsAskedFor() throws {
        let error = #expect(throws: SignetError.self) { try signer("object=es256", query: "x-nothing=1") }
        #expect(error?.code == "key.pin")
        #expect(error?.category == .configuration)
    }

    @Test func modulesThatAreMissingOrNoneAreUnavailable() throws {
        #expect(throws: SignetError("key.module", .unavailable, "")) {
            try signer("object=es256", module: "/nowhere/module.so")
        }
        let error = #expect(throws: SignetError.self) { try signer("object=es256", module: "libz.so.1") }
        #expect(error?.reason.contains("is not a PKCS#11 module") == true)
    }

    @Test func theURIMayNameTheModule() throws {
        let folder = try SoftHSM.folder()
        let module = try #require(SoftHSM.module)
        let signer = try signer(
            "object=es256", query: "pin-source=\(folder.file("pin"))&module-path=\(module)", module: nil)
        #expect(try signer.sign(message).count == 64)
    }
}
