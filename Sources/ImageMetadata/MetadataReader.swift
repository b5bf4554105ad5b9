public import Bytes
public import Findings
public import ImageFormats

/// Reads the unsigned fields beside the credentials: EXIF, XMP and PNG text.
///
/// Anyone can write or remove such a field, so what it says is a declaration or a trace, never a proof. Damaged metadata is
/// a finding of its own (key ``unreadableKey``), not an error: the image can be judged without it.
public enum MetadataReader {
    /// The key of a signal that stands for metadata which is there but cannot be read; its value says which and why.
    public static let unreadableKey = "unreadable"
    /// The key of the XMP property that says where a manifest can be fetched (C2PA 2.4, 11.5).
    static let provenanceKey = "dcterms:provenance"

    /// A file has one EXIF block; a few more are read so that an editor's leftover does not hide the other.
    private static let maximumExifBlocks = 4

    /// The metadata of the image that `container` was read from, in file order.
    ///
    /// At most `limits.maximumMetadataBytes` of text are read from each kind of block and from all PNG text together.
    /// Throws only when `source` cannot be read.
    public static func read(
        _ source: any ByteSource, _ container: ImageContainer, limits: Limits = .default
    ) throws(SignetError) -> [MetadataSignal] {
        var signals: [MetadataSignal] = []
        var text = PNGTextReader(limits: limits)
        var exifBlocks = 0
        var xmpBytes = 0
        for block in container.metadata {
            switch block.kind {
            case .exif:
                exifBlocks += 1
                if exifBlocks <= maximumExifBlocks { signals += try exif(source, container, block) }
            case .xmp:
                xmpBytes += block.range.count
                if xmpBytes <= limits.maximumMetadataBytes {
                    signals += XMPPacket.signals(of: try source.bytes(block.range), at: block.range.lowerBound)
                } else {
                    signals.append(unreadable(.xmp, "the XMP at offset \(block.range.lowerBound) is too large"))
                }
            case .pngText, .pngCompressedText, .pngInternationalText: signals += try text.signals(source, block)
            case .extendedXMP, .comment: break
            }
        }
        if container.omitsMetadata {
            let value = "only the first \(ImageContainer.maximumMetadataBlocks) metadata blocks were read"
            signals.append(unreadable(container.format == .png ? .pngText : .xmp, value))
        }
        return signals
    }

    /// The address in XMP at which a manifest is said to be, when there is one. It is never fetched from here.
    public static func remoteManifest(in signals: [MetadataSignal]) -> String? {
        signals.first { $0.kind == .xmp && $0.key == provenanceKey && !$0.value.isEmpty }?.value
    }

    private static func exif(
        _ source: any ByteSource, _ container: ImageContainer, _ block: MetadataBlock
    ) throws(SignetError) -> [MetadataSignal] {
        let start = block.range.lowerBound
        let result = ExifReader.read(try container.exifBytes(source, block, limit: ExifReader.maximumBytes))
        var signals = AIMeaning.classify(exif: result.entries)
        if !result.isSound { signals.append(unreadable(.exif, "the EXIF data at offset \(start) is damaged")) }
        return signals
    }

    static func unreadable(_ kind: MetadataSignal.Kind, _ value: String) -> MetadataSignal {
        MetadataSignal(kind: kind, key: unreadableKey, value: value, meaning: .other)
    }
}
