import Bytes
import Findings
import Fingerprints
import Glibc
import ImageIndex
import Pixels
import Workflows

/// Fills an index with many images and looks pictures up in it as `signet index search` does, with the CPU time of each step.
/// Names of pictures come from standard input.
@main
enum AnchorBench {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch (arguments.first, arguments.count) {
            case ("fill", 4): try fill(arguments[1], Int(arguments[2]) ?? 0, seed: UInt64(arguments[3]) ?? 1)
            case ("search", 2): try search(arguments[1])
            default:
                fail(
                    "usage: AnchorBench fill INDEX IMAGES SEED < NAMES\n       AnchorBench search INDEX < NAMES",
                    code: 64)
            }
        } catch { fail("AnchorBench: \(error)", code: 1) }
    }

    static func fail(_ message: String, code: Int32) -> Never {
        let line = Array((message + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
        exit(code)
    }

    /// Milliseconds of CPU time of this process.
    static func timed<T>(_ work: () throws -> T) rethrows -> (T, Double) {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
        }
        let start = now()
        let result = try work()
        return (result, now() - start)
    }

    private static let time = "2026-01-01T00:00:00Z"

    /// The pictures by their names, and then images that are generated from the anchors of all of them.
    private static func fill(_ folder: String, _ images: Int, seed: UInt64) throws {
        let index = try ImageIndex(folder: folder, create: true)
        var reader = IndexedImageReader()
        reader.keepsThumbnails = false
        var records: [ImageRecord] = []
        while let name = readLine() {
            if let record = try? reader.record(name, created: time) { records.append(record) }
        }
        var crowd = Crowd(records, seed: seed)
        var batch = records
        for number in records.count..<max(images, records.count) {
            batch.append(crowd.record(number))
            if batch.count >= 1000 || number + 1 == images {
                _ = try index.add(batch, purpose: "benchmark", time: time)
                batch = []
            }
        }
        if !batch.isEmpty { _ = try index.add(batch, purpose: "benchmark", time: time) }
        let (_, build) = try timed { try index.rebuildSearchFiles() }
        let (_, open) = try timed { _ = try ImageIndex(folder: folder, create: false) }
        print("{\"real\":\(records.count),\"anchors\":\(crowd.poolCount),\"build\":\(build),\"open\":\(open)}")
    }

    /// As `signet index search` asks: the hashes first, and the anchors when these are not sure.
    private static func search(_ folder: String) throws {
        let index = try ImageIndex(folder: folder, create: false)
        while let name = readLine() {
            let pixels = try ImageDecoder().decode(FileSource(path: name)).pixels
            var query = IndexQuery(probes: probes(pixels), quality: 100, limit: 5)
            let (known, byHash) = try timed { try index.hashMatches(query) }
            var extraction = 0.0
            (query.detail, extraction) = timed { AnchorQuery(pixels) }
            let (answer, rest) = try timed {
                try index.search(query, known: known, purpose: "benchmark", time: time)
            }
            let found = answer.matches.map { "[\"\($0.record.name ?? "")\",\"\($0.grade.rawValue)\"]" }
            print(
                """
                {"extraction":\(extraction),"hashes":\(byHash),"search":\(byHash + rest),"found":[\(found.joined(separator: ","))]}
                """)
        }
    }

    private static func probes(_ pixels: PixelBuffer) -> [IndexQuery.Probe] {
        let prints = GlobalFingerprints(pixels, forms: Dihedral.allCases)
        let kinds: [(StoredFingerprints.Kind, PDQTransform?)] = [
            (.plain, prints.pdq), (.canonical, prints.canonical), (.trimmed, prints.trimmed),
        ]
        return kinds.flatMap { (kind, transform) in
            guard let transform, transform.hash(.original).isTelling else { return [IndexQuery.Probe]() }
            return Dihedral.allCases.map {
                IndexQuery.Probe(hash: transform.hash($0), kind: kind, transform: "\($0)")
            } + [IndexQuery.Probe(hash: transform.invertedHash(), kind: kind, transform: "inverted")]
        }
    }
}
