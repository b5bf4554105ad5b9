internal import Boxes
public import Bytes
internal import ContentCredentials
public import Cryptography
internal import Digests
internal import Findings
internal import FoundationEssentials
internal import ImageFormats

/// Signs images: one pass over the bytes of each, hashing what it copies.
public struct ImageSigner: Sendable {
    /// What became of one image.
    public struct Signed: Sendable {
        /// The label of the new manifest.
        public let manifest: String
        /// The size of the new file in bytes.
        public let byteCount: Int
        /// Whether the parent's own record holds: nil without a parent that has one.
        public let isParentIntact: Bool?
        /// The new manifest store; empty when it was only planned.
        public var store: [UInt8] = []
    }

    let signer: any ClaimSigner
    let headers: COSEHeaders
    let settings: ValidationSettings
    let proofs: SigningProofs

    /// - Parameter settings: what parents are validated against, and the limits.
    public init(signer: any ClaimSigner, settings: ValidationSettings, proofs: SigningProofs = .none) {
        self.signer = signer
        self.settings = settings
        self.proofs = proofs
        // The root is left out: whoever verifies must have it from elsewhere (C2PA 2.4 section 14.5).
        let chain = signer.certificates.enumerated().filter { $0.offset == 0 || !$0.element.isSelfSigned }.map(
            \.element)
        headers = COSEHeaders(algorithm: signer.algorithm, certificates: chain)
    }

    /// Everything about one image that is settled before its bytes are copied.
    struct Preparation {
        let builder: ManifestBuilder
        let ingredients: [ArraySlice<UInt8>]
        let plan: EmbeddingPlan
        let storeSize: Int
        /// As large as the proofs of the signature will be.
        let reserved: UnprotectedHeaders
        let format: ImageFormat
        let binder: ContentBinder
        let isParentIntact: Bool?
    }

    /// Writes a signed copy of `source` to the sink that `makeSink` makes for a file of the given size.
    ///
    /// - Parameters:
    ///   - parent: the image this one is an edit of. An image that carries credentials of its own is its own parent; with
    ///     another parent as well, the work is refused unless that parent's record contains its record.
    ///   - sidecar: the path of credentials beside the image, which are its own when it carries none.
    public func sign<Sink: ByteSink>(
        _ source: any ByteSource, _ request: SigningRequest, parent: ParentImage? = nil, title: String? = nil,
        sidecar: String? = nil, into makeSink: (Int) throws(SignetError) -> Sink
    ) throws(SignetError) -> (Signed, Sink) {
        guard !request.isUpdate else { return try update(source, request, title: title, into: makeSink) }
        let container = try ImageContainer.read(source, limits: settings.limits)
        if request.compresses { try Self.requireCompressible(container) }
        let parent = try self.parent(of: source, container, given: parent, title: title, sidecar: sidecar, request)
        let preparation = try prepare(request, source, container, parent)
        if request.compresses { return try signCompressed(source, container, preparation, into: makeSink) }
        let sink = try makeSink(preparation.plan.newFileSize)
        let hashes = try copy(source, preparation.plan, inParts: preparation.binder.hashesParts, to: sink)
        let unsigned = preparation.builder.finish(preparation.binder.binding(preparation.plan.storeRange, hashes))
        let signature = try signer.sign(unsigned.signedBytes(headers))
        // The time-stamp is over the signature, so it comes last, and its room was kept free.
        let unprotected = try proofs.headers(
            for: signature, headers, chain: signer.certificates, reserved: preparation.reserved)
        let store = ManifestStore.assemble(
            ingredients: preparation.ingredients,
            active: unsigned.manifest(headers, signature: signature, unprotected: unprotected))
        guard store.count == preparation.storeSize else {
            throw SignetError("sign.size", .unexpected, "the manifest store did not get the size it was planned with")
        }
        try sink.fill(try preparation.format.carry(store), at: preparation.plan.storeRange.lowerBound)
        let signed = Signed(
            manifest: preparation.builder.label, byteCount: preparation.plan.newFileSize,
            isParentIntact: preparation.isParentIntact, store: store)
        return (signed, sink)
    }

