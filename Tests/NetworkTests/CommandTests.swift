import Bytes
import Cryptography
import Foundation
import TestSupport
import Testing

/// The program from outside: which connections it opens, and its exit codes.
@Suite(.enabled(if: LocalServer.isPossible && Program.isThere)) struct CommandTests {
    private let local: LocalAuthority
    private let key: String
    private let chain: String
    private let root: String

    init() throws {
        local = try LocalAuthority()
        key = try local.folder.write("signer.key.pem", Array(try TestPKI.key().pem().utf8))
        let pem = local.signer.certificates.map(\.pem).joined()
        chain = try local.folder.write("signer.pem", Array(pem.utf8))
        root = try local.folder.write("root.pem", Array(local.authority.root.certificate.pem.utf8))
    }

    private func signet(_ arguments: String...) throws -> (code: Int32, output: String) {
        try Program.run(try #require(Program.binary), arguments)
    }

    private func sign(_ name: String, _ more: String...) throws -> (code: Int32, output: String) {
        try Program.run(
            try #require(Program.binary),
            ["sign", LocalAuthority.picture, "-o", local.folder.file(name), "--key", key, "--cert", chain] + more)
    }

    @Test func `signing with a time-stamp and a staple, and verifying, from the command line`() throws {
        #expect(try sign("a.png", "--tsa", local.server.url("tsa"), "--ocsp-staple").code == 0)
        let verified = try signet("verify", local.folder.file("a.png"), "--trust", root, "--tsa-trust", root)
        #expect(verified.code == 0)
        #expect(verified.output.contains("trusted time-stamp"))
        #expect(!verified.output.contains("revocation"))
    }

    @Test func `an authority that is down ends with 69 and no file`() throws {
        let result = try sign("a.png", "--tsa", "http://127.0.0.1:1/")
        #expect(result.code == 69)
        #expect(result.output.contains("no time-stamp from http://127.0.0.1:1/"))
        #expect(!FileManager.default.fileExists(atPath: local.folder.file("a.png")))
    }

    @Test func `a signature without a time-stamp is warned about unless it was asked for`() throws {
        #expect(try sign("a.png").output.contains("--no-timestamp"))
        #expect(try !sign("b.png", "--no-timestamp").output.contains("warning"))
        #expect(try sign("c.png", "--no-timestamp", "--tsa", "http://127.0.0.1:1/").code == 64)
        #expect(try sign("d.png", "--ocsp-staple").code == 64)
    }

    @Test func `a deny list ends with 15, one that cannot be read with 78`() throws {
        #expect(try sign("a.png", "--no-timestamp").code == 0)
        let hash = Hex.encode(local.signer.certificates[0].keyFingerprint)
        let list = try local.folder.write("deny.txt", Array("key \(hash)\n".utf8))
        #expect(try signet("verify", local.folder.file("a.png"), "--trust", root, "--deny-list", list).code == 15)
        let broken = try local.folder.write("broken.txt", Array("key\n".utf8))
        #expect(try signet("verify", local.folder.file("a.png"), "--deny-list", broken).code == 78)
    }

    @Test func `a revocation that the responder tells ends with 15`() throws {
        #expect(try sign("a.png", "--no-timestamp").code == 0)
        let serial = local.signer.certificates[0].serialNumber.uppercased()
        let index = "R\t491231235959Z\t260101000000Z,keyCompromise\t\(serial)\tunknown\t/CN=signer\n"
        try local.folder.write("index.txt", Array(index.utf8))
        let file = local.folder.file("a.png")
        #expect(try signet("verify", file, "--trust", root).code == 0)
        let arguments = [
            "verify", file, "--trust", root, "--allow-network", "--ocsp-responder", local.server.url("ocsp"),
        ]
        #expect(try Program.run(try #require(Program.binary), arguments).code == 15)
    }

    @Test(.enabled(if: Program.hasStrace))
    func `nothing is connected to that the user did not allow`() throws {
        let binary = try #require(Program.binary)
        let trace = local.folder.file("trace")
        let connects = { (arguments: [String]) in
            _ = try Program.run(
                "strace", ["-f", "-qq", "-e", "trace=connect,socket,sendto", "-o", trace, binary] + arguments)
            return try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").filter {
                $0.contains("AF_INET")
            }
            .map(String.init)
        }
        let file = local.folder.file("a.png")
        let signing = ["sign", LocalAuthority.picture, "--key", key, "--cert", chain, "-o"]
        #expect(try connects(signing + [file]).isEmpty)
        #expect(try connects(["verify", file, "--trust", root]).isEmpty)
        #expect(try connects(["inspect", file]).isEmpty)
        // The certificate names a responder on this machine: even when the network is allowed, no socket is made for it.
        #expect(try connects(["verify", file, "--trust", root, "--allow-network"]).isEmpty)
        // What was asked for is seen, so the test can see.
        let stamped = try connects(signing + [local.folder.file("b.png"), "--tsa", local.server.url("tsa")])
        #expect(stamped.contains { $0.contains("connect(") && $0.contains("127.0.0.1") })
    }
}

/// The program under test, and others.
private enum Program {
    static let binary: String? = {
        let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return [bundle.deletingLastPathComponent(), package.appending(path: ".build/debug")]
            .map { $0.appending(path: "signet").path(percentEncoded: false) }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static let isThere: Bool = {
        if binary == nil { print("SKIPPED: the signet binary is not there") }
        return binary != nil
    }()

    static let hasStrace: Bool = {
        // Containers may forbid tracing although the tool is there.
        let works = (try? run("strace", ["-o", "/dev/null", "true"]))?.code == 0
        if !works { print("SKIPPED: there is no strace, so connections cannot be watched") }
        return works
    }()

    static func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
}
