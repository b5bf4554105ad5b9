import Bytes
import Cryptography
import Foundation
import TestSupport
import Testing

/// A program signs; what it gives is checked before it is used, and what goes wrong is said.
@Suite(.enabled(if: OpenSSLTool.isThere, "SKIPPED: there is no openssl command"))
struct CommandSignerTests {
    private let message = Array(repeating: UInt8(7), count: 200_000)
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func signer(
        _ command: String, _ certificate: SignatureAlgorithm = .es256, algorithm: SignatureAlgorithm? = nil,
        seconds: Double = 30
    ) throws -> CommandSigner {
        try CommandSigner(
            command: "cmd:\(command)", certificates: try TestPKI.signer(certificate).certificates,
            chainPath: "chain.pem",
            algorithm: algorithm, seconds: seconds)
    }

    private func key(_ algorithm: SignatureAlgorithm) throws -> String {
        try folder.write("\(algorithm.rawValue).pem", Array(try TestPKI.key(algorithm).pem().utf8))
    }

    private func script(_ text: String) throws -> String {
        try folder.write("sign.sh", Array("#!/bin/sh\n\(text)\n".utf8), mode: 0o700)
    }

    private func failure(_ command: String, seconds: Double = 30) throws -> SignetError? {
        let signer = try signer(command, seconds: seconds)
        return #expect(throws: SignetError.self) { try signer.sign(message) }
    }

    @Test(
        "DER signatures of openssl are taken",
        arguments: [(SignatureAlgorithm.es256, "256"), (.es384, "384"), (.es512, "512")])
    func openSSLSigns(_ algorithm: SignatureAlgorithm, _ hash: String) throws {
        let signer = try signer("openssl dgst -sha\(hash) -sign '\(try key(algorithm))'", algorithm)
        let signature = try signer.sign(message)
        #expect(signature.count == signer.signatureSize)
        #expect(
            try #require(signer.certificates.first).verify(signature: signature, message: message, algorithm: algorithm)
        )
    }

    @Test func rsaSignsWithTheAlgorithmThatIsAskedFor() throws {
        let key = try key(.ps256)
        let options = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest"
        let signer = try signer("openssl dgst -sha512 \(options) -sign \(key)", .ps256, algorithm: .ps512)
        #expect(signer.algorithm == .ps512)
        #expect(try signer.sign(message).count == 256)
    }

    @Test func aProgramWithoutArgumentsGetsThoseOfC2patool() throws {
        let key = try key(.es256)
        let record = folder.file("arguments")
        let program = try script("printf '%s ' \"$@\" >'\(record)'; exec openssl dgst -sha256 -sign '\(key)'")
        #expect(try signer(program).sign(message).count == 64)
        let arguments = try String(contentsOfFile: record, encoding: .utf8)
        #expect(arguments == "--reserve-size 64 --alg es256 --sign-cert chain.pem ")
    }

    @Test func wordsStandForWhatTheProgramMayNeed() throws {
        let key = try key(.es256)
        let record = folder.file("arguments")
        let program = try script("printf '%s|' \"$@\" >'\(record)'; exec openssl dgst -sha256 -sign '\(key)'")
        #expect(try signer("\(program) {alg} 'a  b' \"it's\" $HOME * {size} {cert}").sign(message).count == 64)
        #expect(try String(contentsOfFile: record, encoding: .utf8) == "es256|a  b|it's|$HOME|*|64|chain.pem|")
    }

    @Test func whatAFailingProgramSaysIsPassedOn() throws {
        let error = try failure(try script("echo 'no such key' >&2; exit 3"))
        #expect(error?.category == .unavailable)
        #expect(error?.reason.contains("exit code 3") == true)
        #expect(error?.reason.contains("no such key") == true)
    }

    @Test func aProgramThatDoesNotReadIsNoReasonToDie() throws {
        #expect(try failure("true")?.code == "key.command")
        #expect(try failure("false")?.code == "key.command")
        #expect(try failure("nowhere-to-be-found")?.category == .unavailable)
    }

    @Test func aProgramThatHangsIsEnded() throws {
        let start = Date()
        let pids = folder.file("pid")
        let error = try failure(try script("echo $$ >'\(pids)'; echo waiting >&2; sleep 600 & wait"), seconds: 0.5)
        #expect(error?.code == "key.timeout")
        #expect(error?.category == .unavailable)
        #expect(error?.reason.contains("waiting") == true)
        #expect(Date().timeIntervalSince(start) < 20)
        let text = try String(contentsOfFile: pids, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let pid = try #require(pid_t(text))
        #expect(kill(pid, 0) != 0)
    }

    @Test func whatAProgramLeavesRunningHoldsNobodyUp() throws {
        let key = try key(.es256)
        let start = Date()
        let program = try script("sleep 20 & exec openssl dgst -sha256 -sign '\(key)'")
        #expect(try signer(program).sign(message).count == 64)
        #expect(Date().timeIntervalSince(start) < 15)
    }

    @Test func aFloodIsCutOff() throws {
        #expect(try failure("yes", seconds: 20)?.code == "key.command")
    }

    @Test("a signature of another key, size or message is not used", arguments: ["other", "size", "message", "bits"])
    func wrongSignatures(_ kind: String) throws {
        let own = try key(.es256)
        let other = try folder.write("other.pem", Array(try SigningKey.generate(.p256).pem().utf8))
        let command =
            switch kind {
            case "other": "openssl dgst -sha256 -sign \(other)"
            case "size": "head -c 65"
            case "message": try script("echo more | openssl dgst -sha256 -sign '\(own)'")
            default: "head -c 64"
            }
        #expect(try failure(command)?.code == "key.mismatch")
    }

    @Test("an algorithm of another kind of key is refused", arguments: [SignatureAlgorithm.ps256, .ed25519])
    func wrongAlgorithms(_ algorithm: SignatureAlgorithm) {
        #expect(throws: SignetError("key.algorithm", .configuration, "")) { try signer("true", algorithm: algorithm) }
    }

    @Test("a command line without a program is refused", arguments: ["", "  ", "''", "'open", "\"open"])
    func noProgram(_ command: String) {
        #expect(throws: SignetError("key.command", .usage, "")) { try signer(command) }
    }

    @Test func openDescriptorsStayHere() throws {
        let secret = try folder.write("secret", Array("secret".utf8))
        let descriptor = open(secret, O_RDONLY)
        defer { close(descriptor) }
        let record = folder.file("descriptors")
        let program = try script("ls /proc/self/fd >'\(record)'; exit 1")
        _ = try failure(program)
        let numbers = try String(contentsOfFile: record, encoding: .utf8).split(separator: "\n").compactMap {
            Int32($0)
        }
        #expect(numbers.contains(0))
        #expect(!numbers.contains(descriptor))
    }
}
