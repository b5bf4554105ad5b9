import Bytes
import Fingerprints
import TestSupport
import Testing

@testable import ImageIndex

@Suite struct HammingIndexTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state &* 0x2545_F491_4F6C_DD1D
        }
    }

    private static func hashes(_ count: Int) -> [Hash256] {
        var generator = Generator(state: 42)
        return (0..<count).map { _ in
            Hash256((generator.next(), generator.next(), generator.next(), generator.next()))
        }
    }

    /// `hash` with `count` different bits flipped.
    private static func flipped(_ hash: Hash256, _ count: Int, _ generator: inout Generator) -> Hash256 {
        var bytes = hash.bytes
        for bit in Array(0..<256).shuffled(using: &generator).prefix(count) { bytes[bit / 8] ^= 1 << UInt8(bit % 8) }
        return Hash256(bytes: bytes) ?? hash
    }

    @Test(arguments: [(HammingIndex.Form.fast, nil), (.compact, nil), (.compact, 12), (.compact, 13)])
    func `neighbours at every distance to 31 are found, and no others`(_ form: HammingIndex.Form, _ bands: Int?) throws
    {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/search"
        let hashes = Self.hashes(3000)
        try HammingIndex.write(
            hashes, owners: (0..<3000).map { UInt32($0) + 7 }, coveredOrdinal: 9, form: form, compactBands: bands,
            to: path)
        let index = try HammingIndex(path: path)
        #expect(index.coveredOrdinal == 9)
        var generator = Generator(state: 7)
        for distance in 0...31 {
            for row in [0, 1, 1499, 2999] {
                let found = index.search(Self.flipped(hashes[row], distance, &generator), radius: 31)
                #expect(found.hits == [HammingIndex.Hit(owner: UInt32(row) + 7, distance: distance)])
            }
        }
        let far = index.search(Self.flipped(hashes[5], 32, &generator), radius: 31)
        #expect(far.total == 0)
        #expect(index.search(Self.flipped(hashes[5], 50, &generator), radius: 50).hits.map(\.owner) == [12])
    }

    @Test func `a damaged file is an error, not a crash`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/search"
        try HammingIndex.write(
            Self.hashes(50), owners: [UInt32](repeating: 1, count: 50), coveredOrdinal: 1, form: .fast, to: path)
        let source = try FileSource(path: path)
        let whole = try source.bytes(0..<source.count)
        // The magic, the version, the form, the count, the bit places, the size of the owners, the bands and a table.
        for offset in [0, 8, 12, 16, 40, 288, 304, 4096 + 4096 + 4096 + 400] {
            var bytes = whole
            bytes[offset] ^= 0x55
            let file = try OutputFile(path: "\(folder.path)/damaged")
            try file.write(bytes)
            try file.commit(durable: false)
            #expect(throws: SignetError.self, "offset \(offset)") { try HammingIndex(path: "\(folder.path)/damaged") }
        }
        let short = try OutputFile(path: "\(folder.path)/short")
        try short.write(Array(whole.dropLast()))
        try short.commit(durable: false)
        #expect(throws: SignetError.self) { try HammingIndex(path: "\(folder.path)/short") }
    }

    @Test func `fewer bands are taken for more hashes, within the memory that is promised`() {
        #expect(HammingIndex.compactBands(1_000) == 16)
        #expect(HammingIndex.compactBands(10_000_000) == 12)
        for count in [4_000_000, 10_000_000, 100_000_000] {
            let bands = HammingIndex.compactBands(count)
            #expect(bands * 4 * count + HammingIndex.compactTableSize(bands) <= 65 * count)
        }
    }

    @Test func `a damaged table of the compact form is noticed by the lookup, which then looks at every hash`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/search"
        let hashes = Self.hashes(50)
        try HammingIndex.write(
            hashes, owners: (0..<50).map { UInt32($0) }, coveredOrdinal: 1, form: .compact, to: path)
        let source = try FileSource(path: path)
        var bytes = try source.bytes(0..<source.count)
        let tables = bytes.count - HammingIndex.compactTableSize(16)
        for index in tables..<bytes.count { bytes[index] = 0xFF }
        let file = try OutputFile(path: "\(folder.path)/damaged")
        try file.write(bytes)
        try file.commit(durable: false)
        let index = try HammingIndex(path: "\(folder.path)/damaged")
        for row in [0, 7, 49] { #expect(index.search(hashes[row], radius: 31).hits.map(\.owner) == [UInt32(row)]) }
    }
}
