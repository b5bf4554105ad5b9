internal import Boxes
internal import Bytes
internal import ContentCredentials

/// The parent and the ingredients of one new manifest, and the manifests that come with them into its store (C2PA 2.4
/// section 18.16.12).
struct IngredientSet {
    private(set) var parent: ParentImage?
    private(set) var ingredients: [SigningRequest.Ingredient]
    /// Each once, whatever many of the images carry it.
    private(set) var manifests: [ArraySlice<UInt8>] = []

    init(
        parent: ParentImage?, _ ingredients: [SigningRequest.Ingredient], limits: Limits
    ) throws(SignetError) {
        self.parent = parent
        self.ingredients = ingredients
        try expand(limits)
        var places: [String: Int] = [:]
        for image in [self.parent].compactMap(\.self) + self.ingredients.map(\.image) {
            for manifest in image.manifests {
                guard let place = places[manifest.label] else {
                    places[manifest.label] = manifests.count
                    manifests.append(manifest.bytes)
                    continue
                }
                guard manifests[place] != manifest.bytes else { continue }
                manifests[place] = try Self.redacted(manifest.label, manifests[place], manifest.bytes)
            }
        }
    }

    /// The active manifests of the images are carried as they were before they were compressed: a hash is over the bytes of the
    /// compressed form (section 11.1.3.2), and the reference implementation, which compresses anew to find it, finds another
    /// one. A manifest that an image refers to itself stays as it is: the hash of that form is signed.
    private mutating func expand(_ limits: Limits) throws(SignetError) {
        let images = [parent].compactMap(\.self) + ingredients.map(\.image)
        let bound = Set(
            images.flatMap { image in
                image.manifests.map(\.label).filter { $0 != image.store?.active.label }
            })
        func isFree(_ image: ParentImage) -> Bool {
            image.store.map { $0.active.isCompressed && !bound.contains($0.active.label) } ?? false
        }
        if let parent, isFree(parent) { self.parent = try parent.expandingActive(limits: limits) }
        for (index, ingredient) in ingredients.enumerated() where isFree(ingredient.image) {
            ingredients[index] = SigningRequest.Ingredient(
                try ingredient.image.expandingActive(limits: limits), ingredient.relationship,
                thumbnail: ingredient.thumbnail)
        }
    }

    /// Of two forms of one manifest, the one from which the other's assertions were taken out.
    private static func redacted(
        _ label: String, _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>
    ) throws(SignetError) -> ArraySlice<UInt8> {
        if let one = single(first), let other = single(second),
            one.signature?.bytes.elementsEqual(other.signature?.bytes ?? []) == true,
            one.claims.map({ Array($0.bytes) }) == other.claims.map({ Array($0.bytes) })
        {
            let (left, right) = (
                Set(one.assertions.map { Array($0.bytes) }), Set(other.assertions.map { Array($0.bytes) })
            )
            if left.isSubset(of: right) { return first }
            if right.isSubset(of: left) { return second }
        }
        throw SignetError(
            "ingredient.conflict", .badData,
            "two of the images carry different forms of the manifest \(label), which cannot both go into one record")
    }

    private static func single(_ box: ArraySlice<UInt8>) -> Manifest? {
        try? ManifestStore(ManifestStore.assemble(ingredients: [], active: Array(box))).manifests.first
    }
}
