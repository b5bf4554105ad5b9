internal import Glibc

/// How much CPU time the current thread may still spend on one file.
///
/// CPU time, not wall time, so that a busy machine does not turn good files into errors.
public struct CPUBudget: Sendable {
    private let deadline: Double
    private let seconds: Double

    public init(seconds: Double) {
        self.seconds = seconds
        deadline = Self.now() + seconds
    }

    /// Throws when the budget is spent. Costs well under a microsecond; call it once per chunk or box, not per byte.
    public func check() throws(SignetError) {
        guard Self.now() <= deadline else {
            throw SignetError(
                "limit.cpuTime", .badData, "took more than \(seconds) seconds of CPU time (see --timeout)")
        }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
