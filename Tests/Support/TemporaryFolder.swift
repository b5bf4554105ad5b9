internal import Bytes
internal import FoundationEssentials
internal import Glibc

/// An empty folder of its own that is removed, with everything in it, when the value goes.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/signet-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SignetError("test.folder", .cannotCreate, "no temporary folder could be made")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of `name` inside the folder.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file with `mode` and gives its path.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws -> String {
        let path = file(name)
        let descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SignetError("test.file", .cannotCreate, "\(name) cannot be made") }
        defer { close(descriptor) }
        fchmod(descriptor, mode)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw SignetError("test.file", .inputOutput, "\(name) cannot be written")
        }
        return path
    }
}
