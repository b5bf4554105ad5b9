internal import Boxes
internal import ContentCredentials
internal import Findings
internal import ImageFormats

/// Lists the boxes of a manifest store with their places in the file.
struct BoxLister {
    let embedded: EmbeddedStore

    func list(_ store: ManifestStore) -> [BoxRecord] {
        var records: [BoxRecord] = []
        append(
            Box(type: .superbox, bytes: store.box.bytes, payload: store.box.payload, superbox: store.box), 0, &records)
        return records
    }

    /// The depth is that of the boxes, which the reader has bounded.
    private func append(_ box: Box, _ depth: Int, _ records: inout [BoxRecord]) {
        records.append(
            BoxRecord(
                depth: depth, type: box.type.description, label: box.superbox?.label,
                offset: embedded.fileOffset(ofStoreOffset: box.offset), storeOffset: box.offset, size: box.bytes.count))
        guard let superbox = box.superbox else { return }
        for child in superbox.contents { append(child, depth + 1, &records) }
    }
}
