public import Bytes
internal import Pixels
public import Provenance

/// Makes the small pictures that records show (C2PA 2.4 section 18.13).
public struct ThumbnailMaker: Sendable {
    /// The longer side of a thumbnail, in pixels.
    public static let side = 512

    public init() {}

    /// A JPEG of the image at `path`, upright; nil for standard input, which is read once, and for pixels that cannot be read:
    /// a record is as good without.
    public func thumbnail(of path: String, limits: Limits = .default) -> SigningRequest.Thumbnail? {
        guard path != "-", let source = try? FileSource(path: path, limits: limits),
            let image = try? ImageDecoder().decode(source, shorterSide: Self.side),
            let bytes = Thumbnail.jpeg(image.pixels, side: Self.side)
        else { return nil }
        return SigningRequest.Thumbnail(mediaType: "image/jpeg", bytes: bytes)
    }
}
