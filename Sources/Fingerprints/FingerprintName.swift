/// The versioned names of the fingerprints. What a name stands for never changes: another way of computing gets another name.
public enum FingerprintName: String, Sendable, CaseIterable {
    /// PDQ of the pixels as they are, bit for bit the published algorithm's.
    case pdq = "pdq"
    /// PDQ at the canonical size, 512 by 512 pixels.
    case canonical = "pdq-512"
    /// `pdq-512` of what is inside a plain border.
    case trimmed = "pdq-512-trimmed"
    /// The ISCC image code, version 0.
    case iscc = "iscc-image-v0"
    /// Local anchors with the layout that verifies them.
    case anchors = "anchors-2"
}
