import Bytes
import Cryptography
import TestSupport
import Testing

@Suite struct SigningTests {
    private let message = Array("what is signed".utf8)

    @Test(arguments: SignatureAlgorithm.allCases)
    func `a signature is checked by the certificate, whole or in pieces`(_ algorithm: SignatureAlgorithm) throws {
        let signer = try TestPKI.signer(algorithm)
        let leaf = try #require(signer.certificates.first)
        let signature = try signer.sign(message)
        #expect(signature.count == signer.signatureSize)
        #expect(leaf.verify(signature: signature, message: message, algorithm: algorithm))
        let pieces = [message[..<4], message[4..<4], message[4...]]
        #expect(leaf.verify(signature: signature, message: pieces, algorithm: algorithm))
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `any other message, signature or algorithm is refused`(_ algorithm: SignatureAlgorithm) throws {
        let signer = try TestPKI.signer(algorithm)
        let leaf = try #require(signer.certificates.first)
        let signature = try signer.sign(message)
        #expect(!leaf.verify(signature: signature, message: message + [0], algorithm: algorithm))
        #expect(!leaf.verify(signature: signature + [0], message: message, algorithm: algorithm))
        #expect(!leaf.verify(signature: signature.dropLast(), message: message, algorithm: algorithm))
        #expect(!leaf.verify(signature: [], message: message, algorithm: algorithm))
        let zeros = [UInt8](repeating: 0, count: signature.count)
        #expect(!leaf.verify(signature: zeros, message: message, algorithm: algorithm))
        for index in stride(from: 0, to: signature.count, by: 7) {
            var changed = signature
            changed[index] ^= 1
            #expect(!leaf.verify(signature: changed, message: message, algorithm: algorithm))
        }
        for other in SignatureAlgorithm.allCases where other != algorithm {
            #expect(!leaf.verify(signature: signature, message: message, algorithm: other))
        }
    }

    @Test func `an ECDSA signature in DER is refused`() throws {
        let leaf = try #require(try TestPKI.signer(.es256).certificates.first)
        let raw = try TestPKI.key(.es256).sign(message)
        let der: [UInt8] = [0x30, 0x46, 0x02, 0x21, 0x00] + raw[..<32] + [0x02, 0x21, 0x00] + raw[32...]
        #expect(!leaf.verify(signature: der, message: message, algorithm: .es256))
    }

    /// C2PA 2.4, section 13.2.1: "Implementations shall accept keys on any of these curves for all ECDSA algorithm choices."
    @Test(arguments: [SignatureAlgorithm.es256, .es384, .es512], [SignatureAlgorithm.es256, .es384, .es512])
    func `every curve goes with every ECDSA hash, in the size of the curve`(
        _ curve: SignatureAlgorithm, _ algorithm: SignatureAlgorithm
    ) throws {
        let key = try SigningKey(pem: Array(TestPKI.key(curve).pem().utf8), algorithm: algorithm)
        let leaf = try #require(try TestPKI.signer(curve).certificates.first)
        let signature = try key.sign(message)
        #expect(signature.count == leaf.keyKind.map { [.p256: 64, .p384: 96, .p521: 132][$0] })
        #expect(leaf.verify(signature: signature, message: message, algorithm: algorithm))
    }

    @Test func `a signer needs a certificate for its key`() throws {
        let leaf = try #require(try TestPKI.signer(.es384).certificates.first)
        #expect(throws: SignetError("key.mismatch", .configuration, "")) {
            try KeyPairSigner(key: try TestPKI.key(.es256), certificates: [leaf])
        }
        #expect(throws: SignetError("certificate.noneFound", .configuration, "")) {
            try KeyPairSigner(key: try TestPKI.key(.es256), certificates: [])
        }
    }
}
