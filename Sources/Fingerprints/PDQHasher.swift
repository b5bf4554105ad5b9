internal import CKernels
public import Pixels

/// Computes PDQ hashes. Pure functions of the pixels, the same on every processor.
///
/// The two box filters and the decimation of the published algorithm are one separable linear map; computing it as such
/// reads each pixel once. The hashes are those of the reference's eight passes.
public enum PDQHasher {
    /// Images with a shorter side have no hash: zero bits, quality 0 (pdqhashing.cpp).
    public static let smallestSide = 5

    /// The hash of an image.
    public static func hash(_ image: PixelBuffer) -> PDQ {
        guard let transform = PDQTransform(image) else { return PDQ(hash: Hash256((0, 0, 0, 0)), quality: 0) }
        return PDQ(hash: transform.hash(.original), quality: transform.quality)
    }

    /// The hashes of an image and of its seven turned and mirrored forms, in the order of ``Dihedral``.
    public static func dihedral(_ image: PixelBuffer) -> [Hash256] {
        guard let transform = PDQTransform(image, forms: Dihedral.allCases) else {
            return Dihedral.allCases.map { _ in Hash256((0, 0, 0, 0)) }
        }
        return Dihedral.allCases.map(transform.hash)
    }
}
