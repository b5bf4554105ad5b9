import Boxes
import Bytes
import ContentCredentials
import Cryptography
import Digests
import Findings
import ImageFormats
import TestSupport
import Testing

@testable import Provenance

@Suite("Merkle trees over mdat boxes")
struct BMFFTreeTests {
    /// How the data is divided.
    enum Division: CaseIterable {
        case whole, fixed, variable
    }

    /// A file with a tree: the assertion's parts can be changed before it is validated.
    private struct Case {
        var image: [UInt8]
        var sizes: [Int]
        var row: [[UInt8]]
        var count: Int
        var division = Division.variable
        var fields: [CBORValue.Entry] = []
        var parts: [[UInt8]] = []

        /// - Parameters:
        ///   - height: how far above the leaves the row of the assertion is.
        ///   - skipped: how many bytes of the payload come before the first leaf.
        init(_ sizes: [Int], height: Int = 0, skipped: Int = 0) {
            let image = SampleBMFF.image(size: sizes.reduce(skipped, +))
            var rows: [[[UInt8]]] = [[]]
            var position = image.count - sizes.reduce(0, +)
            for size in sizes {
                rows[0].append(Hasher.digest(Array(image[position..<position + size]), .sha256))
                position += size
            }
            for _ in 0..<height {
                let below = rows[rows.count - 1]
                rows.append(
                    stride(from: 0, to: below.count, by: 2).map { index in
                        index + 1 < below.count ? Hasher.digest(below[index] + below[index + 1], .sha256) : below[index]
                    })
            }
            self.image = image
            self.sizes = sizes
            row = rows[rows.count - 1]
            count = sizes.count
            guard height > 0 else { return }
            parts = sizes.indices.map { leaf in
                var index = leaf
                var proof: [CBORValue] = []
                for level in rows.dropLast() {
                    if index ^ 1 < level.count { proof.append(.bytes(level[index ^ 1])) }
                    index /= 2
                }
                return Self.part(location: leaf, proof)
            }
        }

        static func part(location: Int, _ proof: [CBORValue], padding: Int = 2) -> [UInt8] {
            let value = CBORValue.map([
                "localId": .integer(0), "location": .integer(location), "uniqueId": .integer(1),
                "hashes": .array(proof),
            ])
            return CBOREncoder.encode(proof.isEmpty ? Self.bare(location) : value)
                + [UInt8](repeating: 0, count: padding)
        }

        private static func bare(_ location: Int) -> CBORValue {
            .map(["localId": .integer(0), "location": .integer(location), "uniqueId": .integer(1)])
        }

        private var tree: CBORValue {
            var entries: [CBORValue.Entry] = [
                .init(.text("uniqueId"), .integer(1)), .init(.text("localId"), .integer(0)),
                .init(.text("count"), .integer(count)), .init(.text("hashes"), .array(row.map { .bytes($0) })),
            ]
            switch division {
            case .whole: break
            case .fixed: entries.append(.init(.text("fixedBlockSize"), .integer(sizes[0])))
            case .variable: entries.append(.init(.text("variableBlockSizes"), .array(sizes.map { .integer($0) })))
            }
            return .map(entries.filter { entry in !fields.contains { $0.key == entry.key } } + fields)
        }

        /// The finding about the file, with the parts of the tree in boxes at its end.
        func code(trees: Int = 1) throws -> StatusCode? {
            let start = SampleBMFF.fileType.count
            let size = image[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            let mdat = start + size
            let hashed =
                SampleBMFF.number(start, 8) + image[start..<mdat] + SampleBMFF.number(mdat, 8)
                + image[mdat..<min(mdat + 16, image.count)]
            let exclusions: [CBORValue] = [
                .map([
                    "xpath": .text("/uuid"),
                    "data": .array([.map(["offset": .integer(8), "value": .bytes(SampleBMFF.identifier)])]),
                ]), .map(["xpath": .text("/ftyp")]), .map(["xpath": .text("/mfra")]),
                .map([
                    "xpath": .text("/mdat"),
                    "subset": .array([.map(["offset": .integer(16), "length": .integer(0)])]),
                ]),
            ]
            let value = CBORValue.map([
                "exclusions": .array(exclusions), "hash": .bytes(Hasher.digest(hashed, .sha256)),
                "merkle": .array([CBORValue](repeating: tree, count: trees)),
            ])
            guard let assertion = BMFFHashAssertion(value) else { return .bmffHashMalformed }
            let file = image + parts.flatMap { SampleBMFF.provenance($0, purpose: "merkle", treeOffset: nil) }
            let source = MemorySource(file)
            var log = FindingLog()
            try BMFFHashValidator(
                source: source, container: try ImageContainer.read(source), limits: .default,
                budget: CPUBudget(seconds: 10)
            ).validate(
                assertion, JUMBFURI.assertion("c2pa.hash.bmff.v3", in: "urn:c2pa:x"), claimAlgorithm: "sha256",
                log: &log)
            #expect(log.findings.count == 1)
            return log.findings.first?.code
        }
    }

