public import Bytes

/// Words of a language, one on a line, as spelling checkers keep them.
public enum WordList {
    private static let systemList = "/usr/share/dict/words"
    private static let mostWords = 500_000

    /// The words of letters alone in `path`; nil for those of the system, which may be none.
    public static func read(_ path: String?) throws(SignetError) -> [String] {
        guard let path = path ?? (Folder.exists(systemList) ? systemList : nil) else { return [] }
        let source = try FileSource(path: path)
        let bytes = try source.bytes(0..<min(source.count, 16 << 20))
        return bytes.split(separator: 10).lazy.map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.isEmpty && $0.allSatisfy(\.isLetter) }.prefix(mostWords).map { $0 }
    }
}
