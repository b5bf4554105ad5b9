public import Boxes
internal import Cryptography
public import Digests

/// Puts a standard or an update manifest with a version 2 claim together (C2PA 2.4 sections 10 and 11).
///
/// Everything but the hard binding and the signature is encoded once; those two have a fixed size, so that the size of the
/// manifest is known before the image is read.
public struct ManifestBuilder: Sendable {
    /// The label of the new manifest: `urn:c2pa:<UUID>`.
    public let label: String
    /// What the assertions and the manifests of ingredients are hashed with.
    public static let hashAlgorithm = HashAlgorithm.sha256

    private let generator: CBORValue
    private let instanceID: String
    private let title: String?
    private var created: [HashedURI] = []
    private var gathered: [HashedURI] = []
    /// The absolute URIs of the assertions of other manifests that this claim redacts.
    public var redacted: [JUMBFURI] = []
    /// Encoded assertion superboxes.
    private var boxes: [[UInt8]] = []
    private var instances: [String: Int] = [:]

    /// - Parameters:
    ///   - uuid: of the manifest, lower case.
    ///   - generator: the `generator-info-map` of the program that makes the claim.
    public init(uuid: String, instanceUUID: String, generator: CBORValue, title: String?) {
        label = "urn:c2pa:\(uuid)"
        instanceID = "xmp:iid:\(instanceUUID)"
        self.generator = generator
        self.title = title
    }

    /// How the claim lists an assertion.
    public enum Listing: Sendable {
        case created
        case gathered
    }

    /// The content of an assertion that is added.
    public enum Content: Sendable {
        case cbor(CBORValue)
        /// UTF-8 JSON.
        case json([UInt8])
        case embeddedFile(mediaType: String, bytes: [UInt8])
    }

    /// Adds an assertion; a second one of the same name gets an instance number.
    ///
    /// - Parameter salt: random bytes that keep the content from being guessed by its hash once it is redacted.
    /// - Returns: the reference other assertions can use.
    @discardableResult
    public mutating func add(
        _ name: String, _ content: Content, listing: Listing = .created, salt: [UInt8]? = nil
    ) -> HashedURI {
        let instance = instances[name, default: 0]
        instances[name] = instance + 1
        let label = instance == 0 ? name : "\(name)__\(instance)"
        let box = Self.box(label, content, salt: salt)
        let reference = reference(label, box)
        boxes.append(box)
        switch listing {
        case .created: created.append(reference)
        case .gathered: gathered.append(reference)
        }
        return reference
    }

    private static func box(_ label: String, _ content: Content, salt: [UInt8]?) -> [UInt8] {
        switch content {
        case .cbor(let value):
            return BoxWriter.superbox(
                .cborContent, label: label, salt: salt, contents: [BoxWriter.box(.cbor, CBOREncoder.encode(value))])
        case .json(let bytes):
            return BoxWriter.superbox(.jsonContent, label: label, salt: salt, contents: [BoxWriter.box(.json, bytes)])
        case .embeddedFile(let mediaType, let bytes):
            // No toggles: the file is inside, and has no name.
            let description = BoxWriter.box(.embeddedFileDescription, [0] + Array(mediaType.utf8) + [0])
            return BoxWriter.superbox(
                .embeddedFile, label: label, salt: salt, contents: [description, BoxWriter.box(.binaryData, bytes)])
        }
    }

    private func reference(_ label: String, _ box: [UInt8]) -> HashedURI {
        // A superbox of more than 4 GiB cannot occur: the store is bounded far below.
        HashedURI(
            url: JUMBFURI.assertion(label, in: self.label).text,
            hash: Hasher.digest(box.dropFirst(8), Self.hashAlgorithm))
    }

    /// A finished claim, ready to be signed.
    public struct UnsignedManifest: Sendable {
        let label: String
        let claim: [UInt8]
        let boxes: [[UInt8]]
        let type: BoxUUID
    }

    /// How many bytes the content of a hard binding takes; the only part of a manifest whose size depends on the image.
    public static func encodedSize(of binding: HardBinding) -> Int { CBOREncoder.encode(binding.cbor).count }

    /// Closes the manifest with its hard binding.
    public func finish(_ binding: HardBinding) -> UnsignedManifest {
        let name = binding.label
        let box = Self.box(name, .cbor(binding.cbor), salt: nil)
        return finish(created + [reference(name, box)], boxes + [box], .standardManifest)
    }

    /// Closes an update manifest, which leaves the binding to its parent (C2PA 2.4 section 11.2.3).
    public func finishUpdate() -> UnsignedManifest { finish(created, boxes, .updateManifest) }

    private func finish(_ created: [HashedURI], _ boxes: [[UInt8]], _ type: BoxUUID) -> UnsignedManifest {
        var entries: [CBORValue.Entry] = [
            CBORValue.Entry(.text("instanceID"), .text(instanceID)),
            CBORValue.Entry(.text("claim_generator_info"), generator),
            CBORValue.Entry(.text("signature"), .text(JUMBFURI.signature(in: label).text)),
            CBORValue.Entry(.text("created_assertions"), .array(created.map(\.cbor))),
            CBORValue.Entry(.text("alg"), .text(Self.hashAlgorithm.rawValue)),
        ]
        if !gathered.isEmpty {
            entries.append(CBORValue.Entry(.text("gathered_assertions"), .array(gathered.map(\.cbor))))
        }
        if !redacted.isEmpty {
            entries.append(CBORValue.Entry(.text("redacted_assertions"), .array(redacted.map { .text($0.text) })))
        }
        if let title { entries.append(CBORValue.Entry(.text("dc:title"), .text(title))) }
        return UnsignedManifest(label: label, claim: CBOREncoder.encode(.map(entries)), boxes: boxes, type: type)
    }
}

extension ManifestBuilder.UnsignedManifest {
    /// The bytes to sign.
    public func signedBytes(_ headers: COSEHeaders) -> [UInt8] {
        COSESign1.structure("Signature1", protected: headers.protectedBytes[...], payload: claim[...])
    }

    /// The whole manifest superbox.
    public func manifest(
        _ headers: COSEHeaders, signature: [UInt8], unprotected: UnprotectedHeaders = UnprotectedHeaders()
    ) -> [UInt8] {
        let assertions = BoxWriter.superbox(.assertionStore, label: "c2pa.assertions", contents: boxes)
        let claimBox = BoxWriter.superbox(.claim, label: "c2pa.claim.v2", contents: [BoxWriter.box(.cbor, claim)])
        let signatureBox = BoxWriter.superbox(
            .claimSignature, label: "c2pa.signature",
            contents: [BoxWriter.box(.cbor, headers.sign1(signature, unprotected))])
        return BoxWriter.superbox(type, label: label, contents: [assertions, claimBox, signatureBox])
    }
}

extension ManifestStore {
    /// A store with the encoded manifests of ingredients, the oldest first, and the new active manifest at the end.
    public static func assemble(ingredients: [ArraySlice<UInt8>], active: [UInt8]) -> [UInt8] {
        BoxWriter.superbox(.manifestStore, label: "c2pa", contents: ingredients.map(Array.init) + [active])
    }
}
