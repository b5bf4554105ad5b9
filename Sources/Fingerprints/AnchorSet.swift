public import Pixels

/// What is kept of an image to recognise parts of it (`anchors-2`): its distinctive places, and its layout.
public struct AnchorSet: Sendable, Equatable {
    /// The longer side anchors are looked for at, in pixels. All positions are in pixels of an image of this size.
    public static let canonicalSide = 640
    /// How many anchors an image has at most.
    public static let maximumCount = 256
    /// Images that are not longer are brought to twice their size first.
    static let doubledSide = 320

    public let anchors: [Anchor]
    public let layout: ImageLayout

    public init(anchors: [Anchor], layout: ImageLayout) {
        (self.anchors, self.layout) = (anchors, layout)
    }

    /// Nil when a side is below 32 pixels, or nothing in the image stands out.
    public init?(_ image: PixelBuffer) {
        guard let gray = GrayImage(image, side: Self.canonicalSide, doubled: Self.doubledSide),
            let layout = ImageLayout(image)
        else { return nil }
        let unit = Float(Self.canonicalSide) / Float(max(gray.width, gray.height))
        let anchors = AnchorExtractor.extract(gray, limit: Self.maximumCount).anchors.map { $0.scaled(by: unit) }
        guard !anchors.isEmpty else { return nil }
        self.init(anchors: anchors, layout: layout)
    }

    private static let magic: [UInt8] = [0x53, 0x41, 0x02]
    private static let anchorSize = 40

    /// The stored form: "SA", the version (2), the layout's width and height (1 byte each) and its samples; then for each anchor
    /// x, y and radius in 65,535ths of the longer side (2 bytes each, little-endian), the angle in 65,536ths of a turn (2 bytes),
    /// and the descriptor (32 bytes).
    public var encoded: [UInt8] {
        var bytes = Self.magic + [UInt8(layout.width), UInt8(layout.height)] + layout.samples
        bytes.reserveCapacity(bytes.count + anchors.count * Self.anchorSize)
        let factor = 65_535 / Float(Self.canonicalSide)
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

    /// Nil when `bytes` are of another version or damaged.
    public init?(encoded bytes: [UInt8]) {
        guard let start = Self.start(bytes),
            let layout = ImageLayout(
                width: Int(bytes[Self.magic.count]), height: Int(bytes[Self.magic.count + 1]),
                samples: Array(bytes[Self.magic.count + 2..<start]))
        else { return nil }
        self.init(anchors: Self.anchors(bytes, start: start, limit: .max), layout: layout)
    }

    /// The anchors of a stored form, evenly chosen when there are more than `limit`; nil when it is of another version or damaged.
    public static func anchors(encoded bytes: [UInt8], limit: Int) -> [Anchor]? {
        start(bytes).map { anchors(bytes, start: $0, limit: limit) }
    }

    /// Where the anchors begin; nil when something does not fit.
    private static func start(_ bytes: [UInt8]) -> Int? {
        let header = magic.count + 2
        guard bytes.count >= header, bytes.starts(with: magic) else { return nil }
        let start = header + Int(bytes[header - 2]) * Int(bytes[header - 1])
        guard start <= bytes.count, (bytes.count - start).isMultiple(of: anchorSize) else { return nil }
        return start
    }

    private static func anchors(_ bytes: [UInt8], start: Int, limit: Int) -> [Anchor] {
        let factor = Float(canonicalSide) / 65_535
        let count = (bytes.count - start) / anchorSize
        let kept = min(count, max(limit, 0))
        return bytes.withUnsafeBytes { buffer in
            (0..<kept).map { number in
                let at = start + number * count / kept * anchorSize
                func value(_ index: Int) -> Float {
                    Float(UInt16(littleEndian: buffer.loadUnaligned(fromByteOffset: at + index * 2, as: UInt16.self)))
                }
                // Bit 255 first.
                func word(_ index: Int) -> UInt64 {
                    UInt64(
                        bigEndian: buffer.loadUnaligned(fromByteOffset: at + 32 - index * 8, as: UInt64.self))
                }
                return Anchor(
                    x: value(0) * factor, y: value(1) * factor, radius: value(2) * factor,
                    angle: value(3) / 65_535 * 2 * .pi, descriptor: Hash256((word(0), word(1), word(2), word(3))))
            }
        }
    }
}
