internal import Bytes

/// JPEG: a chain of marker segments up to the first scan, the store in APP11 segments (C2PA 2.4, A.3.1; ITU-T T.81, B.1).
///
/// The walk ends at the first SOS: application segments belong before the frame (T.81, B.2.4), what follows is entropy-coded
/// data, further scans and whatever was appended, all of which the content hash covers. An APP11 segment after SOS is
/// therefore not taken for a store.
enum JPEGContainer: ContainerFormat {
    static let signatures: [[UInt8]] = [[0xFF, 0xD8, 0xFF]]
    static let exifPrefix = Array("Exif\0\0".utf8)

    private static let xmpPrefix = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    private static let extendedXMPPrefix = Array("http://ns.adobe.com/xmp/extension/\0".utf8)

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        var container = ImageContainer(format: .jpeg, fileSize: source.count, insertion: 2)
        var stores = JPEGStoreCollector()
        var failure: SignetError?
        do throws(SignetError) {
            try walk(source, limits: limits, stores: &stores, into: &container)
        } catch { failure = error }
        try stores.finish(source, limits: limits, into: &container)
        if let failure {
            // What was found before the break can still be judged; without a store there is nothing to judge.
            guard failure.code == damaged, !container.carriers.isEmpty else { throw failure }
            container.add(ContainerDefect(.truncated, at: failure.offset ?? source.count, failure.reason))
        }
        // A new store takes the place of the one that is there, so that a file is not rearranged.
        if let carrier = container.carriers.first { container.insertion = carrier.lowerBound }
        return container
    }

    private static let damaged: SignetError.Code = "jpeg.damaged"

    private static func walk(
        _ source: any ByteSource, limits: Limits, stores: inout JPEGStoreCollector, into container: inout ImageContainer
    ) throws(SignetError) {
        var window = HeaderWindow(source)
        var offset = 2
        var parts = 0
        // A store goes behind the JFIF (APP0) and EXIF, XMP (APP1) segments at the start, because both standards want them
        // to follow SOI, and readers that look for EXIF in the first kilobytes must not meet a store there. It goes before
        // all else, above all before an APP2 with multi-picture offsets, which count from inside that segment.
        var isLeading = true
        while true {
            let marker = try nextMarker(&window, from: &offset, in: source)
            parts += 1
            guard parts <= limits.maximumContainerParts else { throw .tooManyParts("the JPEG", limits, at: offset) }
            switch marker {
            case 0xDA, 0xD9: return
            case 0x01, 0xD0...0xD8:
                offset += 2
                continue
            default: break
            }
            guard source.count - offset >= 4 else {
                let reason = "the JPEG ends at offset \(source.count) inside a segment header"
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            let length = Int(try window.uint16(at: offset + 2))
            let isComplete = length >= 2 && length <= source.count - offset - 2
            let segment = offset..<(isComplete ? offset + 2 + length : source.count)
            if marker == 0xEB { try stores.add(segment, isComplete: isComplete, &window) }
            guard isComplete else {
                let what = length < 2 ? "states a length of \(length)" : "runs past the end of the file"
                let reason = "the JPEG segment at offset \(offset) \(what)"
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            try addMetadata(marker, segment, &window, &container)
            offset = segment.upperBound
            isLeading = isLeading && (marker == 0xE0 || marker == 0xE1)
            if isLeading { container.insertion = offset }
        }
    }

    /// Moves `offset` to the next marker and returns its code; fill bytes (T.81, B.1.1.2) are skipped.
    private static func nextMarker(
        _ window: inout HeaderWindow, from offset: inout Int, in source: any ByteSource
    ) throws(SignetError) -> UInt8 {
        guard source.count - offset >= 2 else {
            let reason = "the JPEG ends at offset \(source.count) before its image data"
            throw SignetError(damaged, .badData, reason, offset: offset)
        }
        guard try window.uint8(at: offset) == 0xFF else {
            let reason = "there is no JPEG marker at offset \(offset), where one should be"
            throw SignetError(damaged, .badData, reason, offset: offset)
        }
        while true {
            guard source.count - offset >= 2 else {
                let reason = "the JPEG ends at offset \(source.count) before its image data"
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            let code = try window.uint8(at: offset + 1)
            if code == 0 {
                let reason = "there is no JPEG marker at offset \(offset), where one should be"
                throw SignetError(damaged, .badData, reason, offset: offset)
            }
            if code != 0xFF { return code }
            offset += 1
        }
    }

    private static func addMetadata(
        _ marker: UInt8, _ segment: Range<Int>, _ window: inout HeaderWindow, _ container: inout ImageContainer
    ) throws(SignetError) {
        let data = segment.lowerBound + 4..<segment.upperBound
        func rest(after prefix: [UInt8]) -> Range<Int> { data.lowerBound + prefix.count..<data.upperBound }
        func has(_ prefix: [UInt8]) throws(SignetError) -> Bool {
            guard data.count >= prefix.count else { return false }
            return try window.matches(prefix, at: data.lowerBound)
        }
        switch marker {
        case 0xE1:
            if try has(exifPrefix) {
                container.add(MetadataBlock(.exif, rest(after: exifPrefix)))
            } else if try has(xmpPrefix) {
                container.add(MetadataBlock(.xmp, rest(after: xmpPrefix)))
            } else if try has(extendedXMPPrefix) {
                container.add(MetadataBlock(.extendedXMP, rest(after: extendedXMPPrefix)))
            }
        case 0xFE: container.add(MetadataBlock(.comment, data))
        default: break
        }
    }

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int { try JPEGStoreCarrier.carriedSize(of: size) }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] { try JPEGStoreCarrier.carry(store) }
}
