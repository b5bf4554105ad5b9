/// A distinctive place in an image, described so that it is found again in a crop, a screenshot or a rotated copy.
public struct Anchor: Sendable, Hashable {
    /// The centre, in pixels of the upright image.
    public var x: Float
    public var y: Float
    /// The radius of the described patch, in pixels of the upright image.
    public var radius: Float
    /// The direction of the patch, in radians, 0 to 2π.
    public var angle: Float
    /// What the patch looks like, independent of place, size, direction and brightness.
    public var descriptor: Hash256

    public init(x: Float, y: Float, radius: Float, angle: Float, descriptor: Hash256) {
        self.x = x
        self.y = y
        self.radius = radius
        self.angle = angle
        self.descriptor = descriptor
    }
}
