internal import CKernels
internal import Glibc

extension AnchorPostings {
    /// Whether the block is what `collection` makes, byte for byte: damage would otherwise only show in what is not found.
    func holds(_ collection: Collection) -> Bool {
        let count = collection.owners.count
        guard collection.ordinals.count == imageCount, count == rowCount, bits == Self.bits(rows: count) else {
            return false
        }
        func same<T>(_ expected: UnsafePointer<T>, _ found: UnsafePointer<T>, _ count: Int) -> Bool {
            memcmp(expected, found, count * MemoryLayout<T>.stride) == 0
        }
        var rows = [UInt64](repeating: 0, count: count * 4)
        collection.rows.withUnsafeBufferPointer { source in
            rows.withUnsafeMutableBufferPointer { target in
                if let start = target.baseAddress { permutation.apply(source, into: start) }
            }
        }
        guard same(collection.ordinals, ordinals, imageCount), same(rows, postings.rows, rows.count),
            same(collection.owners, postings.owners, count), same(collection.radii, postings.radii, count),
            same(collection.angles, postings.angles, count)
        else { return false }
        let keys = (1 << bits) + 1
        var offsets = [UInt32](repeating: 0, count: keys)
        var list = [UInt32](repeating: 0, count: count)
        var sketches = [UInt16](repeating: 0, count: count)
        for band in 0..<Int(postings.bands) {
            signet_postings_build_band(
                rows, postings.count, postings.bits, Int32(truncatingIfNeeded: band), &offsets, &list, &sketches)
            guard same(offsets, postings.offsets + band * keys, keys), same(list, postings.lists + band * count, count),
                same(sketches, postings.sketches + band * count, count)
            else { return false }
        }
        return true
    }

    private var bits: Int { Int(postings.bits) }
}
