internal import Bytes
internal import Findings
internal import Fingerprints
internal import ImageIndex
internal import Pixels

/// Compares the picture of a file with the fingerprints its record states. That says nothing about the bytes, but tells a record
/// that was recovered for this picture, or a picture that was saved again with its record, from a record of another picture.
struct SoftBindingCheck {
    /// Larger pictures are not decoded for this, in pixels.
    private static let maximumPixels = 25 << 20

    private static var decoder: ImageDecoder {
        var limits = PixelLimits.default
        limits.maximumPixels = min(limits.maximumPixels, maximumPixels)
        return ImageDecoder(limits: limits)
    }

    /// Nil when the picture cannot be decoded within the limits; one match for each binding of a known algorithm.
    static func matches(_ bindings: [SoftBinding], contents: [UInt8]) -> [SoftBindingMatch]? {
        guard let image = try? decoder.decode(contents) else { return nil }
        return matches(bindings, IndexedImageReader.fingerprints(image.pixels, alpha: image.alpha))
    }

    static func matches(_ bindings: [SoftBinding], _ prints: StoredFingerprints) -> [SoftBindingMatch] {
        bindings.compactMap { binding in
            switch binding.algorithm {
            case SoftBinding.pdq:
                guard let hash = Hash256(bytes: binding.value) else { return nil }
                let distance = prints.pdq.hash.distance(to: hash)
                return SoftBindingMatch(
                    algorithm: binding.algorithm, distance: distance, bits: 256,
                    isNear: distance <= PDQ.matchingDistance)
            case SoftBinding.iscc:
                // The unit's length may be shorter than ours: prefixes of a code are codes of fewer bits.
                guard let own = prints.iscc, binding.value.count > 2, binding.value[0] == 0x21 else { return nil }
                let body = binding.value.dropFirst(2)
                guard !body.isEmpty, body.count <= own.count else { return nil }
                let distance = zip(body, own).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
                // A tenth of the bits: the tolerance at which PDQ's 31 of 256 is a little more.
                return SoftBindingMatch(
                    algorithm: binding.algorithm, distance: distance, bits: body.count * 8,
                    isNear: distance * 10 <= body.count * 8)
            default: return nil
            }
        }
    }
}
