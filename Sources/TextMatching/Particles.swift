/// What Korean words end with: particles, titles and common endings, so that the word itself is seen.
enum Particles {
    private static let endings = [
        "에서는", "으로는", "에게서", "이라는", "이라고", "에서", "에게", "으로", "하고", "이랑", "부터", "까지", "처럼", "보다", "이나", "이며", "이고",
        "들이", "들을", "들의", "들은", "들도", "들에게", "라는", "라고", "님이", "님의", "님은", "님을", "씨가", "씨의", "씨는", "씨를", "한테", "마저",
        "조차", "밖에",
        "에는", "에도", "에게는", "에서도", "으로도", "로는", "로도", "와의", "과의", "께서", "은", "는", "이", "가", "을", "를", "의", "에", "로", "와",
        "과", "도",
        "만", "께", "님", "씨", "들", "랑", "야", "아",
    ]

    /// The endings by the hash of their units from the last to the first.
    static let table: WordTable = {
        var table = WordTable()
        for ending in endings { table[WordHash.of(ending.unicodeScalars.map(\.value).reversed())] = 1 }
        return table
    }()

    static let longest = 3
    /// A word is never shorter than this without its particle: shorter ones are too often part of other words.
    static let shortestWord = 2
}
