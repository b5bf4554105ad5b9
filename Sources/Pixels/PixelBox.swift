/// A rectangle of an image, in pixels from the top left.
public struct PixelBox: Sendable, Equatable {
    public let x: Int
    public let y: Int
    public let width: Int
    public let height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Whether it has an area and all of it lies in `image`.
    public func isInside(_ image: PixelBuffer) -> Bool {
        width > 0 && height > 0 && x >= 0 && y >= 0 && width <= image.width && height <= image.height
            && x <= image.width - width && y <= image.height - height
    }
}
