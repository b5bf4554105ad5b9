internal import Boxes
public import Bytes

/// Writes compressed manifests (C2PA 2.4 section 11.2.4).
public enum ManifestCompressor {
    /// The manifest as a compressed one: a superbox of its label around the Brotli stream of the whole superbox; the manifest
    /// itself when that would be no smaller.
    ///
    /// - Parameter manifest: the encoded superbox of a standard or update manifest.
    public static func compress(_ manifest: [UInt8], label: String) throws(SignetError) -> [UInt8] {
        let stream = try BrotliEncoder.compress(manifest[...])
        let box = BoxWriter.superbox(
            .compressedManifest, label: label, contents: [BoxWriter.box(.brotli, stream)])
        return box.count < manifest.count ? box : manifest
    }
}
