internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings
internal import ImageFormats

/// Update manifests: something is added to the record of an image, and no byte of its content is touched (C2PA 2.4 section
/// 11.2.3).
extension ImageSigner {
    /// An update that is settled but for its signature.
    private struct Update {
        let unsigned: ManifestBuilder.UnsignedManifest
        let label: String
        /// The manifests before it, in the store that is written.
        let earlier: [ArraySlice<UInt8>]
        let reserved: UnprotectedHeaders
        let isCompressed: Bool
        let isParentIntact: Bool

        func storeSize(_ signer: ImageSigner) -> Int {
            let signature = [UInt8](repeating: 0, count: signer.signer.signatureSize)
            return ManifestStore.assemble(
                ingredients: earlier,
                active: unsigned.manifest(signer.headers, signature: signature, unprotected: reserved)
            ).count
        }
    }

    /// Writes a copy of `source` whose record is updated; its parent is the record that it carries.
    func update<Sink: ByteSink>(
        _ source: any ByteSource, _ request: SigningRequest, title: String?,
        into makeSink: (Int) throws(SignetError) -> Sink
    ) throws(SignetError) -> (Signed, Sink) {
        let container = try ImageContainer.read(source, limits: settings.limits)
        let update = try prepare(source, container, nil, request, title)
        // Before a time-stamp is asked for: there may be no place for the store.
        var place = try UpdatePlan(container, storeSize: update.storeSize(self), in: source)
        let store = try sign(update)
        if update.isCompressed { place = try UpdatePlan(container, storeSize: store.count, in: source) }
        let sink = try makeSink(place.plan.newFileSize)
        _ = try copy(source, place.plan, inParts: false, to: sink)
        try sink.fill(try place.carry(store), at: place.plan.storeRange.lowerBound)
        let signed = Signed(
            manifest: update.label, byteCount: place.plan.newFileSize, isParentIntact: update.isParentIntact)
        return (signed, sink)
    }

    /// What ``update(_:_:title:into:)`` would make.
    func planUpdate(
        _ source: any ByteSource, _ request: SigningRequest, title: String?
    ) throws(SignetError) -> Signed {
        let container = try ImageContainer.read(source, limits: settings.limits)
        let update = try prepare(source, container, nil, request, title)
        let place = try UpdatePlan(container, storeSize: update.storeSize(self), in: source)
        return Signed(
            manifest: update.label, byteCount: place.plan.newFileSize, isParentIntact: update.isParentIntact)
    }

    /// The updated manifest store of an image whose record is in the file `sidecar`; not signed when only its size is asked.
    func updateBeside(
        _ source: any ByteSource, _ request: SigningRequest, title: String?, sidecar: String?, isDryRun: Bool = false
    ) throws(SignetError) -> (Signed, [UInt8]) {
        let container = try ImageContainer.read(source, limits: settings.limits)
        let beside = try sidecar.map { (path) throws(SignetError) in
            try FileVerifier.sidecar(path, limits: settings.limits)
        }
        let update = try prepare(source, container, beside, request, title)
        let store = isDryRun ? [] : try sign(update)
        let size = isDryRun ? update.storeSize(self) : store.count
        return (Signed(manifest: update.label, byteCount: size, isParentIntact: update.isParentIntact), store)
    }

    private func sign(_ update: Update) throws(SignetError) -> [UInt8] {
        let signature = try signer.sign(update.unsigned.signedBytes(headers))
        let unprotected = try proofs.headers(
            for: signature, headers, chain: signer.certificates, reserved: update.reserved)
        let manifest = update.unsigned.manifest(headers, signature: signature, unprotected: unprotected)
        guard !update.isCompressed else {
            return ManifestStore.assemble(
                ingredients: update.earlier,
                active: try ManifestCompressor.compress(manifest, label: update.label))
        }
        let store = ManifestStore.assemble(ingredients: update.earlier, active: manifest)
        guard store.count == update.storeSize(self) else {
            throw SignetError("sign.size", .unexpected, "the manifest store did not get the size it was planned with")
        }
        return store
    }