    /// The size and the parent of the file that signing would make; nothing is hashed, signed or written.
    public func plan(
        _ source: any ByteSource, _ request: SigningRequest, parent: ParentImage? = nil, title: String? = nil,
        sidecar: String? = nil
    ) throws(SignetError) -> Signed {
        guard !request.isUpdate else { return try planUpdate(source, request, title: title) }
        let container = try ImageContainer.read(source, limits: settings.limits)
        if request.compresses { try Self.requireCompressible(container) }
        let parent = try self.parent(of: source, container, given: parent, title: title, sidecar: sidecar, request)
        let preparation = try prepare(request, source, container, parent)
        return Signed(
            manifest: preparation.builder.label, byteCount: preparation.plan.newFileSize,
            isParentIntact: preparation.isParentIntact)
    }

    /// The parent of the edit: the one that is given, or the image itself when it carries credentials.
    func parent(
        of source: any ByteSource, _ container: ImageContainer, given: ParentImage?, title: String?, sidecar: String?,
        _ request: SigningRequest
    ) throws(SignetError) -> ParentImage? {
        let parent = try self.parent(of: source, container, given: given, title: title, sidecar: sidecar)
        guard !request.redactions.isEmpty else { return parent }
        guard let parent else {
            throw SignetError("redact.noRecord", .usage, "has no parent whose record anything could be redacted from")
        }
        return try parent.redacting(request.redactions, limits: settings.limits)
    }

    private func parent(
        of source: any ByteSource, _ container: ImageContainer, given: ParentImage?, title: String?, sidecar: String?
    ) throws(SignetError) -> ParentImage? {
        guard !container.hasNoTraceOfStore || sidecar != nil else { return given }
        let beside = try sidecar.map { (path) throws(SignetError) in
            try FileVerifier.sidecar(path, limits: settings.limits)
        }
        let own = try ParentImage(source, container, sidecar: beside, title: title, settings: settings)
        guard let given else { return own }
        guard let label = own.store?.active.label, given.store?[label]?.box.bytes == own.store?.active.box.bytes else {
            throw SignetError(
                "sign.twoParents", .badData,
                "already carries Content Credentials, and they are not among those of the parent that is given; "
                    + "without --parent they become the parent")
        }
        return given
    }

    private func prepare(
        _ request: SigningRequest, _ source: any ByteSource, _ container: ImageContainer, _ parent: ParentImage?
    ) throws(SignetError) -> Preparation {
        let set = try IngredientSet(parent: parent, request.ingredients, limits: settings.limits)
        let builder = try builder(request, set, instance: container.format.boxInstance)
        let ingredients = set.manifests
        let binder = try ContentBinder(
            source, container, hashesBoxes: request.hashesBoxes || request.compresses, limits: settings.limits)
        let reserved = try proofs.reserved()
        let (plan, storeSize) = try self.plan(builder, binder, ingredients, source, container, reserved)
        return Preparation(
            builder: builder, ingredients: ingredients, plan: plan, storeSize: storeSize, reserved: reserved,
            format: container.format, binder: binder, isParentIntact: parent?.state.map { $0 != .invalid })
    }

    /// The manifest with everything but its hard binding.
    ///
    /// - Parameter instance: the box instance number that the claim states, for a JPEG that will carry it.
    func builder(
        _ request: SigningRequest, _ set: IngredientSet, instance: UInt16?
    ) throws(SignetError) -> ManifestBuilder {
        var request = request
        request.ingredients = set.ingredients
        let parent = set.parent
        var builder = ManifestBuilder(
            uuid: UUIDv4.make(), instanceUUID: UUIDv4.make(), generator: Self.generator(request, instance),
            title: request.title)
        ActionRecorder(request: request).record(parent, in: &builder)
        if let thumbnail = request.thumbnail {
            builder.add(
                "c2pa.thumbnail.claim", .embeddedFile(mediaType: thumbnail.mediaType, bytes: thumbnail.bytes),
                salt: RandomBytes.make(16))
        }
        if !proofs.ocspResponses.isEmpty, let network = settings.network, let parent {
            ParentStatus(network: network, settings: settings).record(parent, in: &builder)
        }
        for binding in request.softBindings {
            let assertion = SoftBindingAssertion(algorithm: binding.algorithm, values: [binding.value])
            builder.add(SoftBindingAssertion.label, .cbor(assertion.cbor))
        }
        for assertion in request.assertions {
            builder.add(assertion.label, assertion.content, listing: assertion.listing, salt: RandomBytes.make(16))
        }
        return builder
    }

