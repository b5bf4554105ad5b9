internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import ImageFormats

/// Records whose manifest is compressed (C2PA 2.4 section 11.2.4). Their size is known when they are signed, and not before.
extension ImageSigner {
    /// Throws for a format in which the size of the record is under the hash of the content, so that it has to be known before.
    static func requireCompressible(_ container: ImageContainer) throws(SignetError) {
        guard container.format == .png || container.format == .jpeg else {
            throw SignetError(
                "compress.format", .badData,
                "is a \(container.format.name) file, where the size of the record is under the hash of the content, so that it "
                    + "cannot be compressed; sign without --compress, or keep the record beside the file (--sidecar)")
        }
    }

    /// The image is read twice: its boxes are hashed, the record is signed and compressed, and then the image is copied around it.
    func signCompressed<Sink: ByteSink>(
        _ source: any ByteSource, _ container: ImageContainer, _ preparation: Preparation,
        into makeSink: (Int) throws(SignetError) -> Sink
    ) throws(SignetError) -> (Signed, Sink) {
        let hashes = try copy(source, preparation.plan, inParts: true, to: NullSink())
        let unsigned = preparation.builder.finish(preparation.binder.binding(preparation.plan.storeRange, hashes))
        let signature = try signer.sign(unsigned.signedBytes(headers))
        let unprotected = try proofs.headers(
            for: signature, headers, chain: signer.certificates, reserved: preparation.reserved)
        let store = ManifestStore.assemble(
            ingredients: preparation.ingredients,
            active: try ManifestCompressor.compress(
                unsigned.manifest(headers, signature: signature, unprotected: unprotected),
                label: preparation.builder.label))
        let plan = try container.embeddingPlan(storeSize: store.count, in: source)
        let sink = try makeSink(plan.newFileSize)
        guard try copy(source, plan, inParts: true, to: sink) == hashes else {
            throw SignetError("sign.changed", .inputOutput, "changed while it was signed")
        }
        try sink.fill(try preparation.format.carry(store), at: plan.storeRange.lowerBound)
        let signed = Signed(
            manifest: preparation.builder.label, byteCount: plan.newFileSize,
            isParentIntact: preparation.isParentIntact, store: store)
        return (signed, sink)
    }
}
