internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
import Digests
internal import TestSupport

/// One manifest that a ``Forge`` builds.
struct Blueprint {
    static let sourceType = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"

    /// One assertion: its content may depend on what was built before.
    struct Assertion {
        enum Listing { case created, gathered, none }

        var label: String
        var type = BoxUUID.cborContent
        var contents: (Forge.Context) -> [[UInt8]]
        var salt: [UInt8]?
        var listing = Listing.created
        /// What the claim says about it.
        var changeReference: (HashedURI) -> HashedURI = { $0 }
        /// Applied after the claim has its hash.
        var changeBox: ([UInt8]) -> [UInt8]? = { $0 }

        static func cbor(
            _ label: String, listing: Listing = .created, _ value: @escaping (Forge.Context) -> CBORValue
        ) -> Assertion {
            Assertion(
                label: label, contents: { [BoxWriter.box(.cbor, CBOREncoder.encode(value($0)))] }, listing: listing)
        }

        static func cbor(_ label: String, _ value: CBORValue, listing: Listing = .created) -> Assertion {
            cbor(label, listing: listing) { _ in value }
        }
    }

    var label = "urn:c2pa:00000000-0000-4000-8000-000000000000"
    var type = BoxUUID.standardManifest
    var version = 2
    var assertions: [Assertion] = [Self.created, Self.dataHash]
    var changeClaim: (inout [String: CBORValue]) -> Void = { _ in }
    /// nil leaves the claim out.
    var claims: ([UInt8]) -> [[UInt8]] = { [$0] }
    var signer: Result<KeyPairSigner, any Error> = Result { try TestPKI.signer() }
    /// COSE algorithm number; nil takes the signer's.
    var algorithm: Int?
    var chain: ([CBORValue]) -> CBORValue = { .array($0) }
    var furtherProtected: [CBORValue.Entry] = []
    var hasProtectedChain = true
    var unprotected: (Signing) throws -> [CBORValue.Entry] = { _ in [] }
    var changeSignature: ([UInt8]) -> [UInt8] = { $0 }
    var changeSignatureContent: ([UInt8]) -> [UInt8] = { $0 }
    var hasSignature = true
    /// Further boxes of the manifest.
    var boxes: [[UInt8]] = []
    var hash = HashAlgorithm.sha256
    /// Whether the manifest is put into a Brotli box.
    var isCompressed = false

    /// What is known when the unprotected headers are made.
    struct Signing {
        let claim: [UInt8]
        let protected: [UInt8]
        let signature: [UInt8]
        let chain: [CBORValue]

        func timeStamped(_ version: Int) -> [UInt8] {
            let payload = version == 1 ? claim : CBOREncoder.encode(.bytes(signature))
            return CBOREncoder.encode(
                .array([.text("CounterSignature"), .bytes(protected), .bytes([]), .bytes(payload)]))
        }
    }

    static var created: Assertion { Assertion.cbor("c2pa.actions.v2", actions(["c2pa.created"])) }
    static var dataHash: Assertion { dataHash() }

    static func actions(_ names: [String]) -> CBORValue {
        .map(["actions": .array(names.map { action($0) })])
    }

    static func action(_ name: String, _ more: [CBORValue.Entry]? = nil) -> CBORValue {
        let own: [CBORValue.Entry] =
            name == "c2pa.created" ? [.init(.text("digitalSourceType"), .text(sourceType))] : []
        return .map([CBORValue.Entry(.text("action"), .text(name))] + (more ?? own))
    }

    static func dataHash(
        label: String = "c2pa.hash.data", _ change: @escaping (inout [String: CBORValue]) -> Void = { _ in }
    )
        -> Assertion
    {
        .cbor(label) { context in
            var fields: [String: CBORValue] = [
                "exclusions": .array(
                    context.exclusions.map {
                        .map(["start": .integer($0.lowerBound), "length": .integer($0.count)])
                    }),
                "name": .text("test"), "alg": .text("sha256"), "hash": .bytes(context.contentHash), "pad": .bytes([]),
            ]
            change(&fields)
            return .fields(fields)
        }
    }

    /// An ingredient assertion of version 3 about an earlier manifest.
    static func ingredient(
        _ target: String, relationship: String = "parentOf", label: String = "c2pa.ingredient.v3",
        results: CBORValue? = results(), _ change: @escaping (inout [String: CBORValue]) -> Void = { _ in }
    ) -> Assertion {
        .cbor(label) { context in
            var fields: [String: CBORValue] = ["relationship": .text(relationship), "dc:format": .text("image/png")]
            if let results { fields["validationResults"] = results }
            if let built = context.earlier[target] {
                fields["activeManifest"] = built.manifest.cbor
                fields["claimSignature"] = built.signature.cbor
            }
            change(&fields)
            return .fields(fields)
        }
    }