    static func generator(_ request: SigningRequest, _ instance: UInt16?) -> CBORValue {
        var entries = [
            CBORValue.Entry(.text("name"), .text(request.generator.name)),
            CBORValue.Entry(.text("version"), .text(request.generator.version ?? "0")),
            CBORValue.Entry(.text("specVersion"), .text("2.4.0")),
        ]
        if let instance {
            entries.append(CBORValue.Entry(.text(Claim.boxInstanceKey), .unsigned(UInt64(instance))))
        }
        return .map(entries)
    }

    /// The excluded range is part of the store whose size it states. A longer range never makes a shorter store, so this
    /// settles after as many rounds as an integer has encodings.
    private func plan(
        _ builder: ManifestBuilder, _ binder: ContentBinder, _ ingredients: [ArraySlice<UInt8>],
        _ source: any ByteSource, _ container: ImageContainer, _ reserved: UnprotectedHeaders
    ) throws(SignetError) -> (EmbeddingPlan, Int) {
        let hash = [UInt8](repeating: 0, count: ManifestBuilder.hashAlgorithm.digestSize)
        let signature = [UInt8](repeating: 0, count: signer.signatureSize)
        var range = container.insertion..<container.insertion
        let first = binder.binding(range, [hash, hash])
        let unsigned = builder.finish(first)
        // What the store has beside the hard binding; no box around it becomes longer with it.
        let rest =
            ManifestStore.assemble(
                ingredients: ingredients,
                active: unsigned.manifest(headers, signature: signature, unprotected: reserved)
            ).count
            - ManifestBuilder.encodedSize(of: first)
        for _ in 0..<8 {
            let size = rest + ManifestBuilder.encodedSize(of: binder.binding(range, [hash, hash]))
            guard size <= settings.limits.maximumStoreBytes else {
                throw SignetError(
                    "store.tooLarge", .badData,
                    "the manifest store would have \(size) bytes, more than the limit of "
                        + "\(settings.limits.maximumStoreBytes) (see --max-store-bytes)")
            }
            let plan = try container.embeddingPlan(storeSize: size, in: source)
            if plan.storeRange == range { return (plan, size) }
            range = plan.storeRange
        }
        throw SignetError("sign.size", .unexpected, "the size of the manifest store does not settle")
    }

    /// Copies the image around the gap for the store and hashes what it copies: the one pass over its bytes.
    ///
    /// - Parameter inParts: whether what is before and what is after the gap get a hash each.
    func copy(
        _ source: any ByteSource, _ plan: EmbeddingPlan, inParts: Bool, to sink: some ByteSink
    ) throws(SignetError) -> [[UInt8]] {
        let budget = CPUBudget(seconds: settings.limits.maximumCPUSeconds)
        var hasher = Hasher(ManifestBuilder.hashAlgorithm)
        var hashes: [[UInt8]] = []
        for piece in plan.pieces {
            switch piece {
            case .store(let range):
                try sink.skip(range.count)
                guard inParts else { continue }
                hashes.append(hasher.finalize())
                hasher = Hasher(ManifestBuilder.hashAlgorithm)
            case .mark(let bytes): hasher.update(bytes)
            case .replace(let bytes):
                hasher.update(bytes)
                try Self.append(bytes, to: sink)
            case .copy(let range), .unhashed(let range):
                let isHashed = piece == .copy(range)
                try source.withChunks(of: range) { (chunk) throws(SignetError) in
                    try budget.check()
                    if isHashed { hasher.update(chunk) }
                    try sink.append(chunk)
                }
            }
        }
        return hashes + [hasher.finalize()]
    }

    private static func append(_ bytes: [UInt8], to sink: some ByteSink) throws(SignetError) {
        var failure: SignetError?
        bytes.withUnsafeBytes { buffer in
            do throws(SignetError) { try sink.append(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
