internal import Bytes

/// Tells pictures among the ISO base media files by their brands (ISO/IEC 14496-12, 4.3; 23008-12, 10.2; AVIF 1.1, 6).
enum BMFFBrands {
    private static let avif: Set<BMFFBoxType> = ["avif", "avis"]
    private static let heic: Set<BMFFBoxType> = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"]
    private static let heif: Set<BMFFBoxType> = ["mif1", "mif2", "msf1", "miaf"]

    /// How many compatible brands are looked at; files have up to a dozen.
    private static let maximumBrands = 56

    /// The format of a file whose first box is a file type box with the brand of one, the major brand first.
    static func format(_ window: inout HeaderWindow, size: Int) throws(SignetError) -> ImageFormat? {
        guard size >= 16, try window.uint32(at: 4) == BMFFBoxType.fileType.rawValue else { return nil }
        let length = Int(try window.uint32(at: 0))
        guard length >= 16, length <= size else { return nil }
        var brands = [BMFFBoxType(rawValue: try window.uint32(at: 8))]
        for index in 0..<min((length - 16) / 4, maximumBrands) {
            brands.append(BMFFBoxType(rawValue: try window.uint32(at: 16 + 4 * index)))
        }
        if let format = specific(brands[0]) { return format }
        if let format = brands.lazy.compactMap(specific).first { return format }
        return brands.contains(where: heif.contains) ? .heif : nil
    }

    private static func specific(_ brand: BMFFBoxType) -> ImageFormat? {
        if avif.contains(brand) { return .avif }
        return heic.contains(brand) ? .heic : nil
    }
}
