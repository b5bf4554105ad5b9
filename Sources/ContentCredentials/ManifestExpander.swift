internal import Boxes
internal import Bytes

/// Takes compressed manifests out of their Brotli boxes (C2PA 2.4 sections 11.1.3.2 and 11.2.4).
///
/// All the compressed manifests of a store share one allowance of bytes and of boxes.
struct ManifestExpander {
    enum Outcome {
        /// The manifest that was compressed. Its offsets are those of the decompressed bytes.
        case expanded(Superbox)
        /// Why there is none.
        case failure(String)
    }

    private var remaining: Int
    private var reader: BoxReader

    init(limits: Limits) {
        remaining = limits.maximumDecompressedBytes
        reader = BoxReader(limits: limits)
    }

    mutating func expand(_ outer: Superbox) -> Outcome {
        guard outer.contents.count == 1, let content = outer.contents.first, content.type == .brotli else {
            return .failure("a compressed manifest does not hold exactly one box of compressed data")
        }
        do throws(SignetError) {
            let bytes = try BrotliStream.decompress(content.payload, maximum: remaining)
            remaining -= bytes.count
            guard let inner = try reader.readWhole(bytes[...]).superbox else {
                return .failure("the compressed data is not a manifest")
            }
            guard inner.description.uuid == .standardManifest || inner.description.uuid == .updateManifest else {
                return .failure("the compressed data is neither a standard manifest nor an update manifest")
            }
            guard inner.label == outer.label else {
                return .failure("the compressed manifest has another label than the box around it")
            }
            return .expanded(inner)
        } catch {
            return .failure(error.reason)
        }
    }
}
