internal import ArgumentParser
internal import Policy
internal import Workflows

/// `signet policy bench`.
struct PolicyBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "How long loading the pack and deciding take on this machine, one thread.")

    @Argument(help: ArgumentHelp("JSON lines with text.", valueName: "jsonl")) var corpus: String
    @OptionGroup var pack: PackOptions

    func run() throws {
        try reporting(json: false) {
            let loading = Stopwatch()
            let policy = try pack.loadCompiled()
            try Console.print("load  \((loading.seconds * 10_000).rounded() / 10) ms\n")
            let prompts = try LabelledPrompt.read(corpus).map { PolicyRequest($0.text) }
            var latencies = Latencies()
            let all = Stopwatch()
            for prompt in prompts {
                let one = Stopwatch()
                _ = policy.decide(prompt, date: nil)
                latencies.add(seconds: one.seconds)
            }
            let perSecond = Double(prompts.count) / all.seconds
            try Console.print("\(Int(perSecond)) decisions a second over \(prompts.count) texts\n")
            for (name, share) in [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999)] {
                guard let seconds = latencies.percentile(share) else { continue }
                try Console.print("\(name)  \((seconds * 10_000_000).rounded() / 10) µs\n")
            }
        }
    }
}
