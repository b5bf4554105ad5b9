internal import Glibc

/// Time since a moment, in seconds.
public struct Stopwatch: Sendable {
    public enum Clock: Sendable {
        case wall
        /// What the calling thread has used of a processor: on a busy machine the steadier measure.
        case threadCPU
    }

    private let clock: Clock
    private let start: Double

    public init(_ clock: Clock = .wall) {
        self.clock = clock
        start = Self.now(clock)
    }

    public var seconds: Double { Self.now(clock) - start }

    private static func now(_ clock: Clock) -> Double {
        var time = timespec()
        clock_gettime(clock == .wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
