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

/// The codes of BMFF hashes, from assertions that are made for files with nothing signed in them.
@Suite("BMFFHashValidator")
struct BMFFHashValidatorTests {
    private static let required: [CBORValue] = [
        .map([
            "xpath": .text("/uuid"),
            "data": .array([.map(["offset": .integer(8), "value": .bytes(SampleBMFF.identifier)])]),
        ]),
        .map(["xpath": .text("/ftyp")]), .map(["xpath": .text("/mfra")]),
    ]

    /// The hash by the words of section 18.6.2: each box with its place before it, without the ranges of `excluded`.
    private static func hash(_ image: [UInt8], _ excluded: [Range<Int>] = [], whole: Set<String> = ["ftyp"]) -> [UInt8]
    {
        var hashed: [UInt8] = []
        var offset = 0
        while offset < image.count {
            let size = image[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            if !whole.contains(String(decoding: image[offset + 4..<offset + 8], as: UTF8.self)) {
                hashed += SampleBMFF.number(offset, 8)
                hashed += (offset..<offset + size).filter { index in !excluded.contains { $0.contains(index) } }.map {
                    image[$0]
                }
            }
            offset += size
        }
        return Hasher.digest(hashed, .sha256)
    }

    private static func assertion(
        _ hash: [UInt8], more: [CBORValue] = [], trees: [CBORValue] = [], fields: [CBORValue.Entry] = []
    ) -> CBORValue {
        var entries = [
            CBORValue.Entry(.text("exclusions"), .array(required + more)),
            CBORValue.Entry(.text("hash"), .bytes(hash)),
        ]
        if !trees.isEmpty { entries.append(CBORValue.Entry(.text("merkle"), .array(trees))) }
        return .map(entries + fields)
    }

    private static func codes(_ image: [UInt8], _ value: CBORValue) throws -> [StatusCode] {
        let source = MemorySource(image)
        var log = FindingLog()
        let uri = JUMBFURI.assertion("c2pa.hash.bmff.v3", in: "urn:c2pa:x")
        guard let assertion = BMFFHashAssertion(value) else { return [.bmffHashMalformed] }
        try BMFFHashValidator(
            source: source, container: try ImageContainer.read(source), limits: .default, budget: CPUBudget(seconds: 10)
        ).validate(assertion, uri, claimAlgorithm: "sha256", log: &log)
        return log.findings.map(\.code)
    }

    @Test("an unchanged file matches, a changed or moved one does not")
    func plain() throws {
        let image = SampleBMFF.image()
        let value = Self.assertion(Self.hash(image))
        #expect(try Self.codes(image, value) == [.bmffHashMatch])
        for offset in image.indices.dropFirst(SampleBMFF.fileType.count) {
            var changed = image
            changed[offset] ^= 0x10
            #expect((try? Self.codes(changed, value)) != [.bmffHashMatch], "\(offset)")
        }
        #expect(
            try Self.codes(SampleBMFF.image(before: SampleBMFF.provenance(SampleBMFF.data(20))), value).contains(
                .bmffHashMismatch))
    }

