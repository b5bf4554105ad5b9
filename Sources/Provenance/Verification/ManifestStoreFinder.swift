public import Bytes
internal import ContentCredentials
internal import ImageFormats

/// Finds the manifest store of an image as bytes, without judging it.
public enum ManifestStoreFinder {
    public struct Found: Sendable {
        public let bytes: [UInt8]
        /// The label of the active manifest; nil when the store cannot be read.
        public let activeManifest: String?
    }

    /// The store in the image `contents`, else the one of the file beside `path`; nil when there is none, also in files of
    /// formats that cannot carry one.
    public static func store(
        of contents: [UInt8], at path: String, limits: Limits = .default
    ) throws(SignetError) -> Found? {
        if let embedded = try? ImageContainer.read(MemorySource(contents), limits: limits).store {
            return found(embedded.bytes, limits: limits)
        }
        guard let beside = Sidecar.beside(path) else { return nil }
        return found(try FileVerifier.sidecar(beside, limits: limits).store?.bytes, limits: limits)
    }

    private static func found(_ bytes: [UInt8]?, limits: Limits) -> Found? {
        guard let bytes else { return nil }
        return Found(bytes: bytes, activeManifest: try? ManifestStore(bytes, limits: limits).active.label)
    }
}
