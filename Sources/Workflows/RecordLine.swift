internal import Bytes
internal import Fingerprints
internal import FoundationEssentials
internal import ImageIndex

/// A record as a line of JSON: everything but the keyed hash of the requester, which another index could not use.
struct RecordLine: Codable {
    static let schema = "urn:signet:schema:record:1"

    let schema: String
    let id: String
    let fileHash: String
    let pixelHash: String
    let width: Int
    let height: Int
    let name: String?
    let created: String
    let model: String?
    let labels: [String]
    let manifestID: String?
    let manifestStore: Data?
    let thumbnail: Data?
    /// 64 hexadecimal digits.
    let pdq: String
    let quality: Int
    /// The other short fingerprints, as the index keeps them.
    let fingerprints: Data
    let anchors: Data?

    private enum CodingKeys: String, CodingKey {
        case schema, id, width, height, name, created, model, labels, thumbnail, pdq, quality, fingerprints, anchors
        case fileHash = "file_sha256"
        case pixelHash = "pixels_sha256"
        case manifestID = "manifest_id"
        case manifestStore = "manifest_store"
    }

    init(_ record: ImageRecord) {
        let prints = record.fingerprints
        schema = Self.schema
        id = record.id
        fileHash = Hex.encode(record.fileHash)
        pixelHash = Hex.encode(record.pixelHash)
        width = record.width
        height = record.height
        name = record.name
        created = record.created
        model = record.model
        labels = record.labels
        manifestID = record.manifestID
        manifestStore = record.manifestStore.map { Data($0) }
        thumbnail = record.thumbnail.map { Data($0) }
        pdq = prints.pdq.hash.hex
        quality = prints.pdq.quality
        fingerprints = Data(prints.encodedOthers)
        anchors = prints.anchors.map { Data($0) }
    }

    /// Nil when a field holds what no record can have.
    var record: ImageRecord? {
        guard schema == Self.schema, id.utf8.count == 32, Hex.decode(id) != nil, let hash = Hash256(hex: pdq),
            let file = Hex.decode(fileHash), let pixels = Hex.decode(pixelHash),
            [0, 32].contains(file.count), [0, 32].contains(pixels.count), (0...100).contains(quality),
            (0...1 << 20).contains(width), (0...1 << 20).contains(height),
            let prints = StoredFingerprints(
                pdq: PDQ(hash: hash, quality: quality), encodedOthers: [UInt8](fingerprints),
                anchors: anchors.map { [UInt8]($0) })
        else { return nil }
        return ImageRecord(
            fileHash: file, pixelHash: pixels, width: width, height: height, created: created, fingerprints: prints,
            name: name, model: model, labels: labels, manifestID: manifestID,
            manifestStore: manifestStore.map { [UInt8]($0) }, thumbnail: thumbnail.map { [UInt8]($0) }, id: id)
    }
}
