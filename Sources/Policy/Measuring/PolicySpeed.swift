/// How fast a policy is on one thread of this machine. Times are seconds of processor time, latencies of the wall clock.
public struct PolicySpeed: Sendable {
    public var policyDigest = ""
    public var texts = 0
    public var bytes = 0
    /// Wall-clock time of loading the pack.
    public var loadSeconds = 0.0
    public var decisionsPerSecond = 0.0
    public var p50 = 0.0
    public var p99 = 0.0
    public var p999 = 0.0
    /// Processor time of one text of 20,000 bytes, made of the corpus; nil when the corpus is shorter.
    public var longSeconds: Double?

    public init() {}
}
