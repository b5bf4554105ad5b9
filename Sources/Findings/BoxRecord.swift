/// One box of a manifest store and where it is in the file, for `inspect --raw`.
public struct BoxRecord: Sendable, Equatable {
    /// How many superboxes are around it.
    public let depth: Int
    /// The four-character type.
    public let type: String
    public let label: String?
    /// The offset of its first byte in the file; nil when the store was not found in one.
    public let offset: Int?
    /// Where it starts in the manifest store.
    public let storeOffset: Int
    /// Its size in bytes, header included.
    public let size: Int

    public init(depth: Int, type: String, label: String?, offset: Int?, storeOffset: Int, size: Int) {
        self.depth = depth
        self.type = type
        self.label = label
        self.offset = offset
        self.storeOffset = storeOffset
        self.size = size
    }
}
