import Boxes
import Bytes
import Cryptography
import TestSupport

@testable import ContentCredentials

/// Boxes, claims and signatures put together by hand, each part of which a test may exchange.
enum Sample {
    static let label = "urn:c2pa:00000000-0000-4000-8000-000000000001"

    static func cbor(_ value: CBORValue) -> [UInt8] { BoxWriter.box(.cbor, CBOREncoder.encode(value)) }

    static func assertion(_ label: String, _ value: CBORValue, salt: [UInt8]? = nil) -> [UInt8] {
        BoxWriter.superbox(.cborContent, label: label, salt: salt, contents: [cbor(value)])
    }

    static let references = CBORValue.array([
        HashedURI(url: "self#jumbf=c2pa.assertions/c2pa.actions.v2", hash: [1, 2, 3]).cbor
    ])

    /// A claim of version 2 with everything it must have.
    static var claim: [(String, CBORValue)] {
        [
            ("instanceID", .text("xmp:iid:1")),
            ("claim_generator_info", .map(["name": .text("test"), "version": .text("1.0")])),
            ("signature", .text("self#jumbf=c2pa.signature")), ("created_assertions", references),
            ("alg", .text("sha256")),
        ]
    }

    /// A claim of version 1 with everything it must have.
    static var firstClaim: [(String, CBORValue)] {
        [
            ("claim_generator", .text("test/1.0")), ("signature", .text("self#jumbf=c2pa.signature")),
            ("assertions", references), ("dc:format", .text("image/png")), ("instanceID", .text("xmp:iid:1")),
        ]
    }

    static func map(_ fields: [(String, CBORValue)]) -> CBORValue {
        .map(fields.map { CBORValue.Entry(.text($0.0), $0.1) })
    }

    static func claimBox(_ fields: [(String, CBORValue)] = claim, label: String = "c2pa.claim.v2") -> [UInt8] {
        BoxWriter.superbox(.claim, label: label, contents: [cbor(map(fields))])
    }

    static func signatureBox() -> [UInt8] {
        BoxWriter.superbox(.claimSignature, label: "c2pa.signature", contents: [cbor(sign1())])
    }

    static func assertionStore(_ assertions: [[UInt8]]? = nil) -> [UInt8] {
        let actions = assertion("c2pa.actions.v2", .map(["actions": .array([.map(["action": .text("c2pa.created")])])]))
        return BoxWriter.superbox(.assertionStore, label: "c2pa.assertions", contents: assertions ?? [actions])
    }

    static func manifest(
        _ label: String = label, uuid: BoxUUID = .standardManifest, contents: [[UInt8]]? = nil
    ) -> [UInt8] {
        BoxWriter.superbox(uuid, label: label, contents: contents ?? [assertionStore(), claimBox(), signatureBox()])
    }

    static func store(_ manifests: [[UInt8]] = [manifest()]) -> [UInt8] {
        BoxWriter.superbox(.manifestStore, label: "c2pa", contents: manifests)
    }

    /// A COSE_Sign1 of which each part can be exchanged.
    static func sign1(
        protected: CBORValue? = nil, unprotected: [CBORValue.Entry] = [], payload: CBORValue = .null,
        signature: CBORValue = .bytes([9, 9])
    ) -> CBORValue {
        let headers =
            protected
            ?? .map([
                CBORValue.Entry(.unsigned(1), .integer(-7)), CBORValue.Entry(.unsigned(33), .bytes([1, 2])),
            ])
        return .tagged(18, .array([.bytes(CBOREncoder.encode(headers)), .map(unprotected), payload, signature]))
    }

    /// The superbox that `bytes` are.
    static func superbox(_ bytes: [UInt8]) throws -> Superbox {
        var reader = BoxReader()
        guard let superbox = try reader.readWhole(bytes[...]).superbox else {
            throw SignetError("test.box", .unexpected, "is not a superbox")
        }
        return superbox
    }
}
