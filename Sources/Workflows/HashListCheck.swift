public import Bytes
public import Fingerprints
internal import Pixels

/// Whether an image is on hash lists, also turned or mirrored.
public struct HashListCheck: Sendable {
    private let lists: [HashList]
    private let reader: IndexedImageReader

    public init(_ lists: [HashList], limits: Limits = .default) {
        self.lists = lists
        reader = IndexedImageReader(limits: limits)
    }

    /// The nearest entry of each list the image file at `path` is on (`-` is standard input). Throws when its pixels cannot be
    /// read: nothing is known about it then.
    public func hits(_ path: String, radius: Int = PDQ.matchingDistance) throws(SignetError) -> [HashList.Hit] {
        try hits(contents: reader.contents(path), radius: radius)
    }

    /// As ``hits(_:radius:)``, for a file that was read already.
    public func hits(contents: [UInt8], radius: Int = PDQ.matchingDistance) throws(SignetError) -> [HashList.Hit] {
        let pixels = try reader.decoder.decode(contents).pixels
        // An image of one colour is like every other such image; it is on no list.
        let hashes = PDQHasher.dihedral(pixels).filter(\.isTelling)
        return lists.compactMap { $0.nearest(to: hashes, radius: radius) }
    }
}
