/// What a step did to the pixels of an image, as far as they can be read.
public struct PixelComparison: Sendable, Equatable {
    public struct Size: Sendable, Equatable {
        public let width: Int
        public let height: Int

        public init(width: Int, height: Int) {
            self.width = width
            self.height = height
        }
    }

    /// Of the upright image; nil when it cannot be read.
    public var before: Size?
    public var after: Size?
    /// Whether every pixel is the same.
    public var isSame = false
    /// In how many of 256 bits the perceptual hashes (PDQ) differ, for the turned or mirrored form that is nearest; nil when
    /// one of them has none.
    public var distance: Int?
    /// How much detail the hashes rest on, 0 to 100: that of the image with less.
    public var quality: Int?
    /// The form of the image before that is nearest: `original`, `rotate90`…
    public var form: String?
    /// Why the pixels were not compared; nil when they were.
    public var reason: String?

    /// At most this many bits differ between what is called similar.
    public static let similarDistance = 31
    /// Below this, hashes have little to go by.
    public static let reliableQuality = 50

    public init() {}
}
