public import Boxes
public import Bytes

/// The manifests of one asset (C2PA 2.4 section 11.1.4.2).
public struct ManifestStore: Sendable {
    /// In the order of the store; the last one is the active manifest.
    public let manifests: [Manifest]
    /// The outermost box.
    public let box: Superbox
    private let indices: [String: Int]
    /// What URIs can point to below the manifests: their boxes and the boxes in those. Two boxes of one name are never
    /// chosen between, so neither is in here.
    private let targets: [JUMBFURI: Superbox]

    /// Reads the structure of a store; throws when it is not one or cannot be read to its last byte.
    ///
    /// What is wrong inside a manifest that can still be told apart is not an error but a ``Manifest/defects`` entry.
    public init(_ bytes: [UInt8], limits: Limits = .default) throws(SignetError) {
        guard bytes.count <= limits.maximumStoreBytes else {
            throw SignetError(
                "store.tooLarge", .badData,
                "the manifest store has \(bytes.count) bytes, more than the limit of \(limits.maximumStoreBytes)")
        }
        var reader = BoxReader(limits: limits)
        let outer = try reader.readWhole(bytes[...])
        guard let store = outer.superbox, store.description.uuid == .manifestStore, store.label == "c2pa",
            store.description.isPlain
        else {
            throw SignetError("store.type", .badData, "the C2PA box is not a manifest store", offset: 0)
        }
        box = store
        var manifests: [Manifest] = []
        var expander = ManifestExpander(store.superboxes, in: bytes, limits: limits)
        var indices: [String: Int] = [:]
        for child in store.contents {
            guard let superbox = child.superbox, let manifest = Manifest(superbox, &expander) else {
                throw SignetError(
                    "store.foreignBox", .badData, "the manifest store holds a box that is not a manifest",
                    offset: child.offset)
            }
            guard indices.updateValue(manifests.count, forKey: manifest.label) == nil else {
                throw SignetError(
                    "store.duplicateLabel", .badData, "two manifests of the store have the same label",
                    offset: child.offset)
            }
            manifests.append(manifest)
            guard manifests.count <= limits.maximumManifests else {
                throw SignetError(
                    "store.manifests", .badData, "the store holds more than \(limits.maximumManifests) manifests",
                    offset: child.offset)
            }
        }
        guard !manifests.isEmpty else {
            throw SignetError("store.empty", .badData, "the manifest store holds no manifest", offset: 0)
        }
        self.manifests = manifests
        self.indices = indices
        var targets: [JUMBFURI: Superbox] = [:]
        for manifest in manifests {
            for (first, box) in Self.unique(manifest.content.superboxes) {
                targets[JUMBFURI(manifest: manifest.label, path: [first])] = box
                for (second, inner) in Self.unique(box.superboxes) {
                    targets[JUMBFURI(manifest: manifest.label, path: [first, second])] = inner
                }
            }
        }
        self.targets = targets
    }

    /// The boxes whose label no other of them has.
    private static func unique(_ boxes: [Superbox]) -> [String: Superbox] {
        let labelled = boxes.compactMap { box in box.label.map { ($0, box) } }
        return Dictionary(grouping: labelled, by: \.0).compactMapValues { $0.count == 1 ? $0.first?.1 : nil }
    }

    /// The last manifest (C2PA 2.4 section 15.5.1).
    public var active: Manifest { manifests[manifests.count - 1] }

    public subscript(label: String) -> Manifest? { indices[label].map { manifests[$0] } }

    /// The superbox an absolute URI points to: a manifest, a box of it, or a box in that.
    ///
    /// No URI of C2PA goes deeper (2.4 section 8.2). The time this takes does not grow with the store.
    public func resolve(_ uri: JUMBFURI) -> Superbox? {
        guard let label = uri.manifest else { return nil }
        return uri.path.isEmpty ? self[label]?.box : targets[uri]
    }
}

extension BoxDescription {
    /// Whether this has a label and nothing else. Only descriptions that a hash covers may have more: the others could be
    /// changed without notice.
    var isPlain: Bool { toggles == [.requestable, .label] && privateBoxes.isEmpty }
}
