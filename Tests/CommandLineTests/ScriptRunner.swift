internal import Foundation
internal import Glibc

/// Runs one script in a temporary folder of its own.
///
/// A script is a list of things that have to hold; the first that does not is thrown as a ``ScriptFailure``.
struct ScriptRunner {
    let script: Script
    /// Where the script's files are and its programs run.
    let work: URL
    /// Beside ``work``: what programs printed, and their temporary files.
    private let streams: URL
    private let base: URL
    /// What `$NAME` stands for.
    var variables: [String: String]
    /// What programs find in their environment.
    var environment: [String: String]
    /// The standard input of the next program.
    var input: URL?
    /// The program that ran last.
    var last: ScriptProcess?

    init(_ script: Script) throws {
        self.script = script
        base = FileManager.default.temporaryDirectory.appending(path: "signet-script-\(UUID().uuidString)")
        work = base.appending(path: "work")
        streams = base.appending(path: "streams")
        for folder in [work, streams] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        variables = [
            "WORK": work.path(percentEncoded: false), "FIXTURES": Self.fixtures.path(percentEncoded: false),
            "SHARED": Self.shared.path(percentEncoded: false), "SIGNET": Self.binary ?? "signet",
            "SOFTHSM": Self.softHSM,
        ]
        environment = [
            "PATH": "/usr/bin:/bin", "HOME": work.path(percentEncoded: false), "LANG": "C.UTF-8",
            "TMPDIR": streams.path(percentEncoded: false), "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let fixtures = package.appending(path: "Tests/Fixtures")
    /// Reference files beside the package; absent in a plain clone.
    static let shared = package.deletingLastPathComponent().appending(path: "shared")

    /// The PKCS#11 module of SoftHSM 2, where Debian puts it; loudly absent.
    static let softHSM = "/usr/lib/softhsm/libsofthsm2.so"
    static let hasSoftHSM: Bool = {
        if FileManager.default.fileExists(atPath: softHSM) { return true }
        print("SKIPPED: SoftHSM 2 is not installed (scripts/install-dependencies.sh --tests)")
        return false
    }()

    static var hasShared: Bool { FileManager.default.fileExists(atPath: shared.path(percentEncoded: false)) }

    /// The program under test: beside the test bundle, where the build puts it, or what `SIGNET_BINARY` names.
    static var binary: String? {
        if let named = ProcessInfo.processInfo.environment["SIGNET_BINARY"] { return named }
        let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let places = [bundle.deletingLastPathComponent(), package.appending(path: ".build/debug")]
        return places.map { $0.appending(path: "signet").path(percentEncoded: false) }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs every line; the folder is removed afterwards.
    mutating func run() throws {
        defer { try? FileManager.default.removeItem(at: base) }
        for (name, text) in script.files {
            let url = work.appending(path: name)
            let folder = url.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        for line in script.lines where try holds(line.condition, line: line.number) {
            do {
                let words = try line.words.map { try $0.expanded(with: variables, line: line.number) }
                try perform(words[0], Array(words.dropFirst()), isNegated: line.isNegated)
            } catch let failure as ScriptFailure {
                throw ScriptFailure(line: line.number, reason: failure.reason + transcript)
            } catch {
                throw ScriptFailure(line: line.number, reason: "\(error)" + transcript)
            }
        }
    }

    /// What the last program said, for the failure's message.
    private var transcript: String {
        guard let last else { return "" }
        let output = String(decoding: last.output.prefix(4_000), as: UTF8.self)
        let errors = String(decoding: last.errorOutput.prefix(4_000), as: UTF8.self)
        return "\nexit code \(last.exitCode)\nstdout: \(output)\nstderr: \(errors)"
    }

    private func holds(_ condition: String?, line: Int) throws -> Bool {
        guard var name = condition else { return true }
        let isNegated = name.hasPrefix("!")
        if isNegated { name.removeFirst() }
        let value =
            switch name {
            case "shared": Self.hasShared
            case "root": getuid() == 0
            case "softhsm": Self.hasSoftHSM
            case "fixtures": FileManager.default.fileExists(atPath: Self.fixtures.path(percentEncoded: false))
            default: throw ScriptFailure(line: line, reason: "there is no condition [\(name)]")
            }
        return value != isNegated
    }

    /// Runs a program with the pending standard input, which it uses up.
    mutating func execute(_ name: String, _ arguments: [String]) throws -> ScriptProcess {
        guard let program = name == "signet" ? Self.binary : name else {
            throw ScriptFailure(line: 0, reason: "the signet binary is not there: run `swift build` first")
        }
        defer { input = nil }
        return try ScriptProcess.run(
            program, arguments, in: work, streams: streams, input: input, environment: environment)
    }

    /// The file a script means: relative to its folder, or the last program's `stdout` or `stderr`.
    func contents(of name: String) throws -> Data {
        switch name {
        case "stdout": return try lastProcess.output
        case "stderr": return try lastProcess.errorOutput
        default: return try Data(contentsOf: url(name))
        }
    }

    var lastProcess: ScriptProcess {
        get throws {
            guard let last else { throw ScriptFailure(line: 0, reason: "no program ran yet") }
            return last
        }
    }

    func url(_ name: String) -> URL {
        name.hasPrefix("/") ? URL(filePath: name) : work.appending(path: name)
    }
}
