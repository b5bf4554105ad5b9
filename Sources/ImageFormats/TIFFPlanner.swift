internal import Bytes

/// Plans a TIFF with a new manifest store, which goes to the end of the file so that no offset has to change.
struct TIFFPlanner {
    let container: ImageContainer
    let layout: TIFFLayout
    let storeSize: Int

    /// New bytes in place of as many old ones.
    private struct Edit {
        let range: Range<Int>
        let bytes: [UInt8]
    }

    func plan() -> EmbeddingPlan {
        if let entry = layout.storeEntry, let old = container.store?.range { return replacing(old, entry) }
        // The carriers of a TIFF are no parts that could be taken out: everything is found by its offset.
        let directory = container.fileSize + container.fileSize % 2
        if layout.directories.count == 1 {
            return appending(at: directory, pointer: layout.firstPointer, entries: layout.onlyEntries)
        }
        let last = layout.directories[layout.directories.count - 1]
        return appending(at: directory, pointer: layout.nextPointer(of: last), entries: [])
    }

    /// A TIFF with one directory gets a copy of it with one entry more; any other gets a further directory with nothing but
    /// the store (C2PA 2.4, A.3.6). Either goes to the end, and `pointer` is set to it.
    private func appending(at offset: Int, pointer: Range<Int>, entries: [UInt8]) -> EmbeddingPlan {
        let count = entries.count / layout.entrySize + 1
        let size = layout.countSize + count * layout.entrySize + layout.pointerSize
        let entry = layout.storeEntry(count: storeSize, offset: offset + size)
        // Entries are sorted by their tags (TIFF 6.0, section 2).
        let place = layout.sortedPlace(of: TIFFContainer.storeTag, in: entries)
        let directory =
            layout.bytes(count, layout.countSize) + entries[..<place] + entry + entries[place...]
            + layout.bytes(0, layout.pointerSize)
        var planner = EmbeddingPlanner(container, carriers: [])
        apply([Edit(range: pointer, bytes: layout.bytes(offset, layout.pointerSize))], to: &planner)
        planner.copy(upTo: container.fileSize)
        planner.insert([UInt8](repeating: 0, count: container.fileSize % 2))
        planner.insert(directory)
        planner.store(storeSize)
        return planner.finish()
    }

    /// The entry stays where it is. An old store at the end of the file goes; anywhere else its bytes are set to zero, because
    /// what follows must not move.
    private func replacing(_ old: Range<Int>, _ entry: Int) -> EmbeddingPlan {
        let isAtEnd = old.upperBound == container.fileSize
        let end = isAtEnd ? old.lowerBound : container.fileSize
        let offset = end + end % 2
        let field = entry + 4..<entry + layout.entrySize
        var edits = [
            Edit(
                range: field,
                bytes: layout.bytes(storeSize, layout.pointerSize) + layout.bytes(offset, layout.pointerSize))
        ]
        if !isAtEnd { edits.append(Edit(range: old, bytes: [UInt8](repeating: 0, count: old.count))) }
        var planner = EmbeddingPlanner(container, carriers: isAtEnd ? [old] : [])
        apply(edits.sorted { $0.range.lowerBound < $1.range.lowerBound }, to: &planner)
        planner.copy(upTo: end)
        planner.insert([UInt8](repeating: 0, count: end % 2))
        planner.store(storeSize)
        return planner.finish()
    }

    private func apply(_ edits: [Edit], to planner: inout EmbeddingPlanner) {
        for edit in edits {
            planner.copy(upTo: edit.range.lowerBound)
            planner.insert(edit.bytes)
            planner.skip(upTo: edit.range.upperBound)
        }
    }
}

extension TIFFLayout {
    /// Where in the bytes of sorted `entries` one with `tag` belongs.
    func sortedPlace(of tag: UInt16, in entries: [UInt8]) -> Int {
        var place = 0
        while place + entrySize <= entries.count {
            let low = UInt16(entries[isLittleEndian ? place : place + 1])
            let high = UInt16(entries[isLittleEndian ? place + 1 : place])
            if high << 8 | low > tag { return place }
            place += entrySize
        }
        return place
    }
}
