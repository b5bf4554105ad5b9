internal import Findings
public import Policy

/// How fast a policy is, for people and as JSON.
public struct PolicySpeedReport: Sendable {
    private let speed: PolicySpeed

    public init(_ speed: PolicySpeed) { self.speed = speed }

    public var text: String {
        func microseconds(_ seconds: Double) -> String { PolicyWords.fixed(seconds * 1e6, digits: 1) + " µs" }
        var text = "load   \(PolicyWords.fixed(speed.loadSeconds * 1e3, digits: 1)) ms\n"
        let mean = speed.texts == 0 ? 0 : speed.bytes / speed.texts
        text +=
            "\(Int(speed.decisionsPerSecond)) decisions a second of processor time, \(speed.texts) texts of \(mean) bytes\n"
        text +=
            "p50    \(microseconds(speed.p50))\np99    \(microseconds(speed.p99))\np99.9  \(microseconds(speed.p999))\n"
        if let long = speed.longSeconds { text += "20 kB  \(PolicyWords.fixed(long * 1e3, digits: 2)) ms\n" }
        return text
    }

    public var json: String {
        func rounded(_ value: Double, _ scale: Double) -> DataValue { .double((value * scale * 100).rounded() / 100) }
        return JSONWriter.text(
            .object([
                "schema": .text("urn:signet:schema:policy-bench:1"), "digest": .text(speed.policyDigest),
                "texts": .number(speed.texts), "bytes": .number(speed.bytes),
                "load_seconds": .double((speed.loadSeconds * 1e6).rounded() / 1e6),
                "per_second": rounded(speed.decisionsPerSecond, 1), "p50_us": rounded(speed.p50, 1e6),
                "p99_us": rounded(speed.p99, 1e6), "p999_us": rounded(speed.p999, 1e6),
                "long_ms": speed.longSeconds.map { rounded($0, 1e3) },
            ])) + "\n"
    }
}
