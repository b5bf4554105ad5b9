import Bytes
import Cryptography
import Foundation
import TestSupport

/// A token of SoftHSM 2 with one key for each kind of algorithm, made once per process; PIN 1234.
enum SoftHSM {
    static let pin = "1234"
    static let label = "signet TEST token"

    static let module: String? = {
        let places = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"]
        let found = places.first { FileManager.default.fileExists(atPath: $0) }
        if found == nil { print("SKIPPED: SoftHSM 2 is not installed (scripts/install-dependencies.sh --tests)") }
        return found
    }()

    static var isThere: Bool { module != nil }

    /// The folder of the token; the files `pin` and `wrong` in it hold the right PIN and another.
    static func folder() throws -> TemporaryFolder { try token.get() }

    private static let token = Result { try make() }

    /// Keys of these algorithms are on the token, under their names; so is `es256` again, under `twin`, twice.
    static let algorithms: [SignatureAlgorithm] = [.es256, .es384, .es512, .ps256, .ed25519]

    private static func make() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.file("tokens"), withIntermediateDirectories: true)
        let configuration = "directories.tokendir = \(folder.file("tokens"))\nobjectstore.backend = file\n"
        try folder.write("softhsm2.conf", Array(configuration.utf8))
        setenv("SOFTHSM2_CONF", folder.file("softhsm2.conf"), 1)
        try run(["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "5678"])
        for (index, algorithm) in algorithms.enumerated() {
            try importKey(algorithm, as: algorithm.rawValue, id: "0\(index + 1)", folder)
        }
        try importKey(.es256, as: "twin", id: "0a", folder)
        try importKey(.es384, as: "twin", id: "0b", folder)
        try makeKeyThatAsks(folder)
        try folder.write("pin", Array("\(pin)\n".utf8))
        try folder.write("wrong", Array("9876".utf8))
        try folder.write("open", Array(pin.utf8), mode: 0o644)
        return folder
    }

    private static func importKey(
        _ algorithm: SignatureAlgorithm, as name: String, id: String, _ folder: TemporaryFolder
    ) throws {
        let path = try folder.write("key.pem", Array(try TestPKI.key(algorithm).pem().utf8))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try run(["--import", path, "--token", label, "--label", name, "--id", id, "--pin", pin])
    }

    /// Whether `pkcs11-tool` is there, which makes the key `asks`: that of `es256` again, wanting the PIN at every signature.
    static let hasKeyThatAsks: Bool = {
        if FileManager.default.fileExists(atPath: "/usr/bin/pkcs11-tool"), OpenSSLTool.isThere { return true }
        print("SKIPPED: pkcs11-tool is not installed (scripts/install-dependencies.sh --tests)")
        return false
    }()

    private static func makeKeyThatAsks(_ folder: TemporaryFolder) throws {
        guard hasKeyThatAsks, let module else { return }
        // pkcs11-tool takes the older form of keys only.
        let pem = Array(try TestPKI.key(.es256).pem().utf8)
        let path = try folder.write("key.der", try OpenSSLTool.run(["ec", "-outform", "der"], input: pem))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let key = ["--write-object", path, "--type", "privkey", "--label", "asks", "--id", "0c", "--always-auth"]
        try run(["--module", module, "--token-label", label, "--login", "--pin", pin] + key, "pkcs11-tool")
    }

    private static func run(_ arguments: [String], _ tool: String = "softhsm2-util") throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw SignetError("test.softhsm", .unexpected, "\(tool) \(arguments[0]) failed")
        }
    }
}
