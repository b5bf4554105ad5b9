internal import CKernels
internal import Fingerprints

/// Another order of the 256 bits. Neighbouring bits of a PDQ hash are related, so that bands of natural words would be
/// skewed and lists of frequent keys long; a fixed random order takes that away.
final class BitPermutation {
    /// Where each bit goes.
    let places: [UInt8]
    private let table: UnsafeMutablePointer<UInt64>
    private static let tableCount = 32 * 256 * 4

    /// Nil unless `places` names every place once.
    init?(places: [UInt8]) {
        guard places.count == 256, Set(places).count == 256 else { return nil }
        self.places = places
        table = .allocate(capacity: Self.tableCount)
        signet_mih_prepare_permutation(places, table)
    }

    deinit { table.deallocate() }

    /// The order of new files: a shuffle by xorshift64* from a fixed seed.
    static var standard: BitPermutation {
        var places = (0...255).map { UInt8($0) }
        var state: UInt64 = 0x5167_6E65_7450_4451
        for last in stride(from: 255, to: 0, by: -1) {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            let random = (state &* 0x2545_F491_4F6C_DD1D) >> 33
            places.swapAt(last, Int(random % UInt64(last + 1)))
        }
        // A shuffle names every place once.
        return BitPermutation(places: places) ?? .natural
    }

    private static var natural: BitPermutation {
        BitPermutation(places: (0...255).map { UInt8($0) }) ?? BitPermutation(unchecked: ())
    }

    private init(unchecked: Void) {
        places = (0...255).map { UInt8($0) }
        table = .allocate(capacity: Self.tableCount)
        signet_mih_prepare_permutation(places, table)
    }

    func apply(_ hashes: UnsafeBufferPointer<UInt64>, into rows: UnsafeMutablePointer<UInt64>) {
        guard let start = hashes.baseAddress else { return }
        signet_mih_permute(table, start, hashes.count / 4, rows)
    }

    func apply(_ hash: Hash256) -> (UInt64, UInt64, UInt64, UInt64) {
        var words = hash.words
        var result: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { source in
            withUnsafeMutableBytes(of: &result) { target in
                guard let from = source.bindMemory(to: UInt64.self).baseAddress,
                    let to = target.bindMemory(to: UInt64.self).baseAddress
                else { return }
                signet_mih_permute(table, from, 1, to)
            }
        }
        return result
    }

    /// The hash whose bits were permuted.
    func undo(_ hash: Hash256) -> Hash256 {
        let permuted = [hash.words.0, hash.words.1, hash.words.2, hash.words.3]
        var words: [UInt64] = [0, 0, 0, 0]
        for (bit, place) in places.enumerated() where permuted[Int(place) >> 6] >> UInt64(place & 63) & 1 == 1 {
            words[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        return Hash256((words[0], words[1], words[2], words[3]))
    }
}
