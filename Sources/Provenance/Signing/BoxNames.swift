internal import Bytes
internal import ContentCredentials
internal import ImageFormats

/// The names of an image's boxes before and after the place of its new manifest store (C2PA 2.4 section 18.7).
struct BoxNames {
    private let before: [String]
    private let after: [String]

    /// Throws for a format without boxes, and for bytes that belong to no box: nothing would cover them.
    init(_ source: any ByteSource, _ container: ImageContainer, limits: Limits) throws(SignetError) {
        guard let boxes = try container.boxes(source, limits: limits) else {
            throw SignetError(
                "boxHash.format", .badData,
                "is a \(container.format.name) file, and box hashes are written for JPEG, PNG and WebP")
        }
        guard boxes.last?.range.upperBound == source.count else {
            throw SignetError(
                "boxHash.trailing", .badData,
                "has bytes after its last box, which box hashes would not cover; use a data hash")
        }
        let others = boxes.filter { $0.name != FileBox.storeName }
        before = others.filter { $0.range.lowerBound < container.insertion }.map(\.name)
        after = others.filter { $0.range.lowerBound >= container.insertion }.map(\.name)
    }

    func assertion(_ hashes: [[UInt8]], algorithm: String) -> BoxesHashAssertion {
        var entries = [
            BoxesHashAssertion.Entry(names: before, hash: hashes[0]),
            BoxesHashAssertion.Entry(names: [FileBox.storeName], hash: [0]),
        ]
        if !after.isEmpty { entries.append(BoxesHashAssertion.Entry(names: after, hash: hashes[1])) }
        return BoxesHashAssertion(entries: entries, algorithm: algorithm)
    }
}
