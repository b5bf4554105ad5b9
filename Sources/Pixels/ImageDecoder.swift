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
    ///   `pixels.damaged` when nothing can be decoded.
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
        switch format {
        case .jpeg: return try decode(bytes, as: .jpeg, shorterSide: shorterSide)
        case .png: return try decode(bytes, as: .png, shorterSide: nil)
        case .webp: return try decode(bytes, as: .webp, shorterSide: nil)
        case .gif, .tiff, .avif, .heic:
            throw SignetError("pixels.format", .badData, "the pixels of \(format.rawValue) files cannot be read")
        }
    }

    static func beyond(_ reason: String) -> SignetError { SignetError("pixels.limit", .badData, reason) }

    private func decode(
        _ bytes: [UInt8], as codec: DirectCodec, shorterSide: Int?
    ) throws(SignetError) -> DecodedImage {
        var header = signet_image_header()
        guard codec.readHeader(bytes, &header) == SIGNET_DECODE_OK else {
            throw SignetError("pixels.damaged", .badData, "the header of the \(codec.format.rawValue) image is damaged")
        }
        let width = Int(header.width)
        let height = Int(header.height)
        try checkSize(width: width, height: height, channels: Int(header.channels), working: header.working_bytes)
        let scale = shorterSide.map { Self.scale(of: min(width, height), keeping: $0) } ?? 1
        let outWidth = (width + scale - 1) / scale
        let outHeight = (height + scale - 1) / scale
        let channels = Int(header.channels)
        let size = outWidth * outHeight * channels
        var result = SIGNET_DECODE_FAILED
        let samples = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            buffer.initialize(repeating: 0x80)
            result = codec.decode(bytes, scale: scale, channels: channels, into: buffer)
            count = size
        }
        guard result != SIGNET_DECODE_FAILED,
            let stored = PixelBuffer(width: outWidth, height: outHeight, channels: channels, samples: samples)
        else {
            throw SignetError("pixels.damaged", .badData, "the \(codec.format.rawValue) image cannot be decoded")
        }
        var notes: [DecodedImage.Note] = []
        if header.has_profile != 0 { notes.append(.profileIgnored) }
        if header.has_alpha != 0 { notes.append(.transparencyDropped) }
        if result == SIGNET_DECODE_DAMAGED { notes.append(.damaged) }
        let orientation = appliesOrientation ? Int(header.orientation) : 1
        return DecodedImage(
            pixels: stored.upright(orientation), format: codec.format, storedWidth: width, storedHeight: height,
            scale: scale, orientation: orientation, notes: notes)
    }

    func checkSize(width: Int, height: Int, channels: Int, working: UInt64) throws(SignetError) {
        guard width > 0, height > 0 else { throw SignetError("pixels.damaged", .badData, "the image is empty") }
        guard max(width, height) <= limits.maximumSide, width * height <= limits.maximumPixels else {
            throw Self.beyond(
                "the image is \(width) by \(height) pixels, more than the limit of \(limits.maximumPixels) in all "
                    + "or \(limits.maximumSide) a side")
        }
        guard UInt64(width * height * channels) + working <= UInt64(max(limits.maximumMemory, 0)) else {
            throw Self.beyond("decoding needs more than the limit of \(limits.maximumMemory) bytes of memory")
        }
    }

    /// The largest of 1, 2, 4 and 8 by which `side` can be divided and still be at least `least`.
    static func scale(of side: Int, keeping least: Int) -> Int {
        [8, 4, 2].first { side / $0 >= least } ?? 1
    }
}
