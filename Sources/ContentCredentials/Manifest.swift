public import Boxes
internal import Bytes

/// One manifest: a claim, its signature and its assertions (C2PA 2.4 section 11.1.4.3).
public struct Manifest: Sendable {
    public enum Kind: Sendable {
        case standard
        case update
        /// A manifest that only adds a time-stamp; deprecated (section 11.2.5).
        case timeStamp
        /// Its content is compressed and cannot be read.
        case compressed
    }

    /// Something about the manifest's boxes that no hash covers and that is not as the specification has it.
    public struct Defect: Sendable, Equatable {
        /// One clause.
        public let reason: String
        /// Into the manifest store.
        public let offset: Int
    }

    public let label: String
    public let kind: Kind
    /// As it stands in the store, which is what a hashed URI to the manifest hashes.
    public let box: Superbox
    /// The manifest itself: ``box``, or what was compressed in it.
    public let content: Superbox
    /// Why a compressed manifest cannot be read; nil for all others.
    public let expansionFailure: String?
    /// Usually one; more are an error that validation reports.
    public let claims: [Superbox]
    public let signature: Superbox?
    public let assertions: [Superbox]
    public let dataBoxes: [Superbox]
    /// W3C verifiable credentials of version 1 manifests.
    public let credentials: [Superbox]
    public let defects: [Defect]

    /// A manifest that stands alone.
    init?(_ superbox: Superbox) {
        var expander = ManifestExpander([superbox], in: Array(superbox.bytes), limits: .default)
        self.init(superbox, &expander)
    }

    /// Sorts the boxes of a manifest; nil when `superbox` is not a manifest at all.
    init?(_ superbox: Superbox, _ expander: inout ManifestExpander) {
        guard let label = superbox.label else { return nil }
        var content = superbox
        var failure: String?
        if superbox.description.uuid == .compressedManifest {
            switch expander.expand(superbox) {
            case .expanded(let inner): content = inner
            case .failure(let reason): failure = reason
            }
        }
        switch content.description.uuid {
        case .standardManifest, .standardManifestAlias: kind = .standard
        case .updateManifest: kind = .update
        case .timeStampManifest: kind = .timeStamp
        case .compressedManifest: kind = .compressed
        default: return nil
        }
        self.label = label
        box = superbox
        self.content = content
        expansionFailure = failure
        var sorter = ManifestSorter()
        sorter.requirePlain(superbox)
        sorter.requireSimpleLabel(superbox)
        if failure == nil {
            // What a compressed manifest holds is a manifest with a description of its own.
            if superbox.description.uuid == .compressedManifest { sorter.requirePlain(content) }
            for child in content.contents { sorter.add(child) }
        }
        claims = sorter.claims
        signature = sorter.signature
        assertions = sorter.assertions
        dataBoxes = sorter.dataBoxes
        credentials = sorter.credentials
        defects = sorter.defects
    }

    /// Whether the manifest is compressed in the store.
    public var isCompressed: Bool { box.description.uuid == .compressedManifest }

    /// Whether the manifest says nothing about the content itself, so that its parent's binding counts.
    public var isBoundByParent: Bool { kind == .update || kind == .timeStamp }

    /// The absolute URI of the manifest itself.
    public var uri: JUMBFURI { JUMBFURI(manifest: label, path: []) }

    /// Whether the claim is of version 2; nil when there is no claim.
    public var claimVersion: Int? { claims.first.map { $0.label == "c2pa.claim" ? 1 : 2 } }

    /// The absolute URI of the claim box.
    public var claimURI: JUMBFURI {
        JUMBFURI(manifest: label, path: [claims.first?.label ?? "c2pa.claim.v2"])
    }
}

/// Puts the boxes of one manifest where they belong and notes what does not belong.
private struct ManifestSorter {
    var claims: [Superbox] = []
    var signature: Superbox?
    var assertions: [Superbox] = []
    var dataBoxes: [Superbox] = []
    var credentials: [Superbox] = []
    var defects: [Manifest.Defect] = []
    private var seenStores: Set<String> = []

    mutating func add(_ box: Box) {
        guard let superbox = box.superbox else {
            note("a box of type \(box.type) lies outside of everything that is hashed", box.offset)
            return
        }
        switch (superbox.description.uuid, superbox.label) {
        case (.claim, "c2pa.claim"?), (.claim, "c2pa.claim.v2"?):
            requirePlain(superbox)
            requireOneContent(superbox)
            claims.append(superbox)
        case (.claimSignature, "c2pa.signature"?):
            requirePlain(superbox)
            requireOneContent(superbox)
            if signature != nil { note("there is more than one claim signature", superbox.offset) }
            signature = superbox
        case (.assertionStore, "c2pa.assertions"?): assertions += store(superbox, "c2pa.assertions")
        case (.dataBoxStore, "c2pa.databoxes"?): dataBoxes += store(superbox, "c2pa.databoxes")
        case (.credentialStore, "c2pa.credentials"?): credentials += store(superbox, "c2pa.credentials")
        default: note("an unknown box lies outside of everything that is hashed", superbox.offset)
        }
    }

    private mutating func store(_ superbox: Superbox, _ label: String) -> [Superbox] {
        requirePlain(superbox)
        if !seenStores.insert(label).inserted { note("there is more than one \(label) box", superbox.offset) }
        var labels: Set<String> = []
        for child in superbox.contents {
            guard let inner = child.superbox, let label = inner.label else {
                note("a box of type \(child.type) lies outside of everything that is hashed", child.offset)
                continue
            }
            requireShortHeader(inner.bytes.count - inner.payload.count, child.offset)
            if !labels.insert(label).inserted { note("two boxes have the label \(label)", child.offset) }
        }
        return superbox.superboxes.filter { $0.label != nil }
    }

    mutating func requirePlain(_ superbox: Superbox) {
        requireShortHeader(superbox.bytes.count - superbox.payload.count, superbox.offset)
        guard !superbox.description.isPlain else { return }
        note("a description that no hash covers has other fields than a label", superbox.offset)
    }

    /// The extended length is for boxes that a store cannot hold; elsewhere it is a second spelling that nothing binds.
    private mutating func requireShortHeader(_ size: Int, _ offset: Int) {
        if size != 8 { note("a box that is small has an extended length", offset) }
    }

    /// The label is covered by no hash, and the URIs that name it are compared as text: it must have one spelling only.
    mutating func requireSimpleLabel(_ superbox: Superbox) {
        let isSimple = superbox.label?.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") } == true
        if !isSimple { note("the label of the manifest is not a URN", superbox.offset) }
    }

    private mutating func requireOneContent(_ superbox: Superbox) {
        for content in superbox.contents {
            requireShortHeader(content.bytes.count - content.payload.count, content.offset)
        }
        guard superbox.contents.count != 1 || superbox.contents.first?.type != .cbor else { return }
        note("a \(superbox.label ?? "claim") box holds other than one CBOR box", superbox.offset)
    }

    private mutating func note(_ reason: String, _ offset: Int) {
        defects.append(Manifest.Defect(reason: reason, offset: offset))
    }
}
