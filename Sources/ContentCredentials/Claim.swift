public import Boxes
public import Findings

/// A claim of version 1 or 2 (C2PA 2.4 section 10.2).
public struct Claim: Sendable {
    /// 1 (`c2pa.claim`) or 2 (`c2pa.claim.v2`).
    public let version: Int
    /// The exact bytes that are signed.
    public let bytes: ArraySlice<UInt8>
    public let value: CBORValue
    public let instanceID: String?
    public let title: String?
    /// The media type; only claims of version 1 have it.
    public let format: String?
    /// Name and version of the claim generator.
    public let generator: String?
    public let signature: String
    /// Version 2: `created_assertions`. Version 1: `assertions`.
    public let created: [HashedURI]
    public let gathered: [HashedURI]
    /// JUMBF URIs of assertions of other manifests that this claim redacts.
    public let redacted: [String]
    /// The name of the default hash algorithm.
    public let algorithm: String?

    /// Why a box is not a claim that can be used.
    public struct Rejection: Error, Equatable, Sendable {
        public let code: StatusCode
        public let reason: String
    }

    /// All assertions the claim names, in its order.
    public var assertions: [HashedURI] { created + gathered }

    /// The first actions, ingredients and so on are looked for in this order (C2PA 2.4 section 15.10.3.2.3).
    public init(_ box: Superbox, value: CBORValue) throws(Rejection) {
        guard let content = box.contents.first, case .map = value else {
            throw Rejection(code: .claimMalformed, reason: "the claim is not a CBOR map")
        }
        self.value = value
        bytes = content.payload
        version = box.label == "c2pa.claim" ? 1 : 2
        guard let signature = value["signature"]?.text else {
            throw Rejection(code: .claimSignatureMissing, reason: "the claim names no signature")
        }
        self.signature = signature
        instanceID = value["instanceID"]?.text
        title = value["dc:title"]?.text
        format = value["dc:format"]?.text
        algorithm = value["alg"]?.text
        redacted = (value["redacted_assertions"]?.array ?? []).compactMap(\.text)
        if version == 1 {
            created = try Self.references(value, "assertions", required: true)
            gathered = []
            generator = value["claim_generator"]?.text ?? Self.generator(value["claim_generator_info"]?.array?.first)
        } else {
            guard instanceID != nil else {
                throw Rejection(code: .claimMalformed, reason: "the claim has no instanceID")
            }
            guard value["claim_generator_info"]?["name"]?.text != nil else {
                throw Rejection(code: .claimMalformed, reason: "the claim's generator has no name")
            }
            created = try Self.references(value, "created_assertions", required: true)
            gathered = try Self.references(value, "gathered_assertions", required: false)
            generator = Self.generator(value["claim_generator_info"])
        }
    }

    private static func references(
        _ value: CBORValue, _ key: String, required: Bool
    ) throws(Rejection) -> [HashedURI] {
        guard let field = value[key] else {
            if required { throw Rejection(code: .claimMalformed, reason: "the claim has no \(key)") }
            return []
        }
        guard let elements = field.array else {
            throw Rejection(code: .claimMalformed, reason: "\(key) of the claim is not a list")
        }
        var references: [HashedURI] = []
        for element in elements {
            guard let reference = HashedURI(element) else {
                throw Rejection(
                    code: .claimMalformed, reason: "\(key) of the claim has an entry that is not a hashed URI")
            }
            references.append(reference)
        }
        return references
    }

    /// Where signet states the box instance number of a JPEG's APP11 segments in its generator info.
    ///
    /// The number is in the range that no hash covers, and its format leaves it to the writer; stated in the claim it is
    /// signed like everything else.
    public static let boxInstanceKey = "org.signet.box_instance"

    /// The box instance number that the claim states, when it does.
    public var boxInstance: Int? { value["claim_generator_info"]?[Self.boxInstanceKey]?.integer }

    /// `name version` of a generator-info map.
    static func generator(_ value: CBORValue?) -> String? {
        guard let name = value?["name"]?.text else { return nil }
        guard let version = value?["version"]?.text else { return name }
        return "\(name) \(version)"
    }
}
