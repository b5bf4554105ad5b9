/// The owners of a search file's hashes, a little more than a byte each: blocks of 64 keep their smallest owner and how far the
/// others are above it, in 0, 1, 2 or 4 bytes as the block needs. Owners that rise with their hashes, as records do, need one.
///
/// ```
/// blocks       smallest owner (4 bytes) · place of the differences in units of 64 bytes, shifted left by 2, and the width's code (4)
/// differences  64 times the width for each block
/// ```
struct PackedOwners {
    static let blockSize = 64
    private static let widths = [0, 1, 2, 4]

    /// The bytes of the blocks for `count` owners.
    static func blocksSize(_ count: Int) -> Int { (count + blockSize - 1) / blockSize * 8 }

    /// Blocks and differences.
    static func pack(_ owners: [UInt32]) -> (blocks: [UInt32], differences: [UInt8]) {
        var blocks: [UInt32] = []
        var differences: [UInt8] = []
        blocks.reserveCapacity(owners.count / blockSize * 2 + 2)
        differences.reserveCapacity(owners.count + blockSize)
        for start in stride(from: 0, to: owners.count, by: blockSize) {
            let block = owners[start..<min(start + blockSize, owners.count)]
            let least = block.min() ?? 0
            let span = (block.max() ?? 0) - least
            let code = span == 0 ? 0 : span < 1 << 8 ? 1 : span < 1 << 16 ? 2 : 3
            blocks.append(least)
            blocks.append(UInt32(differences.count / blockSize) << 2 | UInt32(code))
            for offset in 0..<(widths[code] == 0 ? 0 : blockSize) {
                let difference = offset < block.count ? block[start + offset] - least : 0
                for byte in 0..<widths[code] {
                    differences.append(UInt8(truncatingIfNeeded: difference >> (8 * UInt32(byte))))
                }
            }
        }
        return (blocks, differences)
    }

    private let blocks: UnsafePointer<UInt32>
    private let differences: UnsafePointer<UInt8>

    /// Nil unless every block's differences lie inside.
    init?(
        count: Int, blocks: UnsafePointer<UInt32>, differences: UnsafePointer<UInt8>, differencesSize: Int
    ) {
        for block in 0..<Self.blocksSize(count) / 8 {
            let place = blocks[2 * block + 1]
            guard (Int(place >> 2) + Self.widths[Int(place & 3)]) * Self.blockSize <= differencesSize else {
                return nil
            }
        }
        self.blocks = blocks
        self.differences = differences
    }

    /// The owner of a row that exists.
    subscript(row: Int) -> UInt32 {
        let block = row / Self.blockSize
        let place = blocks[2 * block + 1]
        let width = Self.widths[Int(place & 3)]
        let at = Int(place >> 2) * Self.blockSize + row % Self.blockSize * width
        var difference: UInt32 = 0
        for byte in 0..<width { difference |= UInt32(differences[at + byte]) << (8 * UInt32(byte)) }
        return blocks[2 * block] &+ difference
    }
}
