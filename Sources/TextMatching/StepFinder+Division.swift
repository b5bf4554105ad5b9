/// Letters set apart are divided into the words that are likeliest, as `n a k e d m a n` is two words.
extension StepFinder {
    /// The letter at a position of a run; digits and symbols as the letters they stand for.
    @inline(__always) func letter(_ position: Int) -> UInt32 { Folding.leet(units[Int(tokens[position].unitStart)]) }

    private static let longestWord = 24
    /// What a word costs, by its class, and what a letter costs that belongs to no word.
    private static let wordCosts: [Int32] = [10, 14, 18, 24, 16]
    private static let looseCost: Int32 = 14

    /// Finds the division of a run with the least cost: afterwards `wordEnds` has where words begin in it.
    mutating func divide(_ range: Range<Int32>) {
        let count = range.count
        let first = Int(range.lowerBound)
        out.costs.removeAll(keepingCapacity: true)
        out.costs.append(contentsOf: repeatElement(Int32.max / 2, count: count + 1))
        out.origins.removeAll(keepingCapacity: true)
        out.origins.append(contentsOf: repeatElement(0, count: count + 1))
        out.wordEnds.removeAll(keepingCapacity: true)
        out.wordEnds.append(contentsOf: repeatElement(0, count: count + 1))
        out.costs[0] = 0
        for from in 0..<count {
            let soFar = out.costs[from]
            reach(from + 1, soFar + Self.looseCost, -1)
            var hash = WordHash.seed
            for place in from..<min(count, from + Self.longestWord) {
                hash = WordHash.adding(letter(first + place), to: hash)
                let length = place + 1 - from
                let word = tables.words.findRare(hash)
                if word >= 0 {
                    let kind = Int(tables.info[Int(word)] & WordInfo.classMask)
                    let cost = Self.wordCosts[min(kind, Self.wordCosts.count - 1)]
                    reach(place + 1, soFar + cost + (length < 3 ? 6 : 0), Int32(from))
                } else if length >= 3, tables.stems.findRare(hash) >= 0 {
                    reach(place + 1, soFar + 20, Int32(from))
                }
            }
        }
        var end = count
        while end > 0 {
            let origin = out.origins[end]
            if origin >= 0, Int(origin) + 1 < end { out.wordEnds[Int(origin)] = Int32(end) }
            end = origin >= 0 ? Int(origin) : end - 1
        }
    }

    @inline(__always) private mutating func reach(_ end: Int, _ cost: Int32, _ origin: Int32) {
        guard cost < out.costs[end] else { return }
        out.costs[end] = cost
        out.origins[end] = origin
    }
}
