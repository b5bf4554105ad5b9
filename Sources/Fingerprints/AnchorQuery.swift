internal import CKernels
public import Pixels

/// A looked-up image, with all that is needed to find indexed images in it, or it in them. Ours may be a small part of it, so
/// that it is looked at in more detail than images that are indexed.
public struct AnchorQuery: Sendable {
    /// A longer side in pixels, and how many anchors there are at most.
    public static let side = 1280
    public static let maximumCount = 1024
    /// Images that are not longer are brought to twice their size first.
    static let doubledSide = 480

    /// In pixels of the working image.
    public let anchors: [Anchor]
    /// The same places in the mirrored working image.
    public let mirroredAnchors: [Anchor]
    /// The working image and its halvings.
    let levels: [UInt8]
    public let width: Int
    public let height: Int
    /// How many pixels of the working image make one of the image that is looked up.
    public let factor: Float

    /// Nil when a side is below 32 pixels, or nothing in the image stands out.
    public init?(_ image: PixelBuffer) {
        guard let gray = GrayImage(image, side: Self.side, doubled: Self.doubledSide) else { return nil }
        (anchors, mirroredAnchors) = AnchorExtractor.extract(gray, limit: Self.maximumCount, mirrored: true)
        guard !anchors.isEmpty else { return nil }
        let size = signet_pyramid_size(Int32(gray.width), Int32(gray.height))
        levels = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            if let start = buffer.baseAddress {
                signet_pyramid_fill(gray.samples, Int32(gray.width), Int32(gray.height), start)
            }
            count = size
        }
        (width, height, factor) = (gray.width, gray.height, gray.factor)
    }
}
