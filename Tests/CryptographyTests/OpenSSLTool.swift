import Bytes
import Foundation

/// The `openssl` command, which makes what tests want to see from somebody else's hand.
enum OpenSSLTool {
    static let isThere: Bool = {
        if (try? run(["version"])) != nil { return true }
        print("SKIPPED: there is no openssl command")
        return false
    }()

    /// The standard output of `openssl` with `arguments`.
    static func run(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let output = Pipe()
        let errors = Pipe()
        let feed = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = feed
        try process.run()
        feed.fileHandleForWriting.write(Data(input))
        try feed.fileHandleForWriting.close()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw SignetError("test.openssl", .unexpected, "openssl \(arguments.first ?? "") failed: \(message)")
        }
        return bytes
    }
}
