/// What decoding one image may cost. All of it is checked against the file's header before anything is allocated.
public struct PixelLimits: Sendable, Equatable {
    /// The largest file that is decoded, in bytes; decoders need it in memory.
    public var maximumFileBytes = 256 << 20
    /// Width times height.
    public var maximumPixels = 100_000_000
    /// Of each side, in pixels.
    public var maximumSide = 65_535
    /// Output and working memory together, in bytes.
    public var maximumMemory = 1 << 30

    public init() {}

    public static let `default` = PixelLimits()
}
