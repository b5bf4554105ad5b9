internal import CCodecs

/// Small JPEG copies of images, to look at.
public enum Thumbnail {
    /// The longer side, in pixels, unless another is asked for.
    public static let standardSide = 320
    private static let quality: Int32 = 80

    /// A JPEG of the image with a longer side of at most `side` pixels; nil when it cannot be made.
    public static func jpeg(_ image: PixelBuffer, side: Int = standardSide) -> [UInt8]? {
        guard let small = image.shrunk(to: side) else { return nil }
        let room = small.samples.count + 4_096
        var bytes = [UInt8](repeating: 0, count: room)
        let size = signet_jpeg_encode(
            small.samples, UInt32(small.width), UInt32(small.height), Int32(small.channels), quality, &bytes, room)
        guard size > 0 else { return nil }
        return Array(bytes.prefix(size))
    }
}

extension PixelBuffer {
    /// The image at a longer side of at most `side` pixels: each pixel is the mean of those it stands for.
    func shrunk(to side: Int) -> PixelBuffer? {
        let longer = max(width, height)
        guard side > 0 else { return nil }
        guard longer > side else { return self }
        let newWidth = max(1, width * side / longer)
        let newHeight = max(1, height * side / longer)
        let columns = (0...newWidth).map { $0 * width / newWidth }
        let rowLength = width * channels
        let result = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight * channels) { result, filled in
            samples.withUnsafeBufferPointer { source in
                withUnsafeTemporaryAllocation(of: UInt32.self, capacity: rowLength) { sums in
                    for row in 0..<newHeight {
                        let top = row * height / newHeight
                        let bottom = min(max((row + 1) * height / newHeight, top + 1), top + Self.largestMean)
                        // Down first: whole rows are added up several samples at a time.
                        sums.update(repeating: 0)
                        for line in top..<bottom {
                            let start = line * rowLength
                            for index in 0..<rowLength { sums[index] &+= UInt32(source[start &+ index]) }
                        }
                        for column in 0..<newWidth {
                            let left = columns[column]
                            let right = min(max(columns[column + 1], left + 1), left + Self.largestMean)
                            let count = UInt32((right - left) * (bottom - top))
                            for channel in 0..<channels {
                                var sum: UInt32 = 0
                                for pixel in left..<right { sum &+= sums[pixel &* channels &+ channel] }
                                result.initializeElement(
                                    at: (row * newWidth + column) * channels + channel,
                                    to: UInt8(truncatingIfNeeded: sum / count))
                            }
                        }
                    }
                }
            }
            filled = newWidth * newHeight * channels
        }
        return PixelBuffer(width: newWidth, height: newHeight, channels: channels, samples: result)
    }

    /// A mean of up to so many pixels per side fits into 32 bits; of more, only these are taken.
    private static var largestMean: Int { 4_096 }
}
