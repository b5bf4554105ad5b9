public import Bytes
internal import ImageFormats

/// Puts a manifest store that was made elsewhere into a copy of an image. Nothing is signed: whether the record holds for this
/// image is for a verifier to say.
public enum StoreEmbedder {
    /// Writes a copy of the image with `store` to a new file that gets its name with ``OutputFile/commit(durable:)``.
    public static func copy(
        of contents: [UInt8], with store: [UInt8], to path: String, limits: Limits = .default
    ) throws(SignetError) -> OutputFile {
        let source = MemorySource(contents)
        let container = try ImageContainer.read(source, limits: limits)
        guard container.format != .sidecar, container.hasNoTraceOfStore else {
            throw SignetError("recover.present", .badData, "carries Content Credentials already")
        }
        let plan = try container.embeddingPlan(storeSize: store.count, in: source)
        let file = try OutputFile(path: path)
        for piece in plan.pieces {
            switch piece {
            case .store(let range): try file.skip(range.count)
            case .mark: continue
            case .replace(let bytes): try file.write(bytes)
            case .copy(let range), .unhashed(let range):
                try source.withChunks(of: range) { (chunk) throws(SignetError) in try file.append(chunk) }
            }
        }
        try file.fill(try container.format.carry(store), at: plan.storeRange.lowerBound)
        return file
    }
}
