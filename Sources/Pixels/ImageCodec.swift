internal import CCodecs

/// How the pixels of each format are read.
struct ImageCodec {
    let format: DecodedImage.Format

    func readHeader(_ bytes: [UInt8], _ header: inout signet_image_header) -> signet_decode_result {
        switch format {
        case .jpeg: signet_jpeg_header(bytes, bytes.count, &header)
        case .png: signet_png_header(bytes, bytes.count, &header)
        case .webp: signet_webp_header(bytes, bytes.count, &header)
        case .gif: signet_gif_header(bytes, bytes.count, &header)
        case .tiff: signet_tiff_header(bytes, bytes.count, &header)
        case .avif, .heic: signet_heif_header(bytes, bytes.count, &header)
        }
    }

    /// - Parameters:
    ///   - scale: only JPEG can be scaled; 1 for the others.
    ///   - working: what decoding may hold beside the output, in bytes, as the header says.
    ///   - alpha: for the opacity of each pixel; nil when the header has none.
    func decode(
        _ bytes: [UInt8], scale: Int, channels: Int, working: UInt64, into buffer: UnsafeMutableBufferPointer<UInt8>,
        alpha: UnsafeMutablePointer<UInt8>?
    ) -> signet_decode_result {
        let out = buffer.baseAddress
        return switch format {
        case .jpeg: signet_jpeg_decode(bytes, bytes.count, Int32(scale), Int32(channels), out, buffer.count)
        case .png: signet_png_decode(bytes, bytes.count, Int32(channels), out, buffer.count, alpha)
        case .webp: signet_webp_decode(bytes, bytes.count, out, buffer.count, alpha)
        case .gif: signet_gif_decode(bytes, bytes.count, out, buffer.count, alpha)
        case .tiff: signet_tiff_decode(bytes, bytes.count, working, out, buffer.count, alpha)
        case .avif, .heic: signet_heif_decode(bytes, bytes.count, working, out, buffer.count, alpha)
        }
    }
}
