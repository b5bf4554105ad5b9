import Bytes
import Cryptography
import TestSupport
import Testing

@Suite struct SigningKeyTests {
    @Test(arguments: [SignatureAlgorithm.es256, .es384, .es512, .ps256, .ed25519])
    func `a key read from PEM signs with the algorithm that belongs to it`(_ algorithm: SignatureAlgorithm) throws {
        let pem = Array(try TestPKI.key(algorithm).pem().utf8)
        let key = try SigningKey(pem: pem)
        #expect(key.algorithm == algorithm)
        let leaf = try #require(try TestPKI.signer(algorithm).certificates.first)
        #expect(key.matches(leaf))
        #expect(leaf.verify(signature: try key.sign([1]), message: [1], algorithm: algorithm))
    }

    @Test func `an RSA key takes another PSS algorithm on request, and no ECDSA`() throws {
        let pem = Array(try TestPKI.key(.ps256).pem().utf8)
        #expect(try SigningKey(pem: pem, algorithm: .ps512).algorithm == .ps512)
        #expect(throws: SignetError("key.algorithm", .configuration, "")) {
            try SigningKey(pem: pem, algorithm: .es256)
        }
    }

    @Test func `text that is no key is refused`() {
        for text in ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            #expect(throws: SignetError("key.unreadable", .configuration, "")) { try SigningKey(pem: Array(text.utf8)) }
        }
    }

    @Test func `a key of another certificate does not match`() throws {
        let leaf = try #require(try TestPKI.signer(.es256).certificates.first)
        #expect(try !SigningKey.generate(.p256).matches(leaf))
        #expect(try !TestPKI.key(.ps256).matches(leaf))
    }

    @Test func `small RSA keys are refused`() throws {
        #expect(throws: SignetError("key.unsupported", .configuration, "")) {
            try SigningKey.generate(.rsa(bits: 1024))
        }
    }

    @Test(.enabled(if: OpenSSLTool.isThere))
    func `keys of other tools are read, and encrypted or foreign ones are refused by name`() throws {
        let folder = try TemporaryFolder()
        let sec1 = try OpenSSLTool.run(["ecparam", "-name", "secp384r1", "-genkey"])
        #expect(try SigningKey(pem: sec1).algorithm == .es384)
        let secp256k1 = try OpenSSLTool.run(["ecparam", "-name", "secp256k1", "-genkey", "-noout"])
        #expect(throws: SignetError("key.unsupported", .configuration, "")) { try SigningKey(pem: secp256k1) }
        let plain = try folder.write("key.pem", sec1)
        let encrypted = try OpenSSLTool.run([
            "pkcs8", "-topk8", "-in", plain, "-passout", "pass:secret", "-v2", "aes-256-cbc",
        ])
        #expect(throws: SignetError("key.encrypted", .configuration, "")) { try SigningKey(pem: encrypted) }
        let old = try OpenSSLTool.run(["ec", "-in", plain, "-aes128", "-passout", "pass:secret"])
        #expect(throws: SignetError("key.encrypted", .configuration, "")) { try SigningKey(pem: old) }
        let dsa = try OpenSSLTool.run(["genpkey", "-algorithm", "ED448"])
        #expect(throws: SignetError("key.unsupported", .configuration, "")) { try SigningKey(pem: dsa) }
        let explicit = try OpenSSLTool.run([
            "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-param_enc", "explicit",
        ])
        #expect(throws: SignetError("key.unsupported", .configuration, "")) { try SigningKey(pem: explicit) }
    }
}
