internal import CCodecs

/// The codecs that are linked with the program.
enum DirectCodec {
    case jpeg, png, webp

    var format: DecodedImage.Format {
        switch self {
        case .jpeg: .jpeg
        case .png: .png
        case .webp: .webp
        }
    }

    func readHeader(_ bytes: [UInt8], _ header: inout signet_image_header) -> signet_decode_result {
        switch self {
        case .jpeg: signet_jpeg_header(bytes, bytes.count, &header)
        case .png: signet_png_header(bytes, bytes.count, &header)
        case .webp: signet_webp_header(bytes, bytes.count, &header)
        }
    }

    /// - Parameter scale: only JPEG can be scaled; 1 for the others.
    func decode(
        _ bytes: [UInt8], scale: Int, channels: Int, into buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> signet_decode_result {
        switch self {
        case .jpeg:
            signet_jpeg_decode(
                bytes, bytes.count, Int32(scale), Int32(channels), buffer.baseAddress, buffer.count)
        case .png: signet_png_decode(bytes, bytes.count, Int32(channels), buffer.baseAddress, buffer.count)
        case .webp: signet_webp_decode(bytes, bytes.count, buffer.baseAddress, buffer.count)
        }
    }
}
