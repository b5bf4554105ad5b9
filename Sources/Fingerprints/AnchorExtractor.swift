internal import CKernels
public import Pixels

/// Finds the local anchors of an image (`anchors-1`).
///
/// The image is brought to a canonical size first, so that the work is bounded and copies of any size share their anchors.
public enum AnchorExtractor {
    /// The longer side anchors are looked for at, in pixels.
    public static let canonicalSide = 640
    /// How many anchors an image has at most.
    public static let maximumCount = 256
    /// What a looked-up image gets, because ours may be a small part of it: a longer side in pixels, and more anchors.
    public static let querySide = 1024
    public static let maximumQueryCount = 512

    /// The anchors in pixels of the given image; none when a side is below 32 pixels or nothing in it stands out.
    public static func extract(_ image: PixelBuffer, forQuery: Bool = false) -> [Anchor] {
        let canonicalSide = forQuery ? querySide : Self.canonicalSide
        let maximumCount = forQuery ? maximumQueryCount : Self.maximumCount
        let longer = max(image.width, image.height)
        let factor = min(1, Double(canonicalSide) / Double(longer))
        let width = max(1, Int((Double(image.width) * factor).rounded()))
        let height = max(1, Int((Double(image.height) * factor).rounded()))
        guard min(width, height) >= 32, longer <= 131_072 else { return [] }
        var scratch = [Float](repeating: 0, count: image.width * image.channels)
        let gray = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            signet_gray_resize(
                image.samples, Int32(image.width), Int32(image.height), Int32(image.channels), buffer.baseAddress,
                Int32(width), Int32(height), &scratch)
            count = width * height
        }
        var found = [signet_anchor](repeating: signet_anchor(), count: maximumCount)
        let count = Int(
            signet_anchors_extract(gray, Int32(width), Int32(height), &found, Int32(maximumCount)))
        let back = Float(1 / factor)
        return found.prefix(max(count, 0)).map { place in
            Anchor(
                x: place.x * back, y: place.y * back, radius: place.radius * back, angle: place.angle,
                descriptor: Hash256(
                    (place.descriptor.0, place.descriptor.1, place.descriptor.2, place.descriptor.3)))
        }
    }
}
