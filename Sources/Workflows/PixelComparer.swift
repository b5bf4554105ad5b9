internal import Bytes
internal import Findings
internal import Fingerprints
internal import Pixels

/// Compares the pixels of two images: size, sameness, and the distance of their perceptual hashes.
struct PixelComparer {
    private let decoder = ImageDecoder()

    /// What cannot be read is said, and is no error: the records of such files can be compared all the same.
    func compare(_ before: String, _ after: String) -> PixelComparison {
        var result = PixelComparison()
        do throws(SignetError) {
            let old = try pixels(before)
            result.before = PixelComparison.Size(width: old.width, height: old.height)
            let new = try pixels(after)
            result.after = PixelComparison.Size(width: new.width, height: new.height)
            result.isSame = old == new
            measure(old, new, &result)
        } catch {
            result.reason = error.reason
        }
        return result
    }

    private func pixels(_ path: String) throws(SignetError) -> PixelBuffer {
        guard path != "-" else {
            throw SignetError("pixels.standardInput", .badData, "standard input is read once, for its record")
        }
        do throws(SignetError) {
            return try decoder.decode(try FileSource(path: path)).pixels
        } catch {
            throw SignetError(error.code, error.category, "\(path): \(error.reason)")
        }
    }

    /// The step may have turned the image, which changes its hash altogether.
    private func measure(_ old: PixelBuffer, _ new: PixelBuffer, _ result: inout PixelComparison) {
        guard let before = PDQTransform(old, forms: Dihedral.allCases), let after = PDQTransform(new) else { return }
        let hash = after.hash(.original)
        let nearest = Dihedral.allCases.map { ($0, before.hash($0).distance(to: hash)) }.min { $0.1 < $1.1 }
        result.distance = nearest?.1
        result.form = nearest.map { "\($0.0)" }
        result.quality = min(before.quality, after.quality)
    }
}
