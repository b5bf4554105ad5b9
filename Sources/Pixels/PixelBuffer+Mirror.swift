extension PixelBuffer {
    /// The image with left and right exchanged.
    public func mirrored() -> PixelBuffer { upright(2) }
}
