public import Policy

/// Measures how fast a policy decides about the texts of a corpus, on one thread.
public struct PolicyBenchmark: Sendable {
    private static let rounds = 3
    private static let longText = 20_000

    public init() {}

    public func run(_ prompts: [LabelledPrompt], load: () throws -> CompiledPolicy) rethrows -> PolicySpeed {
        var speed = PolicySpeed()
        let loading = Stopwatch()
        let policy = try load()
        speed.loadSeconds = loading.seconds
        speed.policyDigest = policy.pack.digest
        let requests = prompts.map(\.request)
        speed.texts = requests.count
        speed.bytes = requests.map(\.prompt.utf8.count).reduce(0, +)
        var times: [Double] = []
        for _ in 0..<Self.rounds {
            let watch = Stopwatch(.threadCPU)
            for request in requests { _ = policy.decide(request) }
            times.append(watch.seconds)
        }
        speed.decisionsPerSecond = Double(requests.count) / max(times.sorted()[Self.rounds / 2], 1e-9)
        var latencies = Latencies()
        for request in requests {
            let watch = Stopwatch()
            _ = policy.decide(request)
            latencies.add(seconds: watch.seconds)
        }
        speed.p50 = latencies.percentile(0.5) ?? 0
        speed.p99 = latencies.percentile(0.99) ?? 0
        speed.p999 = latencies.percentile(0.999) ?? 0
        speed.longSeconds = longSeconds(requests, policy)
        return speed
    }

    private func longSeconds(_ requests: [PolicyRequest], _ policy: CompiledPolicy) -> Double? {
        var text = ""
        for request in requests where text.utf8.count < Self.longText { text += request.prompt + ", " }
        guard text.utf8.count >= Self.longText else { return nil }
        let long = PolicyRequest(String(decoding: text.utf8.prefix(Self.longText), as: UTF8.self))
        let times = (0..<21).map { _ in
            let watch = Stopwatch(.threadCPU)
            _ = policy.decide(long)
            return watch.seconds
        }
        return times.sorted()[10]
    }
}
