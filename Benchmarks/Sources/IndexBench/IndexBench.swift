import Bytes
import Fingerprints
import Glibc
import ImageIndex
import Pixels

/// Measures fingerprints and the search through hashes in one process, on the data index.py prepared, and prints one line of JSON.
/// Times are milliseconds of CPU time of this process.
@main
enum IndexBench {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch (arguments.first, arguments.count) {
            case ("pixels", 5): try pixels(arguments[1], arguments[2], arguments[3], arguments[4])
            case ("file", 3): try file(arguments[1], arguments[2])
            case ("search", 5): try search(arguments[1], arguments[2], arguments[3], arguments[4])
            default:
                fail(
                    """
                    usage: IndexBench pixels RGB WIDTH HEIGHT COUNT
                           IndexBench file IMAGE COUNT
                           IndexBench search HASHES QUERIES fast|compact INDEX
                    """, code: 64)
            }
        } catch { fail("IndexBench: \(error)", code: 1) }
    }

    static func fail(_ message: String, code: Int32) -> Never {
        let line = Array((message + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
        exit(code)
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    static func contents(_ path: String) throws -> [UInt8] {
        let source = try FileSource(path: path)
        return try source.bytes(0..<source.count)
    }

    static func hashes(_ bytes: [UInt8]) -> [Hash256] {
        bytes.withUnsafeBytes { buffer in
            stride(from: 0, to: buffer.count - 31, by: 32).map { at in
                func word(_ index: Int) -> UInt64 {
                    buffer.loadUnaligned(fromByteOffset: at + index * 8, as: UInt64.self)
                }
                return Hash256((word(0), word(1), word(2), word(3)))
            }
        }
    }

    /// PDQ of decoded pixels.
    private static func pixels(_ path: String, _ width: String, _ height: String, _ count: String) throws {
        guard let width = Int(width), let height = Int(height), let count = Int(count),
            let image = PixelBuffer(width: width, height: height, channels: 3, samples: try contents(path))
        else { fail("IndexBench: no such image", code: 65) }
        var hash = PDQHasher.hash(image)
        var times: [Double] = []
        for _ in 0..<count {
            let start = now()
            hash = PDQHasher.hash(image)
            times.append(now() - start)
        }
        print("{\"hash\":\"\(hash.hash.hex)\",\"quality\":\(hash.quality),\"times\":\(times)}")
    }

    /// From a file's name to all its global fingerprints.
    private static func file(_ path: String, _ count: String) throws {
        guard let count = Int(count) else { fail("IndexBench: no count", code: 64) }
        var hash = ""
        var times: [Double] = []
        for _ in 0..<count {
            let start = now()
            let image = try ImageDecoder().decode(FileSource(path: path))
            let prints = GlobalFingerprints(image.pixels, alpha: image.alpha)
            hash = prints.pdq?.hash(.original).hex ?? ""
            times.append(now() - start)
        }
        print("{\"hash\":\"\(hash)\",\"times\":\(times)}")
    }

    /// Builds an index, opens it and looks every query up within 31 bits.
    private static func search(_ stored: String, _ looked: String, _ form: String, _ path: String) throws {
        let all = hashes(try contents(stored))
        let queries = hashes(try contents(looked))
        let owners = (0..<UInt32(all.count)).map { $0 }
        var start = now()
        try HammingIndex.write(
            all, owners: owners, coveredOrdinal: Int64(all.count), form: form == "fast" ? .fast : .compact, to: path)
        let build = now() - start
        start = now()
        let index = try HammingIndex(path: path)
        let open = now() - start
        var times: [Double] = []
        var found: [String] = []
        for isMeasured in [false, true] {
            for query in queries {
                start = now()
                let result = index.search(query, radius: 31)
                let time = now() - start
                guard isMeasured else { continue }
                times.append(time)
                found.append("[" + result.hits.map { "[\($0.owner),\($0.distance)]" }.joined(separator: ",") + "]")
            }
        }
        print(
            "{\"build\":\(build),\"open\":\(open),\"times\":\(times),\"found\":[\(found.joined(separator: ","))]}"
        )
    }
}
