internal import Boxes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import FoundationEssentials
internal import ImageFormats

/// Records how an image came to be: made from nothing, or opened from a parent and edited (C2PA 2.4 section 18.15).
struct ActionRecorder {
    let request: SigningRequest

    func record(_ parent: ParentImage?, in builder: inout ManifestBuilder) {
        var actions: [CBORValue]
        // An ingredient is referred to by what was done with it, so it comes first.
        let inputs = references(.input, in: &builder)
        if let parent {
            let ingredient = record(parent, "parentOf", in: &builder)
            actions = [action("c2pa.opened", parameters([ingredient]))]
            actions += zip(request.redactions, parent.redacted).map(redaction)
            // Taking something out of the record is no edit of the image; one is only recorded when it was asked for.
            if parent.redacted.isEmpty || request.sourceType != nil || request.software != nil || !inputs.isEmpty {
                actions.append(action("c2pa.edited", made(by: request.sourceType ?? .edited) + parameters(inputs)))
            }
            builder.redacted = parent.redacted
        } else {
            actions = [action("c2pa.created", made(by: request.sourceType ?? .generated) + parameters(inputs))]
        }
        actions += references(.component, in: &builder).map { action("c2pa.placed", parameters([$0])) }
        builder.add(
            "c2pa.actions.v2", .cbor(.map(["actions": .array(actions), "allActionsIncluded": .bool(true)])),
            salt: RandomBytes.make(16))
    }

    /// The ingredients of one relationship (C2PA 2.4 section 18.16.2).
    private func references(
        _ relationship: SigningRequest.Ingredient.Relationship, in builder: inout ManifestBuilder
    ) -> [HashedURI] {
        var references: [HashedURI] = []
        for ingredient in request.ingredients where ingredient.relationship == relationship {
            references.append(
                record(ingredient.image, relationship.rawValue, thumbnail: ingredient.thumbnail, in: &builder))
        }
        return references
    }

    private func parameters(_ ingredients: [HashedURI]) -> [CBORValue.Entry] {
        guard !ingredients.isEmpty else { return [] }
        return [CBORValue.Entry(.text("parameters"), .map(["ingredients": .array(ingredients.map(\.cbor))]))]
    }

    /// The image's manifests go into the new store as they are; its state when it was added is recorded beside them.
    func record(
        _ parent: ParentImage, _ relationship: String, thumbnail: SigningRequest.Thumbnail? = nil,
        in builder: inout ManifestBuilder
    ) -> HashedURI {
        let manifest = parent.store.flatMap { store -> (HashedURI, HashedURI)? in
            guard let signature = store.active.signature else { return nil }
            return (
                HashedURI(
                    url: store.active.uri.text,
                    hash: Hasher.digest(store.active.box.payload, ManifestBuilder.hashAlgorithm)),
                HashedURI(
                    url: JUMBFURI.signature(in: store.active.label).text,
                    hash: Hasher.digest(signature.payload, ManifestBuilder.hashAlgorithm))
            )
        }
        let value = IngredientAssertion.cbor(
            relationship: relationship, title: parent.title, format: parent.format.mediaType,
            instanceID: "xmp:iid:\(UUIDv4.make())", manifest: manifest, results: parent.results,
            thumbnail: parent.thumbnail
                ?? thumbnail.map { picture in
                    builder.add(
                        "c2pa.thumbnail.ingredient", .embeddedFile(mediaType: picture.mediaType, bytes: picture.bytes),
                        salt: RandomBytes.make(16))
                })
        return builder.add("c2pa.ingredient.v3", .cbor(value), salt: RandomBytes.make(16))
    }

    func redaction(_ request: Redaction, _ uri: JUMBFURI) -> CBORValue {
        action(
            "c2pa.redacted",
            [
                CBORValue.Entry(.text("reason"), .text(request.reason)),
                CBORValue.Entry(.text("parameters"), .map(["redacted": .text(uri.text)])),
            ])
    }

    func action(_ name: String, _ more: [CBORValue.Entry] = []) -> CBORValue {
        // Tag 0 marks a date and time (RFC 8949 section 3.4.1).
        let when = CBORValue.tagged(0, .text(request.time.formatted(.iso8601)))
        return .map([CBORValue.Entry(.text("action"), .text(name)), CBORValue.Entry(.text("when"), when)] + more)
    }

    private func made(by type: DigitalSourceType) -> [CBORValue.Entry] {
        var entries = [CBORValue.Entry(.text("digitalSourceType"), .text(type.uri))]
        if let software = request.software {
            var agent = [CBORValue.Entry(.text("name"), .text(software.name))]
            if let version = software.version { agent.append(CBORValue.Entry(.text("version"), .text(version))) }
            entries.append(CBORValue.Entry(.text("softwareAgent"), .map(agent)))
        }
        return entries
    }
}
