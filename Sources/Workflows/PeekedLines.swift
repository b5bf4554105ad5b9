internal import Bytes

/// The lines of a file or of standard input, of which the first can be looked at beforehand.
final class PeekedLines {
    let first: [UInt8]?
    private var isFirstTaken = false
    private let lines: LineReader

    init(path: String, maximumLine: Int) throws(SignetError) {
        lines = try LineReader(path: path, maximumLine: maximumLine)
        first = try lines.next()
    }

    func next() throws(SignetError) -> [UInt8]? {
        if isFirstTaken { return try lines.next() }
        isFirstTaken = true
        return first
    }
}
