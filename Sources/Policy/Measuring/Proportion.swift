internal import Glibc

/// So many of so many, with the bounds of its 95 % interval (Wilson, 1927, without continuity correction).
public struct Proportion: Sendable, Equatable {
    public let count: Int
    public let total: Int

    public init(_ count: Int, of total: Int) {
        self.count = count
        self.total = total
    }

    public var value: Double { total == 0 ? 0 : Double(count) / Double(total) }
    public var low: Double { total == 0 ? 0 : max(0, middle - half) }
    public var high: Double { total == 0 ? 1 : min(1, middle + half) }

    private static let z = 1.959963984540054
    private var n: Double { Double(total) }
    private var scale: Double { 1 + Self.z * Self.z / n }
    private var middle: Double { (value + Self.z * Self.z / (2 * n)) / scale }
    private var half: Double {
        Self.z / scale * (value * (1 - value) / n + Self.z * Self.z / (4 * n * n)).squareRoot()
    }
}

/// McNemar's test: whether two judges of the same texts differ by more than chance.
public struct McNemarTest: Sendable, Equatable {
    /// Texts only the first judge got right, and only the second.
    public let onlyFirst: Int
    public let onlySecond: Int

    public init(onlyFirst: Int, onlySecond: Int) {
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
    }

    /// The two-sided probability of a difference at least as large if both were equally good: exact (binomial) up to 1,000
    /// discordant texts, by chi-squared with continuity correction beyond.
    public var probability: Double {
        let n = onlyFirst + onlySecond
        guard n > 0 else { return 1 }
        let least = min(onlyFirst, onlySecond)
        if n > 1_000 {
            let difference = Double(abs(onlyFirst - onlySecond)) - 1
            return erfc((difference * difference / Double(n) / 2).squareRoot())
        }
        var sum = 0.0
        for k in 0...least {
            sum += exp(lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1)) - Double(n) * log(2.0))
        }
        return min(1, 2 * sum)
    }
}
