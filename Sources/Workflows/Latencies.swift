/// How long pieces of work took, in bounded memory: each duration is kept to about 1.5 %.
public struct Latencies: Sendable {
    /// 48 doublings from a microsecond, 64 steps each.
    private var counts = [Int](repeating: 0, count: 48 * 64)
    public private(set) var count = 0
    public private(set) var totalSeconds = 0.0

    public init() {}

    public mutating func add(seconds: Double) {
        let microseconds = max(1, seconds * 1e6)
        let doubling = min(47, Int(microseconds.exponent))
        let step = min(63, Int((microseconds.significand - 1) * 64))
        counts[doubling * 64 + step] += 1
        count += 1
        totalSeconds += seconds
    }

    /// The duration in seconds that `fraction` of the pieces did not exceed; nil when there were none.
    public func percentile(_ fraction: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = max(1, Int((Double(count) * fraction).rounded(.up)))
        var seen = 0
        for (index, entries) in counts.enumerated() {
            seen += entries
            guard seen >= rank else { continue }
            let scale = Double(sign: .plus, exponent: index / 64, significand: 1)
            return scale * (1 + (Double(index % 64) + 0.5) / 64) / 1e6
        }
        return nil
    }
}
