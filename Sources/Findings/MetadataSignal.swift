/// One unsigned field beside the credentials: EXIF, XMP or PNG text. Anyone can add, change or remove it.
public struct MetadataSignal: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case exif
        case xmp
        case pngText = "png_text"
    }

    /// What the field says about AI.
    public enum Meaning: String, Sendable {
        /// Says that AI made or changed the image.
        case aiDeclared = "declared"
        /// Typical of a generator, without saying so.
        case aiTrace = "trace"
        /// Says nothing about AI.
        case other
    }

    public let kind: Kind
    /// For example `Software`, `Iptc4xmpExt:DigitalSourceType`, `parameters`.
    public let key: String
    public let value: String
    public let meaning: Meaning

    public init(kind: Kind, key: String, value: String, meaning: Meaning) {
        self.kind = kind
        self.key = key
        self.value = value
        self.meaning = meaning
    }
}
