public import Boxes
public import Bytes

/// `cawg.identity`: an actor beside the signer who signs for some of the assertions (CAWG identity assertion 1.2,
/// section 5).
public struct IdentityAssertion: Sendable {
    /// Why bytes are not an identity assertion.
    public struct Malformed: Error, Equatable, Sendable {
        public let reason: String
    }

    /// The assertions the actor signs for.
    public let references: [HashedURI]
    /// What kind of signature ``signature`` is, for example `cawg.x509.cose`.
    public let signatureType: String
    /// The actor's relationships to the asset, for example `cawg.creator`.
    public let roles: [String]
    /// The encoding of `signer_payload` as it stands in the file: what a `cawg.x509.cose` signature is over.
    public let payload: ArraySlice<UInt8>
    public let signature: ArraySlice<UInt8>
    /// Whether `pad1` and `pad2` hold nothing but zeros.
    public let isPaddingZero: Bool

    public static let x509Type = "cawg.x509.cose"
    public static let aggregationType = "cawg.identity_claims_aggregation"

    /// Whether a label is that of an identity assertion.
    public static func isIdentity(_ label: AssertionLabel) -> Bool { label.name == "cawg.identity" }

    /// Reads the CBOR of the assertion.
    public init(_ bytes: ArraySlice<UInt8>, value: CBORValue, limits: Limits = .default) throws(Malformed) {
        guard let map = value["signer_payload"], let type = map["sig_type"]?.text, !type.isEmpty else {
            throw Malformed(reason: "the identity assertion has no signer payload with a signature type")
        }
        // An empty list is left to the rule that the hard binding has to be in it, which says more.
        guard let list = map["referenced_assertions"]?.array else {
            throw Malformed(reason: "the identity assertion has no list of assertions")
        }
        guard list.count <= limits.maximumAssertions else {
            throw Malformed(reason: "the identity assertion has more than \(limits.maximumAssertions) references")
        }
        let references = list.compactMap(HashedURI.init)
        guard references.count == list.count, references.allSatisfy({ $0.hash != nil }) else {
            throw Malformed(reason: "the identity assertion has a reference that is not a hashed URI")
        }
        let roles = map["role"]?.array ?? []
        guard map["role"] == nil || !roles.isEmpty, roles.allSatisfy({ $0.text?.isEmpty == false }) else {
            throw Malformed(reason: "the roles of the identity assertion are not a list of texts")
        }
        guard let signature = value["signature"]?.bytes else {
            throw Malformed(reason: "the identity assertion has no signature")
        }
        guard let first = value["pad1"]?.bytes, value["pad2"].map({ $0.bytes != nil }) ?? true else {
            throw Malformed(reason: "the padding of the identity assertion is not a byte string")
        }
        guard let payload = (try? CBORDecoder.encodedField("signer_payload", of: bytes, limits: limits)) ?? nil else {
            throw Malformed(reason: "the identity assertion is not a CBOR map")
        }
        self.references = references
        self.signatureType = type
        self.roles = roles.compactMap(\.text)
        self.payload = payload
        self.signature = signature
        isPaddingZero = first.allSatisfy { $0 == 0 } && (value["pad2"]?.bytes ?? []).allSatisfy { $0 == 0 }
    }
}