    @Test("leaves in the assertion", arguments: [0, 8])
    func leaves(skipped: Int) throws {
        #expect(try Case([100, 30, 20], skipped: skipped).code() == .bmffHashMatch)
        var fixed = Case([64, 64, 64, 11], skipped: skipped)
        fixed.division = .fixed
        #expect(try fixed.code() == .bmffHashMatch)
        var whole = Case([500], skipped: skipped)
        whole.division = .whole
        #expect(try whole.code() == .bmffHashMatch)
    }

    @Test("rows above the leaves need the parts in boxes", arguments: [2, 3, 5, 8, 10], [1, 2, 3, 4])
    func rows(leaves: Int, height: Int) throws {
        let most = leaves == 2 ? 1 : leaves == 3 ? 2 : leaves <= 8 ? 3 : 4
        var sample = Case((0..<leaves).map { 20 + $0 }, height: min(height, most))
        #expect(try sample.code() == .bmffHashMatch)
        sample.parts = []
        #expect(try sample.code() == .bmffHashMalformed)
    }

    @Test("every changed bit of the data and of the parts is noticed")
    func flips() throws {
        let sample = Case([40, 40, 30, 20, 10], height: 2)
        for index in 0..<140 {
            var changed = sample
            changed.image[changed.image.count - 1 - index] ^= 1 << (index % 8)
            #expect(try changed.code() == .bmffHashMismatch)
        }
        for part in sample.parts.indices {
            for offset in sample.parts[part].indices {
                for bit in 0..<8 {
                    var changed = sample
                    changed.parts[part][offset] ^= 1 << bit
                    #expect(try changed.code() == .bmffHashMismatch, "part \(part), byte \(offset), bit \(bit)")
                }
            }
        }
    }

    @Test("parts that are missing, double, out of order or of another tree are noticed")
    func parts() throws {
        let sample = Case([40, 40, 30, 20, 10], height: 1)
        for parts in [
            Array(sample.parts.dropLast()), Array(sample.parts.reversed()), sample.parts + [sample.parts[0]],
            sample.parts + [[0xA0]], [[]] + sample.parts, [sample.parts[1]] + sample.parts.dropFirst(),
        ] {
            var changed = sample
            changed.parts = parts
            #expect(try changed.code() == .bmffHashMismatch)
        }
        // With the leaves in the assertion there may be boxes, and they have nothing to prove.
        var leaves = Case([40, 30, 20])
        leaves.parts = (0..<3).map { Case.part(location: $0, []) }
        #expect(try leaves.code() == .bmffHashMatch)
        leaves.parts[1] = Case.part(location: 1, [.bytes([UInt8](repeating: 1, count: 32))])
        #expect(try leaves.code() == .bmffHashMismatch)
    }

    @Test("trees that say impossible things are malformed")
    func malformed() throws {
        func code(_ change: (inout Case) -> Void) throws -> StatusCode? {
            var sample = Case([40, 40, 30])
            change(&sample)
            return try sample.code()
        }
        #expect(try code { $0.count = 2 } == .bmffHashMalformed)
        #expect(try code { $0.count = 4 } == .bmffHashMalformed)
        #expect(try code { $0.count = 0 } == .bmffHashMalformed)
        #expect(try code { $0.row.append($0.row[0]) } == .bmffHashMalformed)
        #expect(try code { $0.row[0].removeLast() } == .bmffHashMalformed)
        #expect(try code { $0.sizes = [40, 40, 31] } == .bmffHashMalformed)
        #expect(try code { $0.sizes = [40, 40, .max] } == .bmffHashMalformed)
        #expect(try code { $0.sizes = [40, 70, 0] } == .bmffHashMismatch)
        for field: (String, CBORValue) in [
            ("fixedBlockSize", .integer(40)), ("localId", .integer(1)), ("localId", .integer(-1)),
            ("count", .integer(.max)),
            ("initHash", .bytes([1])), ("hashes", .array([])), ("variableBlockSizes", .array([.text("40")])),
        ] {
            #expect(try code { $0.fields = [.init(.text(field.0), field.1)] } == .bmffHashMalformed, "\(field)")
        }
        #expect(try code { $0.fields = [.init(.text("alg"), .text("md5"))] } == .algorithmUnsupported)
        #expect(try Case([40, 30]).code(trees: 2) == .bmffHashMalformed)
    }
}
