internal import CKernels
public import Pixels

/// An image's 16 by 16 lowest frequencies, from which the hashes of all its turned and mirrored forms follow.
public struct PDQTransform: Sendable {
    /// 0 to 100.
    public let quality: Int
    /// Row by row; row and column 0 are frequency 1.
    public let coefficients: [Float]

    static let side = 16
    private static let sampleSide = 64

    /// Nil for images with a side below ``PDQHasher/smallestSide`` or beyond 131,072 pixels.
    public init?(_ image: PixelBuffer) {
        self.init(image, x: 0, y: 0, width: image.width, height: image.height)
    }

    /// The transform of a part of an image; nil as for ``init(_:)``, or when the part lies outside.
    public init?(_ image: PixelBuffer, x: Int, y: Int, width: Int, height: Int) {
        guard min(width, height) >= PDQHasher.smallestSide, max(width, height) <= SIGNET_PDQ_LONGEST,
            x >= 0, y >= 0, x <= image.width - width, y <= image.height - height
        else { return nil }
        let channels = image.channels
        var scratch = [Float](repeating: 0, count: signet_pdq_scratch(width, Int32(channels)))
        var samples = [Float](repeating: 0, count: Self.sampleSide * Self.sampleSide)
        var coefficients = [Float](repeating: 0, count: Self.side * Self.side)
        image.samples.withUnsafeBufferPointer { pixels in
            guard let start = pixels.baseAddress else { return }
            signet_pdq_downsample(
                start + (y * image.width + x) * channels, width, height, image.width * channels, Int32(channels),
                &scratch, &samples)
        }
        quality = Int(signet_pdq_quality(samples))
        signet_pdq_transform(samples, &coefficients)
        self.coefficients = coefficients
    }

    /// The hash of the image turned or mirrored as `form` says, from the coefficients alone (pdqhashing.cpp,
    /// `dct16OriginalToRotate90` and its siblings).
    public func hash(_ form: Dihedral) -> Hash256 {
        let side = Self.side
        var turned = coefficients
        for i in 0..<side {
            for j in 0..<side {
                let value = coefficients[i * side + j]
                // Frequencies count from 1, so an even index is an odd frequency, which mirroring negates.
                switch form {
                case .original: break
                case .rotated90: turned[j * side + i] = j % 2 == 0 ? -value : value
                case .rotated180: turned[i * side + j] = (i + j) % 2 == 1 ? -value : value
                case .rotated270: turned[j * side + i] = i % 2 == 0 ? -value : value
                case .flippedHorizontally: turned[i * side + j] = i % 2 == 0 ? -value : value
                case .flippedVertically: turned[i * side + j] = j % 2 == 0 ? -value : value
                case .transposed: turned[j * side + i] = value
                case .transversed: turned[j * side + i] = (i + j) % 2 == 1 ? -value : value
                }
            }
        }
        return Self.bits(of: turned)
    }

    /// One bit for each coefficient above the lower median.
    private static func bits(of coefficients: [Float]) -> Hash256 {
        let median = coefficients.sorted()[coefficients.count / 2 - 1]
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, value) in coefficients.enumerated() where value > median { words[index >> 6] |= 1 << UInt64(index & 63) }
        return Hash256((words[0], words[1], words[2], words[3]))
    }
}
