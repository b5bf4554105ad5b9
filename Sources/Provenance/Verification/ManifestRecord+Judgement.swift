internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings

extension ManifestRecord {
    /// What printers show of a validated manifest.
    init(_ judgement: ManifestJudgement) {
        let manifest = judgement.manifest
        let claim = judgement.claim
        let listed = Assertion.listed(by: claim)
        self.init(
            label: manifest.label, claimVersion: manifest.claimVersion, isUpdateManifest: manifest.kind == .update,
            isCompressedManifest: manifest.isCompressed, title: claim?.title, format: claim?.format,
            instanceID: claim?.instanceID, generator: claim?.generator,
            claim: claim.map { DataValue($0.value) } ?? .null,
            assertions: judgement.assertions.map { Assertion($0, listed: listed[$0.fullLabel]) },
            ingredients: judgement.ingredients.map { label, content in
                Ingredient(
                    label: label, relationship: content.relationship ?? "", title: content.title,
                    format: content.format,
                    manifest: content.manifest?.uri?.absolute(in: manifest.label).manifest)
            },
            actions: judgement.actions.flatMap { $0.actions.map(Action.init) }, signature: judgement.signature,
            findings: judgement.findings)
        // A data box is a few fields; what does not fit is shown as undecodable.
        var items = 4_096
        dataBoxes = manifest.dataBoxes.compactMap { box in
            guard let label = box.label else { return nil }
            let (type, value) = Assertion.describe(AssertionContent(box, limits: .default, items: &items))
            return Assertion(label: label, listing: .listed, contentType: type, value: value, hash: nil)
        }
    }
}

extension ManifestRecord.Action {
    init(_ action: ActionsAssertion.Action) {
        self.init(
            name: action.name ?? "",
            digitalSourceType: action.digitalSourceType.map { $0.split(separator: "/").last.map(String.init) ?? $0 },
            softwareAgent: action.softwareAgent, when: action.when, description: action.description)
    }
}

extension ManifestRecord.Assertion {
    typealias Entry = (listing: Listing, hash: [UInt8]?)

    /// How the claim lists its assertions, by label; of two entries for one, the first counts.
    static func listed(by claim: Claim?) -> [String: Entry] {
        guard let claim else { return [:] }
        var entries: [String: Entry] = [:]
        for (references, listing) in [
            (claim.created, claim.version == 1 ? Listing.listed : .created), (claim.gathered, .gathered),
        ] {
            for reference in references {
                guard let label = reference.uri?.label, entries[label] == nil else { continue }
                entries[label] = (listing, reference.hash)
            }
        }
        return entries
    }

    init(_ assertion: ManifestJudgement.Assertion, listed entry: Entry?) {
        let (contentType, value) = Self.describe(assertion.content)
        self.init(
            label: assertion.fullLabel, listing: entry?.listing ?? .undeclared, contentType: contentType, value: value,
            hash: entry?.hash)
    }

    fileprivate static func describe(_ content: AssertionContent) -> (String, DataValue) {
        switch content {
        case .cbor(let value): ("cbor", DataValue(value))
        case .json(let value): ("json", value)
        case .embeddedFile(let mediaType, let name, let bytes):
            (
                "embedded",
                .map([
                    DataValue.Field("format", .text(mediaType)),
                    DataValue.Field("name", name.map(DataValue.text) ?? .null),
                    DataValue.Field("size", .integer(Int64(bytes.count))),
                ])
            )
        case .uuid(let bytes): ("uuid", .map([DataValue.Field("size", .integer(Int64(bytes.count)))]))
        case .redacted: ("redacted", .null)
        case .unknown(let uuid): ("unknown", .map([DataValue.Field("uuid", .text(uuid.description))]))
        case .invalid(let code, _): ("unknown", .map([DataValue.Field("error", .text(code.rawValue))]))
        }
    }
}
