internal import CKernels
public import Pixels

/// Plain borders: letterbox bars, frames, margins.
public enum PlainBorder {
    /// What is inside the plain border of an image; nil when there is no border worth telling.
    ///
    /// A line belongs to the border when 98 % of it have the colour of the outermost line, give or take what compression adds. At
    /// least a quarter of each side stays.
    public static func content(of image: PixelBuffer) -> PixelBox? {
        guard min(image.width, image.height) > 0 else { return nil }
        var box: [Int] = [0, 0, 0, 0]
        guard signet_plain_border(image.samples, image.width, image.height, Int32(image.channels), &box) == 1 else {
            return nil
        }
        return PixelBox(x: box[0], y: box[1], width: box[2], height: box[3])
    }
}