    @Test("what only has to be left out may hold nothing else")
    func foreign() throws {
        let image = SampleBMFF.image()
        let value = Self.assertion(Self.hash(image))
        #expect(try Self.codes(image + SampleBMFF.fileType, value) == [.bmffHashMismatch])
        #expect(try Self.codes(image + SampleBMFF.box("mfra", [1, 2, 3]), value) == [.bmffHashMismatch])
        #expect(try Self.codes(image + SampleBMFF.box("free", []), value) == [.bmffHashMismatch])
        #expect(
            try Self.codes(image + SampleBMFF.provenance([0xA0], purpose: "merkle", treeOffset: nil), value) == [
                .bmffHashMismatch
            ])
    }

    @Test("padding may be left out; that it holds something is said")
    func padding() throws {
        let image = SampleBMFF.image()
        let free = [CBORValue.map(["xpath": .text("/free")]), .map(["xpath": .text("/skip")])]
        let value = Self.assertion(Self.hash(image), more: free)
        #expect(try Self.codes(image, value) == [.bmffHashMatch])
        #expect(try Self.codes(image + SampleBMFF.box("free", [0, 0]), value) == [.bmffHashMatch])
        for box in ["free", "skip"] {
            #expect(
                try Self.codes(image + SampleBMFF.box(box, [0, 9]), value) == [
                    .bmffAdditionalExclusionsPresent, .bmffHashMatch,
                ])
        }
    }

    @Test("further exclusions are said, and apply only where all of their conditions hold")
    func conditions() throws {
        let box = SampleBMFF.fullBox("abcd", version: 1, flags: 0x010203, SampleBMFF.data(30))
        let image = SampleBMFF.image(after: box)
        let without = Self.hash(image, whole: ["ftyp", "abcd"])
        func codes(_ fields: KeyValuePairs<String, CBORValue>, _ hash: [UInt8]) throws -> [StatusCode] {
            let entries =
                [CBORValue.Entry(.text("xpath"), .text("/abcd"))]
                + fields.map { CBORValue.Entry(.text($0.key), $0.value) }
            return try Self.codes(image, Self.assertion(hash, more: [.map(entries)]))
        }
        let flags = CBORValue.bytes([1, 2, 3])
        let data = { (offset: Int, bytes: [UInt8]) in
            CBORValue.array([.map(["offset": .integer(offset), "value": .bytes(bytes)])])
        }
        for fields: KeyValuePairs<String, CBORValue> in [
            [:], ["length": .integer(42)], ["version": .integer(1)], ["flags": flags],
            ["flags": flags, "exact": .bool(true)],
            ["flags": .bytes([0, 2, 1]), "exact": .bool(false)], ["data": data(4, Array("abcd".utf8))],
            ["length": .null, "data": .null, "subset": .null, "version": .null, "flags": .null, "exact": .null],
        ] {
            #expect(try codes(fields, without) == [.bmffAdditionalExclusionsPresent, .bmffHashMatch], "\(fields)")
        }
        for fields: KeyValuePairs<String, CBORValue> in [
            ["length": .integer(41)], ["version": .integer(0)], ["flags": .bytes([0, 2, 1])],
            ["flags": .bytes([4, 2, 1]), "exact": .bool(false)], ["data": data(5, Array("abcd".utf8))],
            ["data": data(41, [1, 2])], ["data": data(.max, [1])],
        ] {
            #expect(
                try codes(fields, Self.hash(image)) == [.bmffAdditionalExclusionsPresent, .bmffHashMatch], "\(fields)")
        }
    }

    @Test("parts of boxes are left out, counted from the start of the box")
    func subsets() throws {
        let image = SampleBMFF.image(after: SampleBMFF.box("abcd", SampleBMFF.data(30)))
        let start = image.count - 38
        func codes(_ parts: [(Int, Int)], _ excluded: [Range<Int>]) throws -> [StatusCode] {
            let subset = CBORValue.array(parts.map { .map(["offset": .integer($0.0), "length": .integer($0.1)]) })
            let value = Self.assertion(
                Self.hash(image, excluded), more: [.map(["xpath": .text("/abcd"), "subset": subset])])
            return try Self.codes(image, value)
        }
        let match: [StatusCode] = [.bmffAdditionalExclusionsPresent, .bmffHashMatch]
        #expect(try codes([(8, 4), (20, 0)], [start + 8..<start + 12, start + 20..<start + 38]) == match)
        #expect(try codes([(0, 8), (8, 2)], [start..<start + 10]) == match)
        #expect(try codes([(30, 100)], [start + 30..<start + 38]) == match)
        #expect(try codes([(38, 1), (200, 5)], []) == match)
        #expect(try codes([(8, 4), (11, 4)], []) == [.bmffHashMalformed])
        #expect(try codes([(20, 4), (8, 4)], []) == [.bmffHashMalformed])
        #expect(try codes([(-1, 4)], []) == [.bmffHashMalformed])
        #expect(try codes([(1, -4)], []) == [.bmffHashMalformed])
        #expect(try codes([(1, .max)], []) == [.bmffHashMalformed])
    }

    @Test("picture data that no hash covers is no match")
    func uncovered() throws {
        let image = SampleBMFF.image()
        let start = image.count - 608
        let whole = Self.assertion(Self.hash(image, whole: ["ftyp", "mdat"]), more: [.map(["xpath": .text("/mdat")])])
        #expect(try Self.codes(image, whole) == [.bmffAdditionalExclusionsPresent, .bmffHashMismatch])
        let part = CBORValue.map([
            "xpath": .text("/mdat"), "subset": .array([.map(["offset": .integer(16), "length": .integer(0)])]),
        ])
        let value = Self.assertion(Self.hash(image, [start + 16..<image.count]), more: [part])
        #expect(try Self.codes(image, value) == [.bmffAdditionalExclusionsPresent, .bmffHashMismatch])
    }

    @Test("malformed assertions and unknown algorithms have their codes")
    func malformed() throws {
        let image = SampleBMFF.image()
        for exclusions: CBORValue in [
            .null, .array([]), .map([:]), .array([.text("x")]), .array([.map(["length": .integer(1)])]),
        ] {
            #expect(
                try Self.codes(image, .map(["exclusions": exclusions, "hash": .bytes([1])])) == [.bmffHashMalformed])
        }
        for path in ["uuid", "//uuid", "/moov/*"] {
            #expect(
                try Self.codes(image, Self.assertion([], more: [.map(["xpath": .text(path)])])) == [.bmffHashMalformed])
        }
        #expect(
            try Self.codes(
                image, Self.assertion([], more: [.map(["xpath": .text("/free"), "flags": .bytes([1, 2])])]))
                == [.bmffHashMalformed])
        let unknown = Self.assertion([1], fields: [CBORValue.Entry(.text("alg"), .text("md5"))])
        #expect(try Self.codes(image, unknown) == [.algorithmUnsupported])
        #expect(try Self.codes(image, .map(["exclusions": .array(Self.required)])) == [.bmffHashMismatch])
    }
}
