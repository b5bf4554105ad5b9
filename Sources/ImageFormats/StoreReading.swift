internal import Bytes

extension ImageContainer {
    /// Takes in the store that one part of the file carries as one run of bytes, and what is wrong with it.
    ///
    /// - Parameters:
    ///   - data: the bytes that should be exactly the store.
    ///   - excluded: the range that the content hash leaves out.
    ///   - carrier: everything that goes when the store is taken out.
    ///   - name: what holds the store, for messages: `the C2PA chunk`.
    mutating func takeStore(
        _ data: Range<Int>, excluded: Range<Int>, carrier: Range<Int>, name: String, _ source: any ByteSource,
        _ limits: Limits
    ) throws(SignetError) {
        guard carriers.isEmpty else {
            addSecondStore(carrier, name)
            return
        }
        guard data.count >= 8 else {
            addBrokenStore(
                carrier, "\(name) at offset \(carrier.lowerBound) has \(data.count) bytes, too few for a box")
            return
        }
        guard data.count <= limits.maximumStoreBytes else {
            throw .storeTooLarge(data.count, limits, at: carrier.lowerBound)
        }
        carriers.append(carrier)
        var bytes = try source.bytes(data)
        let (size, defect) = StoreBox.extent(of: bytes, fileOffset: data.lowerBound, carrier: name)
        if let defect { add(defect) }
        if size < data.count { foreign.append(data.lowerBound + size..<data.upperBound) }
        if size < bytes.count { bytes.removeLast(bytes.count - size) }
        let segment = EmbeddedStore.Segment(storeRange: 0..<size, fileRange: data.lowerBound..<data.lowerBound + size)
        store = EmbeddedStore(bytes: bytes, range: excluded, segments: [segment])
    }

    /// Notes what the store's own segments hold beyond its first `size` bytes.
    mutating func noteForeign(_ segments: [EmbeddedStore.Segment], beyond size: Int) {
        for segment in segments where segment.storeRange.upperBound > size {
            let kept = max(0, size - segment.storeRange.lowerBound)
            foreign.append(segment.fileRange.lowerBound + kept..<segment.fileRange.upperBound)
        }
    }

    /// Notes a carrier beside the first.
    mutating func addSecondStore(_ carrier: Range<Int>, _ name: String) {
        addCarrier(carrier)
        add(
            ContainerDefect(
                .severalStores, at: carrier.lowerBound,
                "\(name) at offset \(carrier.lowerBound) is a second manifest store"))
    }

    /// Notes something that is meant to carry a store, but from which none can be read.
    mutating func addBrokenStore(_ carrier: Range<Int>, _ reason: String) {
        addCarrier(carrier)
        add(ContainerDefect(.storeUnreadable, at: carrier.lowerBound, reason))
    }

    /// Carriers stay in order and apart from each other, whatever a hostile file points at.
    private mutating func addCarrier(_ carrier: Range<Int>) {
        guard !carriers.contains(where: { $0.overlaps(carrier) }) else { return }
        carriers.append(carrier)
        carriers.sort { $0.lowerBound < $1.lowerBound }
    }

    /// A file that breaks after its store can still be judged; without one there is nothing to judge.
    mutating func close(after failure: SignetError, code: SignetError.Code) throws(SignetError) {
        guard failure.code == code || failure.code == SignetError.endOfInputCode, !carriers.isEmpty else {
            throw failure
        }
        add(ContainerDefect(.truncated, at: failure.offset ?? fileSize, failure.reason))
    }
}
