extension PixelBuffer {
    /// The image as it is meant to be seen, when `orientation` says how it was stored (EXIF 2.32, tag 0x0112).
    ///
    /// - Parameter orientation: 1 to 8; anything else counts as 1.
    func upright(_ orientation: Int) -> PixelBuffer {
        guard (2...8).contains(orientation) else { return self }
        let swaps = orientation >= 5
        let outWidth = swaps ? height : width
        let outHeight = swaps ? width : height
        // Where the output's first pixel comes from, and how far the source moves with each step right and down.
        let last = (x: (width - 1) * channels, y: (height - 1) * width * channels)
        let (right, down) = (channels, width * channels)
        let (start, alongX, alongY) =
            switch orientation {
            case 2: (last.x, -right, down)
            case 3: (last.x + last.y, -right, -down)
            case 4: (last.y, right, -down)
            case 5: (0, down, right)
            case 6: (last.y, -down, right)
            case 7: (last.x + last.y, -down, -right)
            default: (last.x, down, -right)
            }
        let count = samples.count
        let turned = samples.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: count) { target, filled in
                var out = 0
                for y in 0..<outHeight {
                    var at = start + y * alongY
                    for _ in 0..<outWidth {
                        for channel in 0..<channels { target[out + channel] = source[at + channel] }
                        out += channels
                        at += alongX
                    }
                }
                filled = count
            }
        }
        return PixelBuffer(width: outWidth, height: outHeight, channels: channels, samples: turned) ?? self
    }
}