    /// `validationResults` with the given codes and URLs.
    static func results(
        success: [(String, String)] = [], failure: [(String, String)] = [],
        deltas: [(uri: String, failure: [(String, String)])] = []
    ) -> CBORValue {
        func map(_ success: [(String, String)], _ failure: [(String, String)]) -> CBORValue {
            func list(_ entries: [(String, String)]) -> CBORValue {
                .array(entries.map { .map(["code": .text($0.0), "url": .text($0.1)]) })
            }
            return .map(["success": list(success), "informational": list([]), "failure": list(failure)])
        }
        var fields: [String: CBORValue] = ["activeManifest": map(success, failure)]
        if !deltas.isEmpty {
            fields["ingredientDeltas"] = .array(
                deltas.map {
                    .map(["ingredientAssertionURI": .text($0.uri), "validationDeltas": map([], $0.failure)])
                })
        }
        return .fields(fields)
    }

    func build(_ context: Forge.Context) throws -> Forge.Built {
        var context = context
        context.label = label
        var created: [CBORValue] = []
        var gathered: [CBORValue] = []
        var boxes: [[UInt8]] = []
        for assertion in assertions {
            let box = BoxWriter.superbox(
                assertion.type, label: assertion.label, salt: assertion.salt, contents: assertion.contents(context))
            let url = "self#jumbf=/c2pa/\(label)/c2pa.assertions/\(assertion.label)"
            let reference = assertion.changeReference(HashedURI(url: url, hash: Hasher.digest(box.dropFirst(8), hash)))
            switch assertion.listing {
            case .created: created.append(reference.cbor)
            case .gathered: gathered.append(reference.cbor)
            case .none: break
            }
            if let box = assertion.changeBox(box) { boxes.append(box) }
        }
        let claim = self.claim(created, gathered)
        let signature = try self.signature(claim)
        let name = version == 1 ? "c2pa.claim" : "c2pa.claim.v2"
        let claimBox = BoxWriter.superbox(.claim, label: name, contents: [BoxWriter.box(.cbor, claim)])
        let signatureBox = BoxWriter.superbox(
            .claimSignature, label: "c2pa.signature",
            contents: [BoxWriter.box(.cbor, changeSignatureContent(signature))])
        let parts =
            [BoxWriter.superbox(.assertionStore, label: "c2pa.assertions", contents: boxes)] + claims(claimBox)
            + (hasSignature ? [signatureBox] : []) + self.boxes
        let box = BoxWriter.superbox(type, label: label, contents: parts)
        return Forge.Built(
            label: label, box: isCompressed ? Self.compressed(box, label: label) : box, signatureBox: signatureBox)
    }

    /// A compressed manifest whose Brotli stream holds the bytes as they are (RFC 7932 section 9.2).
    private static func compressed(_ box: [UInt8], label: String) -> [UInt8] {
        let header = (box.count - 1) << 4 | 1 << 20
        let stream = (0..<3).map { UInt8(truncatingIfNeeded: header >> (8 * $0)) } + box + [3]
        return BoxWriter.superbox(.compressedManifest, label: label, contents: [BoxWriter.box(.brotli, stream)])
    }

    private func claim(_ created: [CBORValue], _ gathered: [CBORValue]) -> [UInt8] {
        var fields: [String: CBORValue] = [
            "instanceID": .text("xmp:iid:1"), "alg": .text(hash.rawValue),
            "signature": .text("self#jumbf=/c2pa/\(label)/c2pa.signature"),
        ]
        if version == 1 {
            fields["claim_generator"] = .text("forge")
            fields["dc:format"] = .text("image/png")
            fields["assertions"] = .array(created + gathered)
        } else {
            fields["claim_generator_info"] = .map(["name": .text("forge")])
            fields["created_assertions"] = .array(created)
            if !gathered.isEmpty { fields["gathered_assertions"] = .array(gathered) }
        }
        changeClaim(&fields)
        return CBOREncoder.encode(.fields(fields))
    }

    private func signature(_ claim: [UInt8]) throws -> [UInt8] {
        let signer = try self.signer.get()
        let chain = signer.certificates.map { CBORValue.bytes($0.der) }
        var entries = [CBORValue.Entry(.unsigned(1), .integer(algorithm ?? signer.algorithm.coseIdentifier))]
        if hasProtectedChain { entries.append(CBORValue.Entry(.unsigned(33), self.chain(chain))) }
        let protected = CBOREncoder.encode(.map(entries + furtherProtected))
        let message = CBOREncoder.encode(
            .array([.text("Signature1"), .bytes(protected), .bytes([]), .bytes(claim)]))
        let signature = changeSignature(try signer.sign(message))
        let unprotected = try self.unprotected(
            Signing(claim: claim, protected: protected, signature: signature, chain: chain))
        return CBOREncoder.encode(
            .tagged(18, .array([.bytes(protected), .map(unprotected), .null, .bytes(signature)])))
    }
}

extension CBORValue {
    /// A map with text keys; the encoder puts them in order.
    static func fields(_ fields: [String: CBORValue]) -> CBORValue {
        .map(fields.sorted { $0.key < $1.key }.map { Entry(.text($0.key), $0.value) })
    }
}

extension Blueprint {
    /// What a hashed URI has for a box: the hash of all but its header.
    static func digest(_ box: [UInt8]) -> [UInt8] { Hasher.digest(box.dropFirst(8), .sha256) }

    static func hash(_ content: [UInt8]) -> [UInt8] { Hasher.digest(content[...], .sha256) }
}
