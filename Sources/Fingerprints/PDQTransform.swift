internal import CKernels
public import Pixels

/// An image's 16 by 16 lowest frequencies, from which the hashes of all its turned and mirrored forms follow.
///
/// They are computed the fast way first. Where rounding could decide about a bit or about the quality, all is computed again in
/// the reference's own order of operations, so that the result is the reference's in every case.
public struct PDQTransform: Sendable {
    /// 0 to 100.
    public let quality: Int
    /// Row by row; row and column 0 are frequency 1.
    public let coefficients: [Float]

    static let side = 16
    private static let sampleCount = 64 * 64
    /// The two ways of computing were never seen to differ by more than 0.003 in a coefficient and 0.0009 in a sample.
    private static let coefficientTolerance: Float = 0.008
    private static let sampleTolerance: Float = 0.001
    /// In pixels. The reference's way holds two planes of floats; beyond 256 MB the fast way has to do.
    private static let largestExact = 32 << 20

    /// - Parameter forms: those whose hashes will be asked for.
    ///
    /// Nil for images with a side below ``PDQHasher/smallestSide`` or beyond 131,072 pixels.
    public init?(_ image: PixelBuffer, forms: [Dihedral] = [.original]) {
        self.init(image, x: 0, y: 0, width: image.width, height: image.height, forms: forms)
    }

    /// The transform of a part of an image; nil as for ``init(_:forms:)``, or when the part lies outside.
    public init?(
        _ image: PixelBuffer, x: Int, y: Int, width: Int, height: Int, forms: [Dihedral] = [.original]
    ) {
        guard min(width, height) >= PDQHasher.smallestSide, max(width, height) <= Int(SIGNET_PDQ_LONGEST),
            x >= 0, y >= 0, x <= image.width - width, y <= image.height - height
        else { return nil }
        var samples = Self.samples(
            image, x: x, y: y, width: width, height: height, scratch: signet_pdq_scratch, signet_pdq_downsample)
        var transform = Self.transform(samples)
        var isUnsure: Int32 = 0
        var quality = Int(signet_pdq_quality(samples, Self.sampleTolerance, &isUnsure))
        if width * height <= Self.largestExact,
            isUnsure != 0 || forms.contains(where: { !Self.isClear(Self.turned(transform, $0)) })
        {
            samples = Self.samples(
                image, x: x, y: y, width: width, height: height,
                scratch: { width, _ in signet_pdq_exact_scratch(width, height) }, signet_pdq_downsample_exactly)
            transform = Self.transform(samples)
            quality = Int(signet_pdq_quality(samples, 0, &isUnsure))
        }
        self.quality = quality
        coefficients = transform
    }

    /// The transform of the image, or of a part of it, at the canonical size of 512 by 512 pixels (`pdq-512`). What the image's
    /// own size adds to a hash is gone: copies of other sizes are closer.
    ///
    /// Nil as for ``init(_:x:y:width:height:forms:)``.
    public init?(canonical image: PixelBuffer, part: PixelBox? = nil) {
        let part = part ?? PixelBox(x: 0, y: 0, width: image.width, height: image.height)
        guard min(part.width, part.height) >= PDQHasher.smallestSide,
            max(part.width, part.height) <= Int(SIGNET_PDQ_LONGEST), part.isInside(image)
        else { return nil }
        let samples = Self.samples(
            image, x: part.x, y: part.y, width: part.width, height: part.height, scratch: signet_pdq_scratch,
            signet_pdq_downsample_canonically)
        var isUnsure: Int32 = 0
        quality = Int(signet_pdq_quality(samples, 0, &isUnsure))
        coefficients = Self.transform(samples)
    }

    private typealias Downsampling = (
        UnsafePointer<UInt8>, Int, Int, Int, Int32, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void

    /// The 64 by 64 samples of a part that lies inside.
    private static func samples(
        _ image: PixelBuffer, x: Int, y: Int, width: Int, height: Int, scratch: (Int, Int32) -> Int,
        _ downsample: Downsampling
    ) -> [Float] {
        let channels = image.channels
        var samples = [Float](repeating: 0, count: sampleCount)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: scratch(width, Int32(channels))) { scratch in
            image.samples.withUnsafeBufferPointer { pixels in
                guard let start = pixels.baseAddress, let scratch = scratch.baseAddress else { return }
                downsample(
                    start + (y * image.width + x) * channels, width, height, image.width * channels, Int32(channels),
                    scratch, &samples)
            }
        }
        return samples
    }

    private static func transform(_ samples: [Float]) -> [Float] {
        var coefficients = [Float](repeating: 0, count: side * side)
        signet_pdq_transform(samples, &coefficients)
        return coefficients
    }

    /// The hash of the image turned or mirrored as `form` says, from the coefficients alone.
    public func hash(_ form: Dihedral) -> Hash256 {
        let turned = Self.turned(coefficients, form)
        let median = turned.sorted()[turned.count / 2 - 1]
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (index, value) in turned.enumerated() where value > median {
            let bit = UInt64(1) << UInt64(index & 63)
            switch index >> 6 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }
        return Hash256(words)
    }

    /// The hash of the negative: what is above the median falls below it.
    public func invertedHash() -> Hash256 {
        let (a, b, c, d) = hash(.original).words
        return Hash256((~a, ~b, ~c, ~d))
    }

    /// Whether no rounding can move a coefficient across the lower median, which decides about the bits.
    private static func isClear(_ coefficients: [Float]) -> Bool {
        let sorted = coefficients.sorted()
        return sorted[sorted.count / 2] - sorted[sorted.count / 2 - 1] > coefficientTolerance
    }

    /// The coefficients of a turned or mirrored image (pdqhashing.cpp, `dct16OriginalToRotate90` and its siblings).
    private static func turned(_ coefficients: [Float], _ form: Dihedral) -> [Float] {
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
        return turned
    }
}
