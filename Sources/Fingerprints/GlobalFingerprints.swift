public import Pixels

/// All fingerprints of an image as a whole. Pure functions of the upright pixels.
public struct GlobalFingerprints: Sendable {
    /// `pdq`; nil when a side is below 5 pixels.
    public let pdq: PDQTransform?
    /// `pdq-512`; nil as ``pdq``.
    public let canonical: PDQTransform?
    /// What is inside the plain border, when there is one.
    public let content: PixelBox?
    /// `pdq-512-trimmed`: of what is inside the plain border, when there is one.
    public let trimmed: PDQTransform?
    /// `iscc-image-v0`.
    public let iscc: ISCCImageCode?

    /// - Parameters:
    ///   - alpha: a byte of opacity for each pixel, when the image has transparency. Only the ISCC looks at it.
    ///   - forms: the turned and mirrored forms whose `pdq` hashes will be asked for.
    public init(_ image: PixelBuffer, alpha: [UInt8]? = nil, forms: [Dihedral] = [.original]) {
        pdq = PDQTransform(image, forms: forms)
        canonical = PDQTransform(canonical: image)
        content = PlainBorder.content(of: image)
        trimmed = content.flatMap { PDQTransform(canonical: image, part: $0) }
        iscc = ISCCImageCode(image, alpha: alpha)
    }
}
