internal import Bytes
internal import Foundation

/// A server on this machine, run by Python, that ends with this value; see `Servers/authority.py` for what it serves.
public final class LocalServer: @unchecked Sendable {
    public let port: Int
    private let process = Process()
    /// The server ends when this is closed, also when the tests crash.
    private let lifeline = Pipe()

    /// Whether there is a Python and an OpenSSL to run it; prints loudly when there is not.
    public static let isPossible: Bool = {
        for tool in ["python3", "openssl"] {
            let found = ["/usr/bin", "/usr/local/bin", "/bin"].contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
            }
            guard found else {
                print("SKIPPED: there is no \(tool) to run a local authority with")
                return false
            }
        }
        return true
    }()

    /// - Parameters:
    ///   - folder: what the server works with.
    ///   - options: further options of `openssl ocsp`.
    public init(folder: TemporaryFolder, ocspOptions options: [String] = []) throws {
        let script = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script + "/Servers/authority.py", folder.path] + options
        process.standardOutput = output
        process.standardInput = lifeline
        try process.run()
        var text = ""
        while !text.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw SignetError("test.server", .unexpected, "the server did not start") }
            text += String(decoding: data, as: UTF8.self)
        }
        guard let port = Int(text.dropLast()) else {
            throw SignetError("test.server", .unexpected, "the server printed \(text)")
        }
        self.port = port
    }

    deinit { try? lifeline.fileHandleForWriting.close() }

    public func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }
}
