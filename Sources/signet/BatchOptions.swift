internal import ArgumentParser
internal import Bytes
internal import Reports
internal import Workflows

/// Options for work on many images.
struct BatchOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many images are worked on at the same time.", valueName: "n"))
    var jobs = 1

    @Flag(
        name: .customLong("stdin-jsonl"),
        help: "Read one JSON request per line from standard input and answer each with a line.")
    var readsRequests = false

    @Flag(help: "Print counts and latencies on standard error at the end.")
    var stats = false

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs needs a number from 1 to 256.") }
    }

    func check(_ inputs: [String]) throws {
        guard readsRequests else {
            guard !inputs.isEmpty else {
                throw ValidationError("Name at least one image, a folder, or - for standard input.")
            }
            return
        }
        guard inputs.isEmpty else { throw ValidationError("--stdin-jsonl takes its images from standard input only.") }
    }
}

/// Counts, latencies and a line of progress, for people only.
struct BatchProgress {
    private let total: Int?
    private let showsProgress: Bool
    private let printsStats: Bool
    private let stopwatch = Stopwatch()
    private var latencies = Latencies()
    private var failures = 0
    private var lastShown = 0.0

    /// - Parameter total: how many images there are, when that is known.
    init(total: Int?, printsStats: Bool, isQuiet: Bool) {
        self.total = total
        self.printsStats = printsStats
        showsProgress = !isQuiet && Console.isTerminal && (total ?? 0) > 20
    }

    mutating func add(seconds: Double, failed: Bool) {
        latencies.add(seconds: seconds)
        if failed { failures += 1 }
        guard showsProgress, let total, stopwatch.seconds - lastShown > 0.1 else { return }
        lastShown = stopwatch.seconds
        Console.progress("\(latencies.count) of \(total)")
    }

    func finish() {
        if showsProgress { Console.progress("") }
        guard printsStats else { return }
        let elapsed = max(stopwatch.seconds, 1e-9)
        func milliseconds(_ fraction: Double) -> String {
            latencies.percentile(fraction).map { Self.rounded($0 * 1000) + " ms" } ?? "-"
        }
        Console.complain(
            "\(latencies.count) images, \(failures) errors, \(Self.rounded(elapsed)) s, "
                + "\(Self.rounded(Double(latencies.count) / elapsed)) per second, "
                + "p50 \(milliseconds(0.5)), p99 \(milliseconds(0.99)), max \(milliseconds(1))")
    }

    private static func rounded(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
}
