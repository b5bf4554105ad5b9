import Boxes
import Bytes
import Cryptography
import Foundation
import TestSupport
import Testing

@testable import ContentCredentials

/// The COSE working group's examples. Their payload is attached and their keys are bare, so the payload is taken out here and
/// each key is checked by signing with it.
@Suite("COSE examples", .enabled(if: SharedFiles.has("security/cose-examples")))
struct COSEExamplesTests {
    private struct Example: Decodable {
        struct Input: Decodable {
            let plaintext: String?
            let sign0: Sign0?
        }
        struct Sign0: Decodable {
            let key: [String: String]
        }
        struct Intermediates: Decodable {
            let toBeSigned: String?

            enum CodingKeys: String, CodingKey {
                case toBeSigned = "ToBeSign_hex"
            }
        }
        struct Output: Decodable {
            let cbor: String
        }
        let title: String
        let fail: Bool?
        let input: Input
        let intermediates: Intermediates?
        let output: Output
    }

    private func examples() throws -> [(file: String, Example)] {
        try SharedFiles.files(in: "security/cose-examples").filter { $0.hasSuffix(".json") }
            .map { ($0, try JSONDecoder().decode(Example.self, from: Data(try SharedFiles.bytes($0)))) }
    }

    /// The same structure without its payload, which is handed out.
    private func detached(_ hex: String) throws -> (structure: CBORValue, payload: ArraySlice<UInt8>)? {
        let value = try CBORDecoder.decode(try #require(Hex.decode(hex))[...])
        guard case .tagged(18, .array(var parts)) = value, parts.count == 4, let payload = parts[2].bytes else {
            return nil
        }
        parts[2] = .null
        return (.tagged(18, .array(parts)), payload)
    }

    @Test("every example decodes, and its encoding is a fixed point")
    func decode() throws {
        let examples = try examples()
        #expect(examples.count > 30)
        for (file, example) in examples {
            let value = try CBORDecoder.decode(try #require(Hex.decode(example.output.cbor))[...])
            let encoded = CBOREncoder.encode(value)
            #expect(CBOREncoder.encode(try CBORDecoder.decode(encoded[...])) == encoded, "\(file)")
        }
    }

    @Test("no example is taken for a claim signature as it stands: the payload is attached, or it is another structure")
    func attached() throws {
        for (file, example) in try examples() {
            let value = try CBORDecoder.decode(try #require(Hex.decode(example.output.cbor))[...])
            #expect(throws: COSESign1.Malformed.self, "\(file)") { try COSESign1(value) }
        }
    }

    @Test("what is signed is what the examples say, and their signatures verify exactly when they should")
    func sign1() throws {
        var verified = 0
        var refused = 0
        for (file, example) in try examples() {
            guard let key = example.input.sign0?.key, let (structure, payload) = try detached(example.output.cbor)
            else {
                continue
            }
            let signature = try COSESign1(structure)
            let signed = signature.signedBytes(claim: payload)
            // The failing examples state what should have been signed.
            if example.fail != true, let expected = example.intermediates?.toBeSigned {
                #expect(Hex.encode(signed) == expected.lowercased(), "\(file)")
            }
            // `ChangeProtected` moves the algorithm to the unprotected headers, where signet does not look.
            let number = signature.algorithm ?? -7
            let algorithm = SignatureAlgorithm(coseIdentifier: number)
            let isGenuine =
                algorithm.flatMap { try? certificate(for: key, $0) }?
                .verify(signature: signature.signature, message: signed, algorithm: algorithm ?? .es256) ?? false
            #expect(isGenuine == (example.fail != true), "\(file): \(example.title)")
            if isGenuine { verified += 1 } else { refused += 1 }
        }
        #expect(verified >= 4)
        #expect(refused >= 3)
    }

    /// A certificate for the example's public key; the examples give the private key too, in JWK form.
    private func certificate(for key: [String: String], _ algorithm: SignatureAlgorithm) throws -> Certificate {
        let pem = try JWK(key).pem
        let signingKey = try SigningKey(pem: Array(pem.utf8), algorithm: algorithm)
        return try TestAuthority.selfSigned(TestPKI.claimProfile, key: signingKey).certificate
    }
}
