internal import Boxes
internal import Bytes
internal import ContentCredentials

/// An assertion of a parent's record that is to be removed from the copy that is carried on (C2PA 2.4 section 6.8).
public struct Redaction: Sendable, Equatable {
    /// The label of the assertion, or its whole JUMBF URI.
    public let target: String
    /// Why, for example `c2pa.PII.present`.
    public let reason: String

    public static let personalInformation = "c2pa.PII.present"
    /// The reasons of C2PA 2.4 section 18.15.4.7; others need a name space of their own.
    public static let reasons = [
        personalInformation, "c2pa.invalid.data", "c2pa.trade_secret.present", "c2pa.government.confidential",
    ]

    public init(_ target: String, reason: String = Redaction.personalInformation) {
        self.target = target
        self.reason = reason
    }
}

/// Takes assertions out of a manifest store.
///
/// The specification also lets their contents be overwritten with zeros; the reference implementation reads no such store.
/// Every box that stays keeps its bytes, and so its hash.
struct Redactor {
    let store: ManifestStore
    let limits: Limits

    /// - Returns: the store without the assertions, and their absolute URIs in the order of the requests.
    func redact(_ redactions: [Redaction]) throws(SignetError) -> (store: ManifestStore, uris: [JUMBFURI]) {
        var uris: [JUMBFURI] = []
        var removed: Set<Int> = []
        for redaction in redactions {
            let uri = try find(redaction.target)
            guard let box = store.resolve(uri) else { throw Self.missing(redaction.target) }
            guard removed.insert(box.offset).inserted else {
                throw SignetError("redact.twice", .usage, "\(uri.label) is to be redacted twice")
            }
            uris.append(uri)
        }
        return (try ManifestStore(Self.rebuild(store.box, without: removed), limits: limits), uris)
    }

    /// The box without the boxes at some offsets; what is not touched keeps its very bytes. Assertions are two boxes down.
    private static func rebuild(_ box: Superbox, without removed: Set<Int>, depth: Int = 0) -> [UInt8] {
        guard depth < 3, removed.contains(where: box.bytes.indices.contains) else { return Array(box.bytes) }
        // The description, as it is written.
        var payload = Array(box.payload[..<(box.contents.first?.offset ?? box.payload.endIndex)])
        for content in box.contents where !removed.contains(content.offset) {
            payload += content.superbox.map { rebuild($0, without: removed, depth: depth + 1) } ?? Array(content.bytes)
        }
        return BoxWriter.box(.superbox, payload)
    }

    private func find(_ target: String) throws(SignetError) -> JUMBFURI {
        let uri: JUMBFURI
        if let named = JUMBFURI(target) {
            uri = named.absolute(in: store.active.label)
        } else {
            // The newest manifest that has one of that name.
            let owner = store.manifests.last { manifest in manifest.assertions.contains { $0.label == target } }
            guard let owner else { throw Self.missing(target) }
            uri = JUMBFURI.assertion(target, in: owner.label)
        }
        guard uri.isAssertion, store.resolve(uri) != nil, let manifest = uri.manifest.flatMap({ store[$0] }) else {
            throw Self.missing(target)
        }
        let label = AssertionLabel(uri.label)
        guard !label.isActions, !label.isHardBinding, !label.isIngredient else {
            throw SignetError(
                "redact.forbidden", .usage,
                "\(uri.label) may not be redacted: actions, ingredients and what binds the record to the content stay")
        }
        guard !manifest.isCompressed else {
            throw SignetError(
                "redact.compressed", .usage, "\(uri.label) is in a compressed manifest, which cannot be changed in part"
            )
        }
        return uri
    }

    private static func missing(_ target: String) -> SignetError {
        SignetError("redact.missing", .usage, "the parent's record has no assertion \(target) to redact")
    }
}
