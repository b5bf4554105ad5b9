public import Pixels

/// Pictures with blobs of many sizes and shades, unlike each other and the same every time: there is much in them to recognise.
public enum BlobPicture {
    /// - Parameter seed: which one; gray, and never the same as of another seed.
    public static func make(_ seed: UInt64, width: Int = 480, height: Int = 360) -> PixelBuffer? {
        var state = seed
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var samples = [UInt8](repeating: 120, count: width * height)
        for _ in 0..<220 {
            let (cx, cy, rx, ry) = (random(width), random(height), 4 + random(30), 4 + random(30))
            let shade = UInt8(random(256))
            for y in max(0, cy - ry)..<min(height, cy + ry) {
                for x in max(0, cx - rx)..<min(width, cx + rx) {
                    let (dx, dy) = (Double(x - cx) / Double(rx), Double(y - cy) / Double(ry))
                    if dx * dx + dy * dy < 1 { samples[y * width + x] = shade }
                }
            }
        }
        return PixelBuffer(width: width, height: height, channels: 1, samples: samples)
    }
}
