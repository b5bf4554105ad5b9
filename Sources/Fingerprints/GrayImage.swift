internal import CKernels
internal import Pixels

/// The luminance of an image at the size its local anchors are looked for.
struct GrayImage {
    let width: Int
    let height: Int
    let samples: [UInt8]
    /// How many pixels of this one make one of the image it came from.
    let factor: Float

    /// Nil when a side would be below `smallest` pixels or the image is longer than the bound of all kernels.
    ///
    /// - Parameters:
    ///   - side: the longer side at most.
    ///   - doubled: images whose longer side is not above this are brought to twice their size.
    init?(_ image: PixelBuffer, side: Int, doubled: Int = 0, smallest: Int = 32) {
        let longer = max(image.width, image.height)
        guard longer <= 131_072 else { return nil }
        let shrunk = min(1, Double(side) / Double(longer))
        let width = max(1, Int((Double(image.width) * shrunk).rounded()))
        let height = max(1, Int((Double(image.height) * shrunk).rounded()))
        let isDoubled = longer <= doubled
        guard min(width, height) * (isDoubled ? 2 : 1) >= smallest else { return nil }
        var scratch = [Float](repeating: 0, count: image.width * image.channels)
        let gray = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            signet_gray_resize(
                image.samples, Int32(image.width), Int32(image.height), Int32(image.channels), buffer.baseAddress,
                Int32(width), Int32(height), &scratch)
            count = width * height
        }
        guard isDoubled else {
            (self.width, self.height, samples, factor) = (width, height, gray, Float(shrunk))
            return
        }
        samples = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { buffer, count in
            signet_gray_double(gray, Int32(width), Int32(height), buffer.baseAddress)
            count = 4 * width * height
        }
        (self.width, self.height, factor) = (2 * width, 2 * height, 2)
    }
}
