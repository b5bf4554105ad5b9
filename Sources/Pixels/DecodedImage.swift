/// A decoded image, and what decoding it took or left out.
public struct DecodedImage: Sendable {
    /// The formats whose pixels can be read.
    public enum Format: String, Sendable, CaseIterable {
        case png, jpeg, webp, gif, tiff, avif, heic
    }

    public let pixels: PixelBuffer
    /// The opacity of each pixel, 0 to 255, upright as ``pixels``; nil when the file has no transparency.
    public let alpha: [UInt8]?
    public let format: Format
    /// The width the file states, in pixels, before scaling and turning.
    public let storedWidth: Int
    /// The height the file states, in pixels, before scaling and turning.
    public let storedHeight: Int
    /// The denominator of the scale the image was decoded at: 1, 2, 4 or 8.
    public let scale: Int
    /// The EXIF orientation that was undone, 1 to 8; 1 means that nothing had to be turned.
    public let orientation: Int
    /// Things a reader may want to know, in the order they were noticed.
    public let notes: [Note]

    /// What was left out or repaired.
    public enum Note: String, Sendable, CaseIterable {
        /// There is an ICC colour profile; the stored values were taken as they are.
        case profileIgnored
        /// Transparency was dropped; the colours below it were taken as they are.
        case transparencyDropped
        /// The data is damaged or ends early; what is missing is gray or black.
        case damaged
        /// Only the first picture of several was read.
        case firstFrameOnly
    }
}
