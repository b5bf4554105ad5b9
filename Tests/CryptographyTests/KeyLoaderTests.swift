import Bytes
import Cryptography
import Foundation
import TestSupport
import Testing

@Suite struct KeyLoaderTests {
    private let folder: TemporaryFolder
    private let pem: [UInt8]

    init() throws {
        folder = try TemporaryFolder()
        pem = Array(try TestPKI.key(.es256).pem().utf8)
    }

    @Test func `a file only its owner may read is taken`() throws {
        let path = try folder.write("key.pem", pem, mode: 0o600)
        #expect(try KeyLoader.load(path).algorithm == .es256)
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o777] as [UInt32])
    func `a file others may use is refused with its mode, unless that is allowed`(_ mode: UInt32) throws {
        let path = try folder.write("key.pem", pem, mode: mode)
        let error = #expect(throws: SignetError.self) { try KeyLoader.load(path) }
        #expect(error?.code == "key.permissions")
        #expect(error?.reason.contains("0\(String(mode, radix: 8))") == true)
        #expect(error?.reason.contains("chmod 600") == true)
        #expect(try KeyLoader.load(path, allowInsecure: true).algorithm == .es256)
    }

    @Test func `a missing file, a folder and a file that is too large are refused`() throws {
        #expect(throws: SignetError("key.open", .configuration, "")) { try KeyLoader.load(folder.file("none")) }
        #expect(throws: SignetError("key.notRegular", .configuration, "")) { try KeyLoader.load(folder.path) }
        let large = try folder.write("large", [UInt8](repeating: 10, count: KeyLoader.maximumSize) + pem)
        #expect(throws: SignetError("key.tooLarge", .configuration, "")) { try KeyLoader.load(large) }
    }

    @Test func `an environment variable is read once and then gone`() throws {
        setenv("SIGNET_TEST_KEY", String(decoding: pem, as: UTF8.self), 1)
        #expect(try KeyLoader.load("env:SIGNET_TEST_KEY").algorithm == .es256)
        #expect(getenv("SIGNET_TEST_KEY") == nil)
        #expect(throws: SignetError("key.environment", .configuration, "")) {
            try KeyLoader.load("env:SIGNET_TEST_KEY")
        }
        #expect(throws: SignetError("key.environment", .configuration, "")) { try KeyLoader.load("env:") }
    }

    @Test func `a pipe is read under its path, whatever its mode`() throws {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data(pem))
        try pipe.fileHandleForWriting.close()
        #expect(try KeyLoader.load("/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)").algorithm == .es256)
    }

    @Test func `an open descriptor is read to its end`() throws {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data(pem))
        try pipe.fileHandleForWriting.close()
        #expect(try KeyLoader.load("fd:\(pipe.fileHandleForReading.fileDescriptor)").algorithm == .es256)
        #expect(throws: SignetError("key.descriptor", .usage, "")) { try KeyLoader.load("fd:x") }
        #expect(throws: SignetError("key.descriptor", .usage, "")) { try KeyLoader.load("fd:-1") }
        #expect(throws: SignetError("key.read", .configuration, "")) { try KeyLoader.load("fd:987654") }
    }
}
