public import Bytes
internal import Digests

/// A signed image, or a record that goes beside one, that was written and checked but has no name yet: whatever has to happen
/// first can happen before ``commit()``, and without it nothing is left behind.
public final class StagedFile {
    private enum Content {
        case file(OutputFile)
        case scratch(ScratchFile)
    }

    public let signed: ImageSigner.Signed
    /// The path it will have; nil for standard output.
    public let path: String?
    private let content: Content
    private let limits: Limits

    init(_ file: OutputFile, path: String, signed: ImageSigner.Signed, limits: Limits) {
        content = .file(file)
        self.path = path
        self.signed = signed
        self.limits = limits
    }

    init(_ scratch: ScratchFile, signed: ImageSigner.Signed, limits: Limits) {
        content = .scratch(scratch)
        path = nil
        self.signed = signed
        self.limits = limits
    }

    /// SHA-256 of the file.
    public func hash() throws(SignetError) -> [UInt8] {
        let source =
            switch content {
            case .file(let file): try file.source(limits: limits)
            case .scratch(let scratch): try scratch.source(limits: limits)
            }
        let hasher = Hasher(.sha256)
        try source.withChunks(of: 0..<source.count) { (chunk) throws(SignetError) in hasher.update(chunk) }
        return hasher.finalize()
    }

    /// Gives the file its name, on the disk when this returns, or copies it to standard output.
    public func commit() throws(SignetError) {
        switch content {
        case .file(let file): try file.commit()
        case .scratch(let scratch): try scratch.copyToStandardOutput()
        }
    }
}
