internal import ContentCredentials
internal import Findings
internal import FoundationEssentials

/// A W3C verifiable credential that aggregates identity claims (CAWG identity assertion 1.2, section 8.1).
struct VerifiableCredential {
    /// Why bytes are not such a credential.
    struct Malformed: Error {
        let reason: String
    }

    /// A DID, or whatever stands in its place.
    let issuer: String?
    /// `validFrom`, or `issuanceDate` of version 1.1; nil when missing.
    let validFrom: String?
    /// `validUntil`, or `expirationDate` of version 1.1.
    let validUntil: String?
    let hasStatus: Bool
    /// The first subject.
    let subject: DataValue
    /// Nil when they are missing, are no list or the list is empty.
    let verifiedIdentities: [DataValue]?

    private static let contexts: Set<String> = [
        "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2",
    ]
    /// The largest credential that is read, in bytes.
    static let maximumSize = 256 << 10

    init(json bytes: ArraySlice<UInt8>) throws(Malformed) {
        guard bytes.count <= Self.maximumSize else {
            throw Malformed(reason: "it has more than \(Self.maximumSize) bytes")
        }
        guard let value = DataValue(json: bytes), case .map = value else { throw Malformed(reason: "it is not JSON") }
        guard !Self.contexts.isDisjoint(with: Self.texts(value["@context"])) else {
            throw Malformed(reason: "its context is not that of a verifiable credential")
        }
        let types = Self.texts(value["type"])
        guard types.contains("VerifiableCredential"), types.contains("IdentityClaimsAggregationCredential") else {
            throw Malformed(reason: "it is not an aggregation of identity claims")
        }
        let subjects = value["credentialSubject"]
        guard let subject = subjects?.list?.first ?? subjects, case .map = subject else {
            throw Malformed(reason: "it has no subject")
        }
        guard let issuer = value["issuer"] else { throw Malformed(reason: "it has no issuer") }
        self.subject = subject
        self.issuer = issuer.text ?? issuer["id"]?.text
        validFrom = (value["validFrom"] ?? value["issuanceDate"])?.text
        validUntil = (value["validUntil"] ?? value["expirationDate"])?.text
        hasStatus = value["credentialStatus"].map { $0 != .null } ?? false
        let identities = subject["verifiedIdentities"]?.list ?? []
        verifiedIdentities = identities.isEmpty ? nil : identities
    }

    private static func texts(_ value: DataValue?) -> [String] {
        guard let value else { return [] }
        return value.text.map { [$0] } ?? value.list?.compactMap(\.text) ?? []
    }

    /// Whether the credential is about this very signer payload: the same in JSON, with the hashes in base 64
    /// (section 8.1.1.6).
    func isAbout(_ assertion: IdentityAssertion) -> Bool {
        guard let asset = subject["c2paAsset"], asset["sig_type"]?.text == assertion.signatureType,
            let references = asset["referenced_assertions"]?.list, references.count == assertion.references.count
        else { return false }
        let roles = asset["role"]?.list?.map(\.text) ?? []
        guard roles == assertion.roles.map(Optional.some) else { return false }
        return zip(references, assertion.references).allSatisfy { stated, signed in
            // Generators differ in whether they spell the algorithm out in the assertion; only a different one counts.
            if let algorithm = signed.algorithm, stated["alg"]?.text != algorithm { return false }
            return stated["url"]?.text == signed.url
                && Self.hash(stated["hash"]) == signed.hash.map { Data($0).base64EncodedString() }
        }
    }

    /// Base 64; c2pa-rs wrote the codes of its characters as a list of numbers in 2025.
    private static func hash(_ value: DataValue?) -> String? {
        guard let numbers = value?.list else { return value?.text }
        let bytes = numbers.compactMap { number -> UInt8? in
            guard case .integer(let code) = number else { return nil }
            return UInt8(exactly: code)
        }
        return bytes.count == numbers.count ? String(validating: bytes, as: UTF8.self) : nil
    }

    /// What the aggregator says it verified, and whether every entry is as section 8.1.1.5 asks.
    func claims() -> (claims: [IdentityRecord.Claim], areWellFormed: Bool) {
        var areWellFormed = true
        let claims = (verifiedIdentities ?? []).prefix(Self.maximumClaims).map { entry in
            if !Self.isWellFormed(entry) { areWellFormed = false }
            return IdentityRecord.Claim(
                type: entry["type"]?.text ?? "", name: entry["name"]?.text, userName: entry["username"]?.text,
                uri: entry["uri"]?.text, provider: entry["provider"]?["name"]?.text,
                verifiedAt: entry["verifiedAt"]?.text)
        }
        return (claims, areWellFormed)
    }

    private static let maximumClaims = 256
    /// What an entry of a known type must have.
    private static let required = [
        "cawg.document_verification": ["name"], "cawg.social_media": ["username"], "cawg.web_site": ["uri"],
        // Drafts of 1.1 had the user name here.
        "cawg.crypto_wallet": ["address", "username"],
    ]

    private static func isWellFormed(_ entry: DataValue) -> Bool {
        guard let type = entry["type"]?.text, !type.isEmpty, let at = entry["verifiedAt"]?.text,
            DateTime.parse(at) != nil
        else { return false }
        for key in ["name", "username", "address", "uri", "method"] {
            guard let value = entry[key] else { continue }
            guard let text = value.text, !text.isEmpty else { return false }
        }
        if let keys = required[type], keys.allSatisfy({ entry[$0] == nil }) { return false }
        // The text demands a provider everywhere, but its own example of a web site has none.
        guard let provider = entry["provider"] else { return type == "cawg.web_site" }
        return provider["name"]?.text?.isEmpty == false
    }
}
