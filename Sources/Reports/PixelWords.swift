internal import Findings

/// What became of the pixels, in words that say no more than was measured.
struct PixelWords {
    let language: Language

    private func say(_ english: String, _ korean: String, _ arguments: String...) -> String {
        Strings.fill(language == .korean ? korean : english, arguments)
    }

    func words(for pixels: PixelComparison) -> String {
        if let reason = pixels.reason {
            return say("pixels: not compared ({0})", "픽셀: 비교하지 않음({0})", SafeText.escape(reason))
        }
        if pixels.isSame {
            return say("pixels: every one the same ({0})", "픽셀: 모두 같음({0})", size(pixels.after))
        }
        let sizes =
            pixels.before == pixels.after
            ? size(pixels.after) : "\(size(pixels.before)) → \(size(pixels.after))"
        guard let distance = pixels.distance, let quality = pixels.quality else {
            return say("pixels: {0}; too small to be compared", "픽셀: {0}; 비교하기에 너무 작음", sizes)
        }
        var text = say(
            "pixels: {0}; perceptual hashes differ in {1} of 256 bits", "픽셀: {0}; 지각 해시가 256비트 중 {1}비트 다름", sizes,
            String(distance))
        text +=
            distance <= PixelComparison.similarDistance
            ? say(" (looks similar; similar is not identical)", " (비슷해 보임, 같다는 뜻은 아님)")
            : say(" (does not look similar)", " (비슷해 보이지 않음)")
        if let form = pixels.form, form != "original" {
            text += say(", turned or mirrored: {0}", ", 회전 또는 반전됨: {0}", form)
        }
        if quality < PixelComparison.reliableQuality {
            text += say("; there is little detail to go by", "; 비교할 세부가 적음")
        }
        return text
    }

    private func size(_ size: PixelComparison.Size?) -> String {
        size.map { "\($0.width) × \($0.height)" } ?? "?"
    }
}
