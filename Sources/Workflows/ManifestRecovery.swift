public import Bytes
internal import Digests
public import Findings
internal import Fingerprints
internal import ImageIndex
internal import Pixels
internal import Provenance

/// Finds the manifest store of an image that lost it, by its fingerprints, and writes it beside the image or into a copy (C2PA 2.4
/// section 18.10.5). What was recovered so is never called a hard match: the report says what the bytes themselves say.
public struct ManifestRecovery {
    private let lookup: IndexLookup
    private let limits: Limits

    public init(_ lookup: IndexLookup, limits: Limits = .default) {
        self.lookup = lookup
        self.limits = limits
    }

    /// - Parameters:
    ///   - path: the image, or `-` for standard input.
    ///   - output: a name that ends with `.c2pa` gets the store alone, any other a copy of the image with the store in it.
    ///   - overwrite: whether files that exist are replaced.
    /// - Returns: nil when the index knows no image like this one that has a manifest.
    public func recover(_ path: String, to output: String, overwrite: Bool) throws(SignetError) -> RecoveryReport? {
        guard overwrite || !Folder.exists(output) else {
            throw SignetError("file.exists", .cannotCreate, "\(output) exists already (see --force)")
        }
        let source = try FileSource(path: path, limits: limits)
        let contents = try source.bytes(0..<source.count)
        let answer = try lookup.search(contents: contents, radius: PDQ.matchingDistance, limit: 20)
        guard let match = answer.matches.first(where: { $0.record.hasManifest }),
            let record = try lookup.record(id: match.record.id), let store = record.manifestStore
        else { return nil }
        let isBeside = output.hasSuffix(Sidecar.suffix)
        let file: OutputFile
        if isBeside {
            file = try OutputFile(path: output)
            try file.write(store)
        } else {
            file = try StoreEmbedder.copy(of: contents, with: store, to: output, limits: limits)
        }
        let report = try judge(contents, file, isBeside: isBeside)
        let bindings = report.active?.softBindings ?? []
        try lookup.audit(recovered: record.id, for: contents)
        try file.commit()
        return RecoveryReport(
            file: path, sha256: Hex.encode(Hasher.digest(contents, .sha256)), output: output, match: match,
            manifestID: record.manifestID ?? report.activeManifest, verdict: report.verdict,
            softBindings: SoftBindingCheck.matches(bindings, contents: contents) ?? [], time: IndexFilling.now())
    }

    private func judge(_ contents: [UInt8], _ file: OutputFile, isBeside: Bool) throws(SignetError) -> FileReport {
        let verifier = FileVerifier(
            settings: ValidationSettings(time: IndexFilling.moment(), limits: limits), scope: [])
        let source = try file.source(limits: limits)
        guard isBeside else { return try verifier.verify(source, named: "") }
        return try verifier.verify(MemorySource(contents), named: "", store: source)
    }
}
