public import Bytes
internal import Synchronization

/// The requests of a run: a list of files, or lines of standard input as they come.
public final class RequestStream: Sendable {
    /// One request, or why a line is none.
    public enum Request: Sendable {
        case request(RequestLine)
        case invalid(SignetError)
    }

    private enum Source {
        case list([String], next: Int)
        case lines(LineReader, number: Int)
        case watch(FolderWatch)
        case finished
    }

    private let source: Mutex<Source>

    public init(files: [String]) { source = Mutex(.list(files, next: 0)) }

    /// Reads one JSON object per line from standard input.
    public init(lines: sending LineReader) { source = Mutex(.lines(lines, number: 0)) }

    /// Takes the images of a folder as they come.
    public init(watch: FolderWatch) { source = Mutex(.watch(watch)) }

    public func next() -> Request? {
        source.withLock { source in
            switch source {
            case .finished: return nil
            case .watch(let watch): return watch.next().map(Request.request)
            case .list(let files, let index):
                guard index < files.count else { return nil }
                source = .list(files, next: index + 1)
                return .request(RequestLine(file: files[index]))
            case .lines(let reader, var number):
                do throws(SignetError) {
                    while let line = try reader.next() {
                        number += 1
                        source = .lines(reader, number: number)
                        guard let request = try RequestLine(line, number: number) else { continue }
                        return .request(request)
                    }
                    source = .finished
                    return nil
                } catch {
                    // A line that is no request is answered; input that cannot be read ends the run.
                    if error.category != .usage { source = .finished }
                    return .invalid(error)
                }
            }
        }
    }
}
