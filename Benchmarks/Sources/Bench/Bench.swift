import Bytes
import Glibc

/// Repeats one piece of work on one image and prints the milliseconds that each repetition took, as one line of JSON.
@main
enum Bench {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count == 5, let work = Workload(rawValue: arguments[0]), let count = Int(arguments[4]),
            count > 0
        else {
            let works = Workload.allCases.map(\.rawValue).joined(separator: "|")
            fail("usage: Bench \(works) INPUT OUTPUT CERTIFICATES COUNT", code: 64)
        }
        do {
            let warmUp = min(3, count)
            let repetition = try work.prepare(
                input: arguments[1], output: arguments[2], certificates: arguments[3], count: warmUp + count)
            // Caches, lazily made constants and the page tables of the heap belong to the first run only.
            for _ in 0..<warmUp { try repetition() }
            var watch = Stopwatch()
            for _ in 0..<count { try watch.measure(repetition) }
            print("{\"work\":\"\(work.rawValue)\",\"cpu\":\(watch.cpu),\"wall\":\(watch.wall)}")
        } catch {
            fail("bench: \(work.rawValue) \(arguments[1]): \(error)", code: 1)
        }
    }

    private static func fail(_ message: String, code: Int32) -> Never {
        let line = Array((message + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
        exit(code)
    }
}
