internal import Bytes
internal import FoundationEssentials

/// What was known about a list when it was installed; kept in a file beside it.
///
/// It counts only as long as the list is the one it is about, so that the two files need not be written at the same moment.
struct TrustListNote: Codable {
    var name: String
    /// Seconds since 1970.
    var issued: Double?
    var installed: Double
    var source: String
    var sha256: String

    static func path(of list: String) -> String { list + ".info" }

    /// The note about the list at `path`, when it is about these bytes.
    static func read(of path: String, sha256: String) -> TrustListNote? {
        guard let source = try? FileSource(path: Self.path(of: path)), source.count <= 64 << 10,
            let bytes = try? source.bytes(0..<source.count),
            let note = try? JSONDecoder().decode(TrustListNote.self, from: Data(bytes)), note.sha256 == sha256
        else { return nil }
        return note
    }

    func write(of path: String) throws(SignetError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            throw SignetError("trust.note", .unexpected, "the note about a trust list cannot be written")
        }
        let file = try OutputFile(path: Self.path(of: path), mode: 0o644)
        try file.write(Array(data) + [0x0A])
        try file.commit()
    }
}
