public import Bytes
public import Findings
internal import ImageIndex
internal import Pixels

extension IndexLookup {
    /// What is looked up.
    public enum Query: Sendable {
        /// A path, or `-` for standard input.
        case file(String)
        /// A PDQ hash in hexadecimal.
        case hash(String)

        public var name: String {
            switch self {
            case .file(let path): path
            case .hash(let hex): hex
            }
        }
    }

    /// A small copy of the image that was looked up.
    public struct Picture: Sendable {
        public let jpeg: [UInt8]
        /// Of the image itself, in pixels.
        public let width: Int
        public let height: Int
    }

    /// An answer with the pictures it is about.
    public struct Found: Sendable {
        public let query: Query
        public let result: Result<IndexAnswer, SignetError>
        public var picture: Picture?
        /// Small JPEGs of the matches, by their records' names.
        public var thumbnails: [String: [UInt8]] = [:]
    }

    /// Of so many matches pictures are shown.
    private static let shownPictures = 20
    /// What is looked up is shown larger than what is kept.
    private static let pictureSide = 640

    /// Looks one thing up.
    public func find(_ query: Query, radius: Int, limit: Int, showsPictures: Bool) -> Found {
        var picture: Picture?
        do throws(SignetError) {
            let answer: IndexAnswer
            switch query {
            case .hash(let hex): answer = try search(hash: hex, radius: radius, limit: limit)
            case .file(let path):
                let contents = try reader.contents(path)
                if showsPictures { picture = Self.picture(of: contents, reader) }
                answer = try search(contents: contents, radius: radius, limit: limit)
            }
            var found = Found(query: query, result: .success(answer), picture: picture)
            guard showsPictures else { return found }
            for match in answer.matches.prefix(Self.shownPictures) {
                found.thumbnails[match.record.id] = try record(id: match.record.id)?.thumbnail
            }
            return found
        } catch {
            return Found(query: query, result: .failure(error), picture: picture)
        }
    }

    private static func picture(of contents: [UInt8], _ reader: IndexedImageReader) -> Picture? {
        guard let pixels = try? reader.decoder.decode(contents).pixels,
            let jpeg = Thumbnail.jpeg(pixels, side: pictureSide)
        else { return nil }
        return Picture(jpeg: jpeg, width: pixels.width, height: pixels.height)
    }
}
