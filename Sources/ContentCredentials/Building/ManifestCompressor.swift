internal import Boxes
public import Bytes

/// Writes compressed manifests (C2PA 2.4 section 11.2.4).
public enum ManifestCompressor {
    /// The manifest as a compressed one: a superbox of its label around the Brotli stream of the whole superbox.
    ///
    /// - Returns: nil when that would be no smaller, and for manifests that are of neither type that may be compressed.
    public static func compress(_ manifest: Manifest) throws(SignetError) -> [UInt8]? {
        guard !manifest.isCompressed, manifest.kind == .standard || manifest.kind == .update else { return nil }
        let stream = try BrotliEncoder.compress(manifest.box.bytes)
        let box = BoxWriter.superbox(
            .compressedManifest, label: manifest.label, contents: [BoxWriter.box(.brotli, stream)])
        return box.count < manifest.box.bytes.count ? box : nil
    }
}
