internal import CKernels
public import Pixels

/// The image code of the International Standard Content Code (ISO 24138), version 0, as iscc-core computes it (`iscc-image-v0`);
/// the fingerprint of C2PA's soft-binding algorithm `io.iscc.v0`.
///
/// Files are prepared as iscc-core's documentation asks and Pillow does it: upright, before white, the border of exactly the upper
/// left pixel's colour cut away, gray, 32 by 32 pixels by the bicubic filter.
public struct ISCCImageCode: Sendable, Hashable {
    /// 32 bytes; a code of fewer bits is their beginning.
    public let body: [UInt8]

    /// Nil unless there are 32 bytes.
    public init?(body: [UInt8]) {
        guard body.count == Int(SIGNET_ISCC_BYTES) else { return nil }
        self.body = body
    }

    /// The code of 32 by 32 gray pixels, row by row; nil for any other number of them.
    public init?(gray samples: [UInt8]) {
        guard samples.count == Int(SIGNET_ISCC_SIDE * SIGNET_ISCC_SIDE) else { return nil }
        var digest = [UInt8](repeating: 0, count: Int(SIGNET_ISCC_BYTES))
        signet_iscc_digest(samples, &digest)
        body = digest
    }

    /// The code of an image.
    ///
    /// - Parameter alpha: a byte of opacity for each pixel, when the image has transparency.
    /// Nil when a side is longer than 131,072 pixels or `alpha` has another size.
    public init?(_ image: PixelBuffer, alpha: [UInt8]? = nil) {
        guard let samples = Self.samples(image, alpha: alpha), let code = ISCCImageCode(gray: samples) else {
            return nil
        }
        self = code
    }

    /// The 1,024 gray pixels iscc-core's `gen_image_code_v0` takes.
    static func samples(_ image: PixelBuffer, alpha: [UInt8]?) -> [UInt8]? {
        guard max(image.width, image.height) <= Int(SIGNET_PDQ_LONGEST),
            alpha.map({ $0.count == image.width * image.height }) ?? true
        else { return nil }
        func run(_ mask: UnsafePointer<UInt8>?) -> [UInt8] {
            var box: [Int] = [0, 0, 0, 0]
            signet_iscc_content(image.samples, mask, image.width, image.height, Int32(image.channels), &box)
            var samples = [UInt8](repeating: 0, count: Int(SIGNET_ISCC_SIDE * SIGNET_ISCC_SIDE))
            withUnsafeTemporaryAllocation(
                byteCount: signet_iscc_scratch(box[2], box[3]), alignment: MemoryLayout<Int32>.alignment
            ) { scratch in
                guard let scratch = scratch.bindMemory(to: UInt8.self).baseAddress else { return }
                signet_iscc_resize(
                    image.samples, mask, image.width, Int32(image.channels), box, scratch, &samples)
            }
            return samples
        }
        guard let alpha else { return run(nil) }
        return alpha.withUnsafeBufferPointer { run($0.baseAddress) }
    }

    /// The code as it is exchanged: `ISCC:` and base 32 of a header and the body's beginning.
    ///
    /// - Parameter bits: 32 to 256, a multiple of 32.
    public func text(bits: Int = 64) -> String {
        let words = min(max(bits / 32, 1), 8)
        // Content code, image, version 0, length (ISO 24138, 5.2).
        let bytes = [0x21, UInt8(words - 1)] + body.prefix(words * 4)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = "ISCC:"
        var pending = 0
        var count = 0
        for byte in bytes {
            pending = (pending << 8 | Int(byte)) & 0xFFF
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[pending >> count & 31])
            }
        }
        if count > 0 { text.append(alphabet[pending << (5 - count) & 31]) }
        return text
    }
}
