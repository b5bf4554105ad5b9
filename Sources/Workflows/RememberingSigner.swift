public import Bytes
internal import Digests
internal import Findings
internal import Fingerprints
internal import ImageIndex
internal import Pixels
public import Provenance

/// Signs an image and remembers it, in one step: it is read and decoded once, its fingerprints go into the manifest as soft
/// bindings and into the index, and either both the signed file and its record are there or neither.
///
/// The record, with the name of the file that is to come, is on the disk before the file gets its name. After a crash in
/// between, the next one who opens the index looks whether the file is there, and takes the record back when it is not.
public struct RememberingSigner: Sendable {
    private let signer: FileSigner
    private let writer: IndexWriter
    private let reader: IndexedImageReader
    public var labels: [String] = []
    /// Whose request the images came from; only a keyed hash of it is kept.
    public var requester: String?

    public init(_ signer: FileSigner, _ writer: IndexWriter, reader: IndexedImageReader) {
        self.signer = signer
        self.writer = writer
        self.reader = reader
    }

    /// Signs the file at `path` (or standard input for `-`).
    ///
    /// - Parameter line: what the request says of the record instead of the options.
    public func sign(
        _ path: String, _ request: SigningRequest, parent: ParentImage?, to target: FileSigner.Target,
        line: RequestLine? = nil
    ) throws(SignetError) -> ImageSigner.Signed {
        let contents = try reader.contents(path)
        let image = try reader.decoder.decode(contents)
        let pixels = image.pixels
        var request = request
        let prints = IndexedImageReader.fingerprints(pixels, alpha: image.alpha)
        request.softBindings += prints.softBindings
        let staged = try signer.stage(path, request, parent: parent, to: target, contents: contents)
        let hash = try staged.hash()
        // Beside the image there may be several records in turn; in it, each makes another file.
        let fileHash: [UInt8]
        let id: String?
        if case .sidecar = target {
            fileHash = Hasher.digest(contents, .sha256)
            id = ImageRecord.id(fileHash: fileHash, storeBeside: staged.signed.store)
        } else {
            fileHash = hash
            id = nil
        }
        var record = reader.record(
            of: image, prints, fileHash: fileHash, created: line?.created ?? IndexFilling.now(), id: id)
        record.name = Self.name(staged.path, path, target)
        record.model = request.software.map { software in
            software.version.map { "\(software.name)@\($0)" } ?? software.name
        }
        record.labels = line?.labels ?? labels
        record.requester = (line?.requester ?? requester).map(writer.requesterHash)
        record.manifestID = staged.signed.manifest
        record.manifestStore = staged.signed.store
        let output = try staged.path.map { (path) throws(SignetError) in
            PendingOutput(path: try Folder.absolute(path), hash: hash)
        }
        let added = try writer.add(record, output: output)
        do throws(SignetError) { try staged.commit() } catch {
            try writer.undo(added)
            throw error
        }
        // Standard output has no name that anybody could look for.
        if output != nil { try writer.finish(added) }
        return staged.signed
    }

    private static func name(_ output: String?, _ input: String, _ target: FileSigner.Target) -> String? {
        let path = if case .sidecar = target { input } else { output ?? input }
        guard path != "-" else { return nil }
        return path.split(separator: "/").last.map(String.init)
    }
}

extension StoredFingerprints {
    /// What a manifest states of the image, so that it can be found again (C2PA 2.4 section 18.10). An image without any detail
    /// has no PDQ hash worth stating.
    var softBindings: [SoftBinding] {
        var bindings: [SoftBinding] = []
        if let iscc, let unit = Self.isccUnit(iscc) {
            bindings.append(SoftBinding(algorithm: SoftBinding.iscc, value: unit))
        }
        if pdq.hash.isTelling {
            bindings.append(SoftBinding(algorithm: SoftBinding.pdq, value: pdq.hash.bytes))
        }
        return bindings
    }

    /// The header of an image content code, version 0, of that many bits (ISO 24138), and the body.
    static func isccUnit(_ body: [UInt8]) -> [UInt8]? {
        guard body.count % 4 == 0, (4...32).contains(body.count) else { return nil }
        return [0x21, UInt8(body.count / 4 - 1)] + body
    }
}
