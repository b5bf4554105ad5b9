/// A block of metadata that a container hands out for reading: where it is, not what it says.
public struct MetadataBlock: Sendable, Equatable {
    public enum Kind: Sendable, Equatable, CaseIterable {
        /// TIFF-structured EXIF data, without the `Exif\0\0` prefix that JPEG has.
        case exif
        /// An XMP packet as plain text.
        case xmp
        /// One part of a JPEG extended XMP packet, still with its GUID and offsets.
        case extendedXMP
        /// The data of a PNG `tEXt` chunk.
        case pngText
        /// The data of a PNG `zTXt` chunk.
        case pngCompressedText
        /// The data of a PNG `iTXt` chunk; XMP in PNG is one of these.
        case pngInternationalText
        /// The text of a JPEG comment segment.
        case comment

        /// Whether the block is the data of a PNG text chunk.
        public var isPNGText: Bool {
            switch self {
            case .pngText, .pngCompressedText, .pngInternationalText: true
            case .exif, .xmp, .extendedXMP, .comment: false
            }
        }
    }

    public let kind: Kind
    /// Where in the file the block's data is; for PNG chunks without length, type and checksum.
    public let range: Range<Int>

    public init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}
