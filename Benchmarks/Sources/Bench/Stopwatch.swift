import Glibc

/// Measures pieces of work in this process, in milliseconds.
struct Stopwatch {
    /// CPU time of the whole process, so that work on other threads would count as well.
    private(set) var cpu: [Double] = []
    private(set) var wall: [Double] = []

    mutating func measure(_ work: () throws -> Void) rethrows {
        let cpuStart = Self.now(CLOCK_PROCESS_CPUTIME_ID)
        let wallStart = Self.now(CLOCK_MONOTONIC)
        try work()
        cpu.append(Self.now(CLOCK_PROCESS_CPUTIME_ID) - cpuStart)
        wall.append(Self.now(CLOCK_MONOTONIC) - wallStart)
    }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}
