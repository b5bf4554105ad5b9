internal import CKernels
public import Pixels

/// What an image looks like from afar: its luminance at 64 pixels on the longer side. Anchors say where the images may agree;
/// this shows whether they do.
public struct ImageLayout: Sendable, Equatable {
    /// In pixels.
    public static let side = Int(SIGNET_LAYOUT_SIDE)

    public let width: Int
    public let height: Int
    /// `width * height` bytes, row by row.
    public let samples: [UInt8]

    /// Nil when the sizes do not fit each other.
    public init?(width: Int, height: Int, samples: [UInt8]) {
        guard 1...Self.side ~= width, 1...Self.side ~= height, samples.count == width * height else { return nil }
        (self.width, self.height, self.samples) = (width, height, samples)
    }

    /// Nil for images that are longer than the bound of all kernels.
    public init?(_ image: PixelBuffer) {
        guard let gray = GrayImage(image, side: Self.side, smallest: 1) else { return nil }
        (width, height, samples) = (gray.width, gray.height, gray.samples)
    }
}
