import Bytes
import Foundation
import TestSupport
import Testing

@testable import Cryptography

/// Google's vectors for signature checking: every valid one accepted, every invalid one refused.
@Suite(.enabled(if: SharedFiles.has("security/wycheproof"))) struct WycheproofTests {
    private struct File: Decodable {
        let testGroups: [Group]
    }

    private struct Group: Decodable {
        let publicKeyDer: String
        let sha: String?
        let mgfSha: String?
        let sLen: Int?
        let tests: [Vector]
    }

    private struct Vector: Decodable {
        let tcId: Int
        let comment: String
        let msg: String
        let sig: String
        let result: String
    }

    @Test(arguments: [
        ("ecdsa_secp256r1_sha256_p1363", SignatureAlgorithm.es256), ("ecdsa_secp384r1_sha384_p1363", .es384),
        ("ecdsa_secp521r1_sha512_p1363", .es512), ("ed25519", .ed25519),
        ("rsa_pss_2048_sha256_mgf1_32", .ps256), ("rsa_pss_3072_sha256_mgf1_32", .ps256),
        ("rsa_pss_2048_sha384_mgf1_48", .ps384), ("rsa_pss_4096_sha384_mgf1_48", .ps384),
        ("rsa_pss_4096_sha512_mgf1_64", .ps512),
    ])
    func `vectors in our form agree`(_ name: String, _ algorithm: SignatureAlgorithm) throws {
        let counts = try run(name) { _ in algorithm }
        print("wycheproof \(name): \(counts.valid) valid, \(counts.invalid) invalid")
        #expect(counts.valid > 0 && counts.invalid > 0)
    }

    /// DER signatures, PKCS#1 v1.5, SHA-1 and other salt lengths: whatever is valid there is not valid here.
    @Test(arguments: [
        "ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ecdsa_secp521r1_sha512", "rsa_pss_2048_sha1_mgf1_20",
        "rsa_pss_2048_sha256_mgf1_0", "rsa_signature_2048_sha256",
    ])
    func `vectors of other forms are all refused`(_ name: String) throws {
        var refused = 0
        for group in try load(name) {
            let key = try publicKey(group)
            // A PSS signature stands among the wrong PKCS#1 v1.5 ones; to us it is right.
            for vector in group.tests where vector.comment != "RSASSA-PSS signature" {
                let accepted = SignatureAlgorithm.allCases.filter { verify(vector, key, $0) }
                #expect(accepted == [], "vector \(vector.tcId)")
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test func `of mixed PSS parameters only ours are accepted`() throws {
        let counts = try run("rsa_pss_misc") { group in
            guard group.sha == group.mgfSha else { return nil }
            return switch (group.sha, group.sLen) {
            case ("SHA-256", 32): .ps256
            case ("SHA-384", 48): .ps384
            case ("SHA-512", 64): .ps512
            default: nil
            }
        }
        print("wycheproof rsa_pss_misc: \(counts.valid) valid in our form, \(counts.invalid) not")
        #expect(counts.invalid > 0)
    }

    /// Checks every vector; where `algorithm` is nil for a group, all seven must refuse all of it.
    private func run(_ name: String, _ algorithm: (Group) -> SignatureAlgorithm?) throws -> (valid: Int, invalid: Int) {
        var counts = (valid: 0, invalid: 0)
        for group in try load(name) {
            let key = try publicKey(group)
            for vector in group.tests {
                guard let algorithm = algorithm(group) else {
                    let accepted = SignatureAlgorithm.allCases.filter { verify(vector, key, $0) }
                    #expect(accepted == [], "vector \(vector.tcId)")
                    counts.invalid += 1
                    continue
                }
                let isValid = vector.result == "valid"
                #expect(verify(vector, key, algorithm) == isValid, "vector \(vector.tcId)")
                if isValid { counts.valid += 1 } else { counts.invalid += 1 }
            }
        }
        return counts
    }

    private func load(_ name: String) throws -> [Group] {
        let bytes = try SharedFiles.bytes("security/wycheproof/\(name)_test.json")
        return try JSONDecoder().decode(File.self, from: Data(bytes)).testGroups
    }

    private func publicKey(_ group: Group) throws -> PublicKey {
        try PublicKey(subjectPublicKeyInfo: try #require(Hex.decode(group.publicKeyDer)))
    }

    private func verify(_ vector: Vector, _ key: PublicKey, _ algorithm: SignatureAlgorithm) -> Bool {
        guard let message = Hex.decode(vector.msg), let signature = Hex.decode(vector.sig) else { return false }
        return key.verify(signature: signature, pieces: [message[...]], algorithm: algorithm)
    }
}
