/// What Korean words end with: particles, titles and common endings, so that the word itself is seen.
enum Particles {
    private static let endings: [[UInt32]] = [
        "에서는", "으로는", "에게서", "이라는", "이라고", "에서", "에게", "으로", "하고", "이랑", "부터", "까지", "처럼", "보다", "이나", "이며", "이고",
        "들이", "들을", "들의", "들은", "라는", "라고", "님이", "님의", "씨가", "씨의", "한테", "마저", "조차", "은", "는", "이", "가", "을", "를",
        "의", "에", "로", "와", "과", "도", "만", "께", "님", "씨", "들", "랑", "야", "아",
    ].map { $0.unicodeScalars.map(\.value) }

    /// The word without one ending, and without two; never shorter than two syllables.
    static func stripped(_ units: [UInt32]) -> [[UInt32]] {
        var results: [[UInt32]] = []
        for ending in endings where units.count >= ending.count + 2 && units.suffix(ending.count).elementsEqual(ending)
        {
            results.append(Array(units.dropLast(ending.count)))
            if results.count == 3 { break }
        }
        return results
    }
}
