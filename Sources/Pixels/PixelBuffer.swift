/// Decoded pixels: upright (the EXIF orientation is applied), row by row from the top left, 8 bits a sample.
///
/// Colour profiles are not applied: fingerprints compare what is stored.
public struct PixelBuffer: Sendable, Equatable {
    /// In pixels, at least 1.
    public let width: Int
    /// In pixels, at least 1.
    public let height: Int
    /// 1 (gray) or 3 (red, green, blue, interleaved).
    public let channels: Int
    /// `width * height * channels` bytes.
    public let samples: [UInt8]

    /// Nil when the sizes do not fit each other.
    public init?(width: Int, height: Int, channels: Int, samples: [UInt8]) {
        guard width > 0, height > 0, channels == 1 || channels == 3 else { return nil }
        let (pixels, tooMany) = width.multipliedReportingOverflow(by: height)
        let (count, tooLong) = pixels.multipliedReportingOverflow(by: channels)
        guard !tooMany, !tooLong, samples.count == count else { return nil }
        self.width = width
        self.height = height
        self.channels = channels
        self.samples = samples
    }
}
