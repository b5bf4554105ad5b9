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
        var sums = [UInt32](repeating: 0, count: newWidth * channels)
        var result = [UInt8](repeating: 0, count: newWidth * newHeight * channels)
        let columns = (0...newWidth).map { $0 * width / newWidth }
        samples.withUnsafeBufferPointer { source in
            for row in 0..<newHeight {
                let top = row * height / newHeight
                // A mean of up to 4,096 pixels per side fits into 32 bits; of more, every so many rows are taken.
                let bottom = min(max((row + 1) * height / newHeight, top + 1), top + 4_096)
                for index in sums.indices { sums[index] = 0 }
                for line in top..<bottom {
                    let start = line * width * channels
                    for column in 0..<newWidth {
                        let end = min(columns[column + 1], columns[column] + 4_096)
                        for pixel in columns[column]..<end {
                            for channel in 0..<channels {
                                sums[column * channels + channel] &+= UInt32(source[start + pixel * channels + channel])
                            }
                        }
                    }
                }
                for column in 0..<newWidth {
                    let count = UInt32(
                        (min(columns[column + 1], columns[column] + 4_096) - columns[column]) * (bottom - top))
                    for channel in 0..<channels {
                        result[(row * newWidth + column) * channels + channel] = UInt8(
                            min(sums[column * channels + channel] / max(count, 1), 255))
                    }
                }
            }
        }
        return PixelBuffer(width: newWidth, height: newHeight, channels: channels, samples: result)
    }
}
