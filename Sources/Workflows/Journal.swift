public import Bytes
internal import FoundationEssentials
internal import Glibc

/// What a run has finished, one JSON line per image, so that a run that was stopped can go on where it was.
///
/// A line is on the disk before its image counts as done; a last line that was cut off is ignored.
public final class Journal {
    private struct Entry: Codable {
        let file: String
        let output: String
        let manifest: String
    }

    private let descriptor: Int32
    /// The outputs of inputs that are done.
    private var done: [String: String] = [:]

    /// Opens or makes the journal at `path`.
    ///
    /// - Parameter resumes: whether what it lists counts as done; without it, a journal that exists is refused.
    public init(path: String, resumes: Bool) throws(SignetError) {
        let exists = Folder.exists(path)
        guard resumes || !exists else {
            throw SignetError("journal.exists", .cannotCreate, "the journal \(path) exists already (see --resume)")
        }
        if exists {
            let source = try FileSource(path: path)
            for line in try source.bytes(0..<source.count).split(separator: UInt8(ascii: "\n")) {
                guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line)) else { continue }
                done[entry.file] = entry.output
            }
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw SignetError(
                "journal.open", .cannotCreate,
                "the journal \(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Whether this input was signed to this output before, and the output is still there.
    public func isDone(_ file: String, output: String) -> Bool {
        done[file] == output && Folder.exists(output)
    }

    public func record(_ file: String, output: String, manifest: String) throws(SignetError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let entry = Entry(file: file, output: output, manifest: manifest)
        guard var line = try? encoder.encode(entry) else {
            throw SignetError("journal.write", .unexpected, "the journal cannot be written")
        }
        // A leading line break keeps this entry whole when the one before was cut off.
        line.insert(UInt8(ascii: "\n"), at: line.startIndex)
        line.append(UInt8(ascii: "\n"))
        let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == line.count, fdatasync(descriptor) == 0 else {
            throw SignetError("journal.write", .inputOutput, "the journal cannot be written")
        }
        done[file] = output
    }
}
