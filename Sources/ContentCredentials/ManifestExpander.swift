internal import Boxes
internal import Bytes

/// Takes compressed manifests out of their Brotli boxes (C2PA 2.4 sections 11.1.3.2 and 11.2.4).
///
/// All the compressed manifests of a store share one allowance of bytes and of boxes. What comes out of them is numbered
/// behind the last byte of the store, so that no two boxes of a store have the same offset.
struct ManifestExpander {
    enum Outcome {
        /// The manifest that was compressed.
        case expanded(Superbox)
        /// Why there is none.
        case failure(String)
    }

    /// By the offset of the box around the compressed data: where its contents are in ``buffer``, or why there are none.
    private var contents: [Int: Result<Range<Int>, SignetError>] = [:]
    /// The store and, behind it, everything that was compressed in it.
    private let buffer: [UInt8]
    private var reader: BoxReader

    /// - Parameter manifests: all the manifests that lie in `store`.
    init(_ manifests: [Superbox], in store: [UInt8], limits: Limits) {
        reader = BoxReader(limits: limits)
        let compressed = manifests.filter { $0.description.uuid == .compressedManifest }
        guard !compressed.isEmpty else {
            buffer = []
            return
        }
        var buffer = store
        for outer in compressed {
            contents[outer.offset] = Result { () throws(SignetError) in
                guard outer.contents.count == 1, let content = outer.contents.first, content.type == .brotli else {
                    throw SignetError(
                        "compressed.boxes", .badData,
                        "a compressed manifest does not hold exactly one box of compressed data")
                }
                let start = buffer.count
                let remaining = limits.maximumDecompressedBytes - (start - store.count)
                do throws(SignetError) {
                    try BrotliStream.decompress(content.payload, into: &buffer, maximum: remaining)
                } catch {
                    buffer.removeSubrange(start...)
                    throw error
                }
                return start..<buffer.count
            }
        }
        self.buffer = buffer
    }

    mutating func expand(_ outer: Superbox) -> Outcome {
        do throws(SignetError) {
            guard let range = try contents[outer.offset]?.get() else {
                return .failure("the manifest is not compressed")
            }
            guard let inner = try reader.readWhole(buffer[range]).superbox else {
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
