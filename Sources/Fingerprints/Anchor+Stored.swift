extension Anchor {
    /// The stored form of anchors: for each x, y and radius in quarter pixels of at most 65,535 (2 bytes each, little-endian),
    /// the angle in 65,536ths of a turn (2 bytes), and the descriptor (32 bytes).
    public static let storedSize = 40

    public static func stored(_ anchors: [Anchor], width: Int, height: Int) -> [UInt8] {
        // Positions are kept relative to the longer side, so that images of any size fit.
        let factor = 65_535 / Float(max(width, height, 1))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(anchors.count * storedSize)
        for anchor in anchors {
            let turn = anchor.angle / (2 * .pi)
            for value in [
                anchor.x * factor, anchor.y * factor, anchor.radius * factor, (turn - turn.rounded(.down)) * 65_535,
            ] {
                let whole = UInt16(min(max(value.isFinite ? value.rounded() : 0, 0), 65_535))
                bytes.append(UInt8(truncatingIfNeeded: whole))
                bytes.append(UInt8(truncatingIfNeeded: whole >> 8))
            }
            bytes += anchor.descriptor.bytes
        }
        return bytes
    }

    /// The anchors of a stored form, in pixels of an image of that size; what is left over at the end is ignored.
    public static func restored(_ bytes: [UInt8], width: Int, height: Int) -> [Anchor] {
        let factor = Float(max(width, height, 1)) / 65_535
        return stride(from: 0, through: bytes.count - storedSize, by: storedSize).compactMap { start in
            func value(_ at: Int) -> Float { Float(UInt16(bytes[start + at]) | UInt16(bytes[start + at + 1]) << 8) }
            guard let descriptor = Hash256(bytes: Array(bytes[start + 8..<start + storedSize])) else { return nil }
            return Anchor(
                x: value(0) * factor, y: value(2) * factor, radius: value(4) * factor,
                angle: value(6) / 65_535 * 2 * .pi, descriptor: descriptor)
        }
    }
}