    private func prepare(
        _ source: any ByteSource, _ container: ImageContainer, _ sidecar: ImageContainer?, _ request: SigningRequest,
        _ title: String?
    ) throws(SignetError) -> Update {
        guard !container.hasNoTraceOfStore || sidecar != nil else {
            throw SignetError("update.noRecord", .badData, "carries no Content Credentials that could be updated")
        }
        var parent = try ParentImage(source, container, sidecar: sidecar, title: title, settings: settings)
        guard parent.isIntact == true else {
            throw SignetError(
                "update.notIntact", .badData, "carries a record that does not hold, and an update would not either")
        }
        let kept = sidecar == nil ? UpdatePlan.keptStoreSize(container) : 0
        guard kept == 0 || request.redactions.isEmpty else {
            throw SignetError(
                "update.redact", .badData,
                "keeps the record where it is, so that nothing can be taken out of it; sign an edit instead")
        }
        if !request.redactions.isEmpty { parent = try parent.redacting(request.redactions, limits: settings.limits) }
        // What stays in the file stays in the form it has there.
        let set = try kept == 0 ? IngredientSet(parent: parent, [], limits: settings.limits) : nil
        let builder = try updateBuilder(request, set?.parent ?? parent, container.format.boxInstance)
        // What stays in the file is not written a second time.
        let earlier = set?.manifests ?? parent.manifests.map(\.bytes).filter { $0.startIndex >= kept }
        return Update(
            unsigned: builder.finishUpdate(), label: builder.label, earlier: earlier, reserved: try proofs.reserved(),
            isCompressed: request.compresses, isParentIntact: true)
    }

    /// What an update adds: assertions, redactions, and what others attest about the record that is there.
    private func updateBuilder(
        _ request: SigningRequest, _ parent: ParentImage, _ instance: UInt16?
    ) throws(SignetError) -> ManifestBuilder {
        var builder = ManifestBuilder(
            uuid: UUIDv4.make(), instanceUUID: UUIDv4.make(), generator: Self.generator(request, instance),
            title: request.title)
        let recorder = ActionRecorder(request: request)
        _ = recorder.record(parent, "parentOf", in: &builder)
        var actions = zip(request.redactions, parent.redacted).map(recorder.redaction)
        builder.redacted = parent.redacted
        if request.assertions.contains(where: \.isMetadata) { actions.append(recorder.action("c2pa.edited.metadata")) }
        if !actions.isEmpty {
            builder.add(
                "c2pa.actions.v2", .cbor(.map(["actions": .array(actions), "allActionsIncluded": .bool(true)])),
                salt: RandomBytes.make(16))
        }
        for assertion in request.assertions {
            builder.add(assertion.label, assertion.content, listing: assertion.listing, salt: RandomBytes.make(16))
        }
        let hasStamp = try addTimeStamp(parent, to: &builder)
        if !proofs.ocspResponses.isEmpty, let network = settings.network {
            ParentStatus(network: network, settings: settings).record(parent, in: &builder)
        }
        guard hasStamp || !actions.isEmpty || !request.assertions.isEmpty else {
            throw SignetError(
                "update.nothing", .usage,
                "has nothing to be updated with: --update takes --assertions, --redact, or --tsa for a record without a "
                    + "time-stamp")
        }
        return builder
    }

    /// A time-stamp assertion about the record that is there, when no trusted time-stamp is beside its signature (section
    /// 18.17).
    private func addTimeStamp(
        _ parent: ParentImage, to builder: inout ManifestBuilder
    ) throws(SignetError) -> Bool {
        guard let service = proofs.timeStamps, let active = parent.store?.active,
            !parent.results.activeManifest.contains(where: { $0.code == .timeStampTrusted }),
            let content = active.signature?.contents.first, let value = try? CBORDecoder.decode(content.payload),
            let signature = try? COSESign1(value), let claim = active.claims.first?.contents.first
        else { return false }
        let (_, token) = try service.stamp(signature.timeStampedBytes(version: 2, claim: claim.payload))
        builder.add(
            "c2pa.time-stamp", .cbor(.map([CBORValue.Entry(.text(active.label), .bytes(token))])),
            salt: RandomBytes.make(16))
        return true
    }
}
