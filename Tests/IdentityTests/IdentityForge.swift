import Boxes
import Bytes
import Cryptography
import Digests
import Findings
import Foundation
import TestSupport

@testable import ContentCredentials
@testable import Provenance

/// Makes manifest stores with an identity assertion, each part of which a test may exchange.
struct IdentityForge {
    /// What is in the assertion beside its payload and signature.
    var padding: [UInt8] = [0, 0, 0]
    var type = IdentityAssertion.x509Type
    var roles: [String] = ["cawg.creator"]
    /// Changes the references before they are signed.
    var change: (inout [HashedURI]) -> Void = { _ in }
    /// Changes the payload after it was signed.
    var tamper: (CBORValue) -> CBORValue = { $0 }
    /// The signature over the encoded payload.
    var sign: (_ payload: [UInt8], _ references: [HashedURI]) throws -> [UInt8] = { payload, _ in
        try IdentityForge.x509(payload, try TestPKI.signer(.es256))
    }

    static let binding = DataHashAssertion(
        exclusions: [], algorithm: "sha256", hash: [UInt8](repeating: 7, count: 32))

    func store() throws -> ManifestStore {
        let signer = try TestPKI.signer(.es384)
        var builder = ManifestBuilder(
            uuid: "00000000-0000-4000-8000-000000000001", instanceUUID: "00000000-0000-4000-8000-000000000002",
            generator: .map(["name": .text("test")]), title: nil)
        let created = CBORValue.map([
            "action": .text("c2pa.created"),
            "digitalSourceType": .text("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"),
        ])
        builder.add("c2pa.actions.v2", .cbor(.map(["actions": .array([created])])))
        let box = BoxWriter.superbox(
            .cborContent, label: "c2pa.hash.data",
            contents: [BoxWriter.box(.cbor, CBOREncoder.encode(Self.binding.cbor))])
        var references = [
            HashedURI(url: "self#jumbf=c2pa.assertions/c2pa.hash.data", hash: Hasher.digest(box.dropFirst(8), .sha256))
        ]
        change(&references)
        var entries = [
            CBORValue.Entry(.text("referenced_assertions"), .array(references.map(\.cbor))),
            CBORValue.Entry(.text("sig_type"), .text(type)),
        ]
        if !roles.isEmpty { entries.append(CBORValue.Entry(.text("role"), .array(roles.map(CBORValue.text)))) }
        let payload = CBORValue.map(entries)
        let signature = try sign(CBOREncoder.encode(payload), references)
        builder.add(
            "cawg.identity",
            .cbor(.map(["signer_payload": tamper(payload), "signature": .bytes(signature), "pad1": .bytes(padding)])))
        let headers = COSEHeaders(algorithm: .es384, certificates: Array(signer.certificates.prefix(2)))
        let unsigned = builder.finish(.data(Self.binding))
        let manifest = unsigned.manifest(headers, signature: try signer.sign(unsigned.signedBytes(headers)))
        return try ManifestStore(ManifestStore.assemble(ingredients: [], active: manifest))
    }

    /// Validates the store without an asset.
    func outcome(
        identities: [TrustList] = [], issuers: Set<String> = [], trustsSigner: Bool = true
    ) throws -> StoreValidator.Outcome {
        var settings = ValidationSettings(time: TestPKI.now)
        if trustsSigner { settings.trust.signers = [try TestPKI.trustList()] }
        settings.trust.identities = identities
        settings.trust.identityIssuers = issuers
        return try StoreValidator(store: store(), settings: settings)
            .validate(source: nil, container: nil, budget: CPUBudget(seconds: 10))
    }

    // MARK: Signatures

    static func structure(_ protected: [UInt8], _ payload: [UInt8]) -> [UInt8] {
        CBOREncoder.encode(.array([.text("Signature1"), .bytes(protected), .bytes([]), .bytes(payload)]))
    }

    static func x509(_ payload: [UInt8], _ signer: some ClaimSigner) throws -> [UInt8] {
        let headers = COSEHeaders(algorithm: signer.algorithm, certificates: Array(signer.certificates.prefix(2)))
        let signature = try signer.sign(structure(headers.protectedBytes, payload))
        return CBOREncoder.encode(
            .tagged(18, .array([.bytes(headers.protectedBytes), .map([]), .null, .bytes(signature)])))
    }

    /// A credential in a COSE structure, signed with the test's Ed25519 key.
    static func aggregation(
        _ credential: String, contentType: String? = "application/vc", algorithm: Int = -8
    ) throws -> [UInt8] {
        var headers = [CBORValue.Entry(.unsigned(1), .integer(algorithm))]
        if let contentType { headers.append(CBORValue.Entry(.unsigned(3), .text(contentType))) }
        let protected = CBOREncoder.encode(.map(headers))
        let payload = Array(credential.utf8)
        let signature = try TestPKI.signer(.ed25519).sign(structure(protected, payload))
        return CBOREncoder.encode(
            .tagged(18, .array([.bytes(protected), .map([]), .bytes(payload), .bytes(signature)])))
    }

    /// The identifier that stands for the test's Ed25519 key.
    static func issuer() throws -> String {
        let der = try TestPKI.signer(.ed25519).certificates[0].der
        let prefix: [UInt8] = [0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        var key: [UInt8] = []
        for index in der.indices.dropLast(38) where Array(der[index..<index + 6]) == prefix {
            key = Array(der[index + 6..<index + 38])
        }
        let jwk = #"{"kty":"OKP","crv":"Ed25519","x":"\#(base64URL(key))"}"#
        return "did:jwk:" + base64URL(Array(jwk.utf8))
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
