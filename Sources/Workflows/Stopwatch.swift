internal import Glibc

/// Wall-clock time since a moment, in seconds.
public struct Stopwatch: Sendable {
    private let start: Double

    public init() { start = Self.now() }

    public var seconds: Double { Self.now() - start }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
