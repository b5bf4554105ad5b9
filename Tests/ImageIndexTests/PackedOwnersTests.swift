import Testing

@testable import ImageIndex

@Suite struct PackedOwnersTests {
    private func unpacked(_ owners: [UInt32]) -> [UInt32]? {
        let packed = PackedOwners.pack(owners)
        return packed.blocks.withUnsafeBufferPointer { blocks in
            packed.differences.withUnsafeBufferPointer { differences -> [UInt32]? in
                // An empty array has no address.
                var none: UInt8 = 0
                return withUnsafePointer(to: &none) { none -> [UInt32]? in
                    guard let start = blocks.baseAddress,
                        let restored = PackedOwners(
                            count: owners.count, blocks: start, differences: differences.baseAddress ?? none,
                            differencesSize: differences.count)
                    else { return nil }
                    return owners.indices.map { restored[$0] }
                }
            }
        }
    }

    @Test func `owners in any order come back`() {
        let rising: [UInt32] = (0..<1000).flatMap { (i: UInt32) -> [UInt32] in [i << 2, i << 2 | 1, i << 2 | 2] }
        #expect(unpacked(rising) == rising)
        #expect(unpacked([UInt32](repeating: 77, count: 130)) == [UInt32](repeating: 77, count: 130))
        let wide: [UInt32] = [.max, 0, 5, 70_000] + (0..<200).map { (i: UInt32) -> UInt32 in i &* 2_654_435_761 }
        #expect(unpacked(wide) == wide)
        let middling: [UInt32] = (0..<100).map { (i: UInt32) -> UInt32 in 1_000_000 - i * 300 }
        #expect(unpacked(middling) == middling)
    }

    @Test func `records of three hashes need little more than a byte for each`() {
        let rising: [UInt32] = (0..<10_000).flatMap { (i: UInt32) -> [UInt32] in [i << 2, i << 2 | 1, i << 2 | 2] }
        let packed = PackedOwners.pack(rising)
        #expect(Double(packed.blocks.count * 4 + packed.differences.count) / Double(rising.count) < 1.2)
    }

    @Test func `differences outside the file are noticed`() {
        var packed = PackedOwners.pack([1, 2, 3])
        packed.blocks[1] = 1 << 2 | 1
        let restored = packed.blocks.withUnsafeBufferPointer { blocks -> PackedOwners? in
            packed.differences.withUnsafeBufferPointer { differences -> PackedOwners? in
                guard let blocks = blocks.baseAddress, let start = differences.baseAddress else { return nil }
                return PackedOwners(count: 3, blocks: blocks, differences: start, differencesSize: differences.count)
            }
        }
        #expect(restored == nil)
    }
}
