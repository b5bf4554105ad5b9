public import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings
internal import ImageFormats

/// Records that go beside the image, which stays as it is (C2PA 2.4 section 11.4).
extension ImageSigner {
    /// Everything but the hash of the content.
    private struct Beside {
        let builder: ManifestBuilder
        let container: ImageContainer
        let binder: ContentBinder
        let ingredients: [ArraySlice<UInt8>]
        let isParentIntact: Bool?
    }

    /// Signs `source` and returns the manifest store that goes beside it.
    ///
    /// - Parameters:
    ///   - parent: the image this one is an edit of.
    ///   - sidecar: the path of the credentials that are beside the image so far, which become its parent's.
    public func signBeside(
        _ source: any ByteSource, _ request: SigningRequest, parent: ParentImage? = nil, title: String? = nil,
        sidecar: String? = nil
    ) throws(SignetError) -> (Signed, [UInt8]) {
        guard !request.isUpdate else { return try updateBeside(source, request, title: title, sidecar: sidecar) }
        let beside = try prepareBeside(source, request, parent, title, sidecar)
        let unsigned = beside.builder.finish(try binding(beside, source))
        let signature = try signer.sign(unsigned.signedBytes(headers))
        let unprotected = try proofs.headers(
            for: signature, headers, chain: signer.certificates, reserved: try proofs.reserved())
        let manifest = unsigned.manifest(headers, signature: signature, unprotected: unprotected)
        let store = ManifestStore.assemble(
            ingredients: beside.ingredients,
            active: request.compresses
                ? try ManifestCompressor.compress(manifest, label: beside.builder.label) : manifest)
        let signed = Signed(
            manifest: beside.builder.label, byteCount: store.count, isParentIntact: beside.isParentIntact, store: store)
        return (signed, store)
    }

    /// What ``signBeside(_:_:parent:title:sidecar:)`` would make; nothing is hashed or signed.
    public func planBeside(
        _ source: any ByteSource, _ request: SigningRequest, parent: ParentImage? = nil, title: String? = nil,
        sidecar: String? = nil
    ) throws(SignetError) -> Signed {
        guard !request.isUpdate else {
            return try updateBeside(source, request, title: title, sidecar: sidecar, isDryRun: true).0
        }
        let beside = try prepareBeside(source, request, parent, title, sidecar)
        let hash = [UInt8](repeating: 0, count: ManifestBuilder.hashAlgorithm.digestSize)
        let signature = [UInt8](repeating: 0, count: signer.signatureSize)
        let unsigned = beside.builder.finish(beside.binder.binding(0..<0, [hash]))
        let store = ManifestStore.assemble(
            ingredients: beside.ingredients,
            active: unsigned.manifest(headers, signature: signature, unprotected: try proofs.reserved()))
        return Signed(manifest: beside.builder.label, byteCount: store.count, isParentIntact: beside.isParentIntact)
    }

    private func prepareBeside(
        _ source: any ByteSource, _ request: SigningRequest, _ parent: ParentImage?, _ title: String?,
        _ sidecar: String?
    ) throws(SignetError) -> Beside {
        let container = try ImageContainer.read(source, limits: settings.limits)
        guard container.format != .sidecar, container.hasNoTraceOfStore else {
            throw SignetError(
                "sign.embedded", .badData,
                "carries Content Credentials itself, and a sidecar beside them would not be looked at; "
                    + "sign without --sidecar")
        }
        let parent = try self.parent(of: source, container, given: parent, title: title, sidecar: sidecar, request)
        let set = try IngredientSet(parent: parent, request.ingredients, limits: settings.limits)
        return Beside(
            builder: try builder(request, set, instance: nil), container: container,
            binder: try ContentBinder(source, container, hashesBoxes: false, limits: settings.limits),
            ingredients: set.manifests,
            isParentIntact: parent?.state.map { $0 != .invalid })
    }

    /// The hash of the whole file, or of the boxes of one that is bound by them.
    private func binding(_ beside: Beside, _ source: any ByteSource) throws(SignetError) -> HardBinding {
        let algorithm = ManifestBuilder.hashAlgorithm
        let budget = CPUBudget(seconds: settings.limits.maximumCPUSeconds)
        if case .bmff(let assertion) = beside.binder.binding(0..<0, []) {
            let hash = try BMFFHashValidator(
                source: source, container: beside.container, limits: settings.limits, budget: budget
            ).contentHash(assertion, algorithm)
            return beside.binder.binding(0..<0, [hash])
        }
        let hasher = Hasher(algorithm)
        try source.withChunks(of: 0..<source.count) { (chunk) throws(SignetError) in
            try budget.check()
            hasher.update(chunk)
        }
        return beside.binder.binding(0..<0, [hasher.finalize()])
    }
}
