/// Meta's perceptual hash for photographs, as published in facebook/ThreatExchange (`pdq/`): 256 bits, and how much detail
/// they rest on.
public struct PDQ: Sendable, Hashable {
    public let hash: Hash256
    /// 0 (nothing to tell images apart by) to 100. Industry programmes discard hashes below 50.
    public let quality: Int

    public init(hash: Hash256, quality: Int) {
        self.hash = hash
        self.quality = quality
    }

    /// At most this many bits differ between what industry programmes call the same image.
    public static let matchingDistance = 31
    /// Hashes of lower quality are not exchanged by industry programmes, and match strangers more often.
    public static let reliableQuality = 50
}
