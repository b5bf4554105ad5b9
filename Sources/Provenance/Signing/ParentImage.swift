internal import Boxes
public import Bytes
internal import ContentCredentials
internal import Digests
internal import Findings
internal import ImageFormats

/// The image that an edit starts from, with what validating its own record found.
public struct ParentImage: Sendable {
    let title: String?
    let format: ImageFormat
    /// Nil when it carries no credentials.
    private(set) var store: ManifestStore?
    let results: ValidationResults
    let state: ValidationState?
    /// What was taken out of ``store``.
    private(set) var redacted: [JUMBFURI] = []
    /// The manifests that go into the child's store, as they are. One that nothing refers to stays behind: nothing would
    /// bind it to the child.
    private(set) var manifests: [Carried]

    /// A manifest and the very bytes it has.
    struct Carried: Equatable {
        let label: String
        let bytes: ArraySlice<UInt8>

        init(_ manifest: Manifest) {
            label = manifest.label
            bytes = manifest.box.bytes
        }
    }

    /// The picture of it in its own record (C2PA 2.4 section 18.13.1.2); nil when it has none.
    var thumbnail: HashedURI? {
        guard let active = store?.active,
            let box = active.assertions.first(where: { $0.label?.hasPrefix("c2pa.thumbnail.claim") == true }),
            let label = box.label
        else { return nil }
        return HashedURI(
            url: JUMBFURI.assertion(label, in: active.label).text,
            hash: Hasher.digest(box.payload, ManifestBuilder.hashAlgorithm))
    }

    /// Whether its own record holds; nil when it has none.
    public var isIntact: Bool? { state.map { $0 != .invalid } }

    /// Reads and validates a parent; its record is kept whatever its state is, because the state is recorded with it.
    ///
    /// Throws when its credentials are there but cannot be read: they could neither be kept nor be dropped in good faith.
    public init(
        _ source: any ByteSource, title: String?, settings: ValidationSettings
    ) throws(SignetError) {
        let container = try ImageContainer.read(source, limits: settings.limits)
        try self.init(source, container, title: title, settings: settings)
    }

    /// - Parameter sidecar: of the manifest store beside the image, which counts when the image carries none.
    init(
        _ source: any ByteSource, _ container: ImageContainer, sidecar: ImageContainer? = nil, title: String?,
        settings: ValidationSettings
    ) throws(SignetError) {
        self.title = title
        format = container.format
        guard format != .sidecar else {
            throw SignetError("parent.sidecar", .badData, "is a manifest store without its image")
        }
        let beside = container.hasNoTraceOfStore ? sidecar : nil
        let carrier = beside ?? container
        guard !carrier.hasNoTraceOfStore else {
            store = nil
            results = ValidationResults()
            state = nil
            manifests = []
            return
        }
        guard let embedded = carrier.store, !carrier.defects.contains(where: { $0.kind == .severalStores }) else {
            let reason = carrier.defects.first { $0.kind.concernsStore }?.reason ?? "they are damaged"
            throw Self.unreadable(reason)
        }
        let store: ManifestStore
        do throws(SignetError) {
            store = try ManifestStore(embedded.bytes, limits: settings.limits)
        } catch {
            throw Self.unreadable(error.reason)
        }
        let outcome = try StoreValidator(store: store, settings: settings).validate(
            source: source, container: container, sidecar: beside,
            budget: CPUBudget(seconds: settings.limits.maximumCPUSeconds))
        self.store = store
        results = outcome.results
        state = outcome.state
        let bound = Set(outcome.graph.references.compactMap(\.target) + [store.active.label])
        manifests = store.manifests.filter { bound.contains($0.label) }.map(Carried.init)
    }

    /// The same parent, without the contents of some of its assertions.
    func redacting(_ redactions: [Redaction], limits: Limits) throws(SignetError) -> ParentImage {
        guard let store else {
            throw SignetError(
                "redact.noRecord", .usage, "there is no record of a parent that anything could be redacted from")
        }
        var copy = self
        let (rest, redacted) = try Redactor(store: store, limits: limits).redact(redactions)
        copy.store = rest
        copy.redacted = redacted
        // The same manifests as before, without what was taken out of them.
        let kept = Set(manifests.map(\.label))
        copy.manifests = rest.manifests.filter { kept.contains($0.label) }.map(Carried.init)
        return copy
    }

    /// The same image with its active manifest as it was before it was compressed.
    func expandingActive(limits: Limits) throws(SignetError) -> ParentImage {
        guard let store, store.active.isCompressed, store.active.expansionFailure == nil else { return self }
        let others = manifests.filter { $0.label != store.active.label }.map(\.bytes)
        var copy = self
        let expanded = try ManifestStore(
            ManifestStore.assemble(ingredients: others, active: Array(store.active.content.bytes)), limits: limits)
        copy.store = expanded
        copy.manifests = expanded.manifests.map(Carried.init)
        return copy
    }

    private static func unreadable(_ reason: String) -> SignetError {
        SignetError(
            "sign.unreadableParent", .badData,
            "carries Content Credentials that cannot be read (\(reason)), so they can be neither kept nor dropped")
    }
}
