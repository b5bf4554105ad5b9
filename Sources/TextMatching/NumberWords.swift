/// Words that are numbers, in English and Korean.
enum NumberWords {
    private static let english = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    private static let korean = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]
    private static let koreanTens = ["열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
    private static let sino = ["일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]

    /// Calls `body` with each word and its number. Of the Sino-Korean ones only those from ten: shorter ones are mostly other
    /// words.
    static func forEach(_ body: (String, Int) -> Void) {
        for (place, word) in english.enumerated() { body(word, place + 1) }
        for (place, word) in tens.enumerated() { body(word, (place + 2) * 10) }
        for (place, word) in korean.enumerated() { body(word, place + 1) }
        for (place, word) in koreanTens.enumerated() {
            body(word, (place + 1) * 10)
            for (unit, more) in korean.enumerated() { body(word + more, (place + 1) * 10 + unit + 1) }
        }
        body("스무", 20)
        for place in 0..<9 {
            let word = (place == 0 ? "" : sino[place]) + "십"
            body(word, (place + 1) * 10)
            for (unit, more) in sino.enumerated() { body(word + more, (place + 1) * 10 + unit + 1) }
        }
    }

    /// Numbers by the hash of their word.
    static let table: WordTable = {
        var table = WordTable()
        forEach { word, number in table[WordHash.of(word.unicodeScalars.map(\.value))] = Int32(number) }
        return table
    }()

    /// Whether a number is one that another from one to nine may follow: twenty-one.
    static func isTens(_ number: Int32) -> Bool { number >= 20 && number <= 90 && number % 10 == 0 }
}
