public import Bytes
internal import CCodecs

/// Decodes image files to upright pixels, within limits. Has no state; may be used by several threads at once.
public struct ImageDecoder: Sendable {
    public var limits: PixelLimits
    /// Whether the EXIF orientation is undone, as viewers do.
    public var appliesOrientation: Bool

    public init(limits: PixelLimits = .default, appliesOrientation: Bool = true) {
        self.limits = limits
        self.appliesOrientation = appliesOrientation
    }

    /// - Parameter shorterSide: when given, a JPEG may come smaller than it is stored, scaled by 1/2, 1/4 or 1/8 as long as
    ///   its shorter side keeps at least this many pixels. This is several times faster than decoding all of it.
    /// - Throws: `pixels.format` when this is no image that can be decoded, `pixels.limit` when it is beyond a limit,
    ///   `pixels.damaged` when nothing can be decoded, `pixels.library` when the library for the format is not installed.
    public func decode(_ source: any ByteSource, shorterSide: Int? = nil) throws(SignetError) -> DecodedImage {
        guard source.count <= limits.maximumFileBytes else {
            throw Self.beyond("the file has \(source.count) bytes, more than the limit of \(limits.maximumFileBytes)")
        }
        return try decode(source.bytes(0..<source.count), shorterSide: shorterSide)
    }

    /// As ``decode(_:shorterSide:)-(ByteSource,_)``, for a file that is in memory.
    public func decode(_ bytes: [UInt8], shorterSide: Int? = nil) throws(SignetError) -> DecodedImage {
        guard let format = DecodedImage.Format(of: bytes) else {
            throw SignetError("pixels.format", .badData, "this is no image whose pixels can be read")
        }
        return try decode(bytes, with: ImageCodec(format: format), shorterSide: format == .jpeg ? shorterSide : nil)
    }

    static func beyond(_ reason: String) -> SignetError { SignetError("pixels.limit", .badData, reason) }

    private func decode(
        _ bytes: [UInt8], with codec: ImageCodec, shorterSide: Int?
    ) throws(SignetError) -> DecodedImage {
        var header = signet_image_header()
        let name = codec.format.rawValue
        switch codec.readHeader(bytes, &header) {
        case SIGNET_DECODE_OK: break
        case SIGNET_DECODE_UNAVAILABLE:
            throw SignetError(
                "pixels.library", .configuration, "the library that reads \(name) images is not installed")
        default: throw SignetError("pixels.damaged", .badData, "the header of the \(name) image is damaged")
        }
        let width = Int(header.width)
        let height = Int(header.height)
        let channels = Int(header.channels)
        let hasAlpha = header.has_alpha != 0
        try checkSize(
            width: width, height: height, channels: channels + (hasAlpha ? 1 : 0), working: header.working_bytes)
        let scale = shorterSide.map { Self.scale(of: min(width, height), keeping: $0) } ?? 1
        let outWidth = (width + scale - 1) / scale
        let outHeight = (height + scale - 1) / scale
        let size = outWidth * outHeight * channels
        var alpha = [UInt8](repeating: 0xFF, count: hasAlpha ? outWidth * outHeight : 0)
        var result = SIGNET_DECODE_FAILED
        let samples = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            signet_prefer_large_pages(buffer.baseAddress, size)
            alpha.withUnsafeMutableBufferPointer { alpha in
                result = codec.decode(
                    bytes, scale: scale, channels: channels, working: header.working_bytes, into: buffer,
                    alpha: hasAlpha ? alpha.baseAddress : nil)
            }
            // Decoders fill all of it unless they fail.
            if result == SIGNET_DECODE_FAILED || result == SIGNET_DECODE_UNAVAILABLE {
                buffer.initialize(repeating: 0)
            }
            count = size
        }
        guard result == SIGNET_DECODE_OK || result == SIGNET_DECODE_DAMAGED,
            let stored = PixelBuffer(width: outWidth, height: outHeight, channels: channels, samples: samples)
        else {
            throw SignetError("pixels.damaged", .badData, "the \(name) image cannot be decoded")
        }
        var notes: [DecodedImage.Note] = []
        if header.has_profile != 0 { notes.append(.profileIgnored) }
        if hasAlpha { notes.append(.transparencyDropped) }
        if header.has_more != 0 { notes.append(.firstFrameOnly) }
        if result == SIGNET_DECODE_DAMAGED { notes.append(.damaged) }
        let orientation = appliesOrientation ? Int(header.orientation) : 1
        let opacity =
            hasAlpha ? PixelBuffer(width: outWidth, height: outHeight, channels: 1, samples: alpha) : nil
        return DecodedImage(
            pixels: stored.upright(orientation), alpha: opacity?.upright(orientation).samples, format: codec.format,
            storedWidth: width, storedHeight: height, scale: scale, orientation: orientation, notes: notes)
    }

    func checkSize(width: Int, height: Int, channels: Int, working: UInt64) throws(SignetError) {
        guard width > 0, height > 0 else { throw SignetError("pixels.damaged", .badData, "the image is empty") }
        guard max(width, height) <= limits.maximumSide, width * height <= limits.maximumPixels else {
            throw Self.beyond(
                "the image is \(width) by \(height) pixels, more than the limit of \(limits.maximumPixels) in all "
                    + "or \(limits.maximumSide) a side")
        }
        let (needed, isTooMuch) = UInt64(width * height * channels).addingReportingOverflow(working)
        guard !isTooMuch, needed <= UInt64(max(limits.maximumMemory, 0)) else {
            throw Self.beyond("decoding needs more than the limit of \(limits.maximumMemory) bytes of memory")
        }
    }

    /// The largest of 1, 2, 4 and 8 by which `side` can be divided and still be at least `least`.
    static func scale(of side: Int, keeping least: Int) -> Int {
        [8, 4, 2].first { side / $0 >= least } ?? 1
    }
}
