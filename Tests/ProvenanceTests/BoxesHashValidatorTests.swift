internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
import Digests
internal import Findings
internal import ImageFormats
internal import TestSupport
internal import Testing

@testable internal import Provenance

@Suite("BoxesHashValidator")
struct BoxesHashValidatorTests {
    private typealias Entry = BoxesHashAssertion.Entry

    /// PNGh, IHDR, tEXt, IDAT, IEND.
    private static let image = SampleImage.png.bytes
    private static let text = 33..<58

    private static func hash(_ range: Range<Int>, without gap: Range<Int> = 0..<0) -> [UInt8] {
        Hasher.digest(range.filter { !gap.contains($0) }.map { image[$0] }[...], .sha256)
    }

    private static func codes(_ entries: [Entry], _ bytes: [UInt8] = image) throws -> Set<StatusCode> {
        try codes(BoxesHashAssertion(entries: entries, algorithm: "sha256"), bytes)
    }

    private static func codes(_ assertion: BoxesHashAssertion, _ bytes: [UInt8] = image) throws -> Set<StatusCode> {
        let source = MemorySource(bytes)
        var log = FindingLog()
        try BoxesHashValidator(
            source: source, container: try ImageContainer.read(source), limits: .default, budget: CPUBudget(seconds: 10)
        ).validate(assertion, JUMBFURI.assertion("c2pa.hash.boxes", in: "x"), claimAlgorithm: nil, log: &log)
        return Set(log.findings.map(\.code))
    }

    private static let head = Entry(names: ["PNGh", "IHDR"], hash: hash(0..<33))
    private static let comment = Entry(names: ["tEXt"], hash: hash(text))
    private static let pixels = Entry(names: ["IDAT", "IEND"], hash: hash(text.upperBound..<image.count))

    @Test("runs of boxes match, alone and together")
    func match() throws {
        #expect(try Self.codes([Self.head, Self.comment, Self.pixels]) == [.boxesHashMatch])
        let whole = Entry(names: ["PNGh", "IHDR", "tEXt", "IDAT", "IEND"], hash: Self.hash(Self.image.indices))
        #expect(try Self.codes([whole]) == [.boxesHashMatch])
    }

    @Test("boxes that are not listed are unknown; boxes in another order, or fewer, do not match")
    func names() throws {
        #expect(try Self.codes([Self.head, Self.pixels]) == [.boxesHashUnknownBox])
        #expect(try Self.codes([Self.head, Self.pixels, Self.comment]) == [.boxesHashMismatch])
        #expect(try Self.codes([Self.head, Self.comment, Self.comment, Self.pixels]) == [.boxesHashMismatch])
    }

    @Test("bytes after the last box count, unless they are listed too")
    func after() throws {
        let all = [Self.head, Self.comment, Self.pixels]
        #expect(try Self.codes(all, Self.image + [7]) == [.boxesHashMismatch])
        let after = Entry(names: ["c2pa.after"], hash: Hasher.digest([7], .sha256))
        #expect(try Self.codes(all + [after], Self.image + [7]) == [.boxesHashMatch])
        #expect(try Self.codes(all + [after], Self.image + [8]) == [.boxesHashMismatch])
    }

    @Test("only metadata may be left out, and it is pointed out")
    func excluded() throws {
        let without = Entry(names: ["tEXt"], hash: [0], isExcluded: true)
        #expect(
            try Self.codes([Self.head, without, Self.pixels]) == [.boxesHashMatch, .additionalBoxExclusionsPresent])
        let noPixels = Entry(names: ["IDAT", "IEND"], hash: [0], isExcluded: true)
        #expect(try Self.codes([Self.head, Self.comment, noPixels]) == [.boxesHashMismatch])
    }

    @Test("excluded ranges lie within the content of one metadata box")
    func ranges() throws {
        func codes(_ range: Range<Int>) throws -> Set<StatusCode> {
            let gap = Self.text.lowerBound + range.lowerBound..<Self.text.lowerBound + range.upperBound
            let entry = Entry(
                names: ["tEXt"], hash: Self.hash(Self.text, without: gap),
                exclusions: [BoxesHashAssertion.Exclusion(box: 0, range: range)])
            return try Self.codes([Self.head, entry, Self.pixels])
        }
        #expect(try codes(8..<12) == [.boxesHashMatch, .additionalBoxExclusionsPresent])
        #expect(try codes(4..<12) == [.boxesHashMismatch])
        #expect(try codes(8..<26) == [.boxesHashMismatch])
    }

    @Test("a missing hash and an unknown algorithm never match")
    func hashes() throws {
        #expect(try Self.codes([Self.head, Entry(names: ["tEXt"], hash: nil), Self.pixels]) == [.boxesHashMismatch])
        let md5 = BoxesHashAssertion(entries: [Self.head, Self.comment, Self.pixels], algorithm: "md5")
        #expect(try Self.codes(md5) == [.algorithmUnsupported])
    }

    @Test("what is malformed is no assertion")
    func malformed() {
        func isRead(_ entry: CBORValue) -> Bool { BoxesHashAssertion(.map(["boxes": .array([entry])])) != nil }
        let hash = CBORValue.bytes([1])
        func exclusions(_ fields: KeyValuePairs<String, CBORValue>, names: [String] = ["a"]) -> CBORValue {
            .map(["names": .array(names.map(CBORValue.text)), "hash": hash, "exclusions": .array([.map(fields)])])
        }
        #expect(isRead(.map(["names": .array([.text("a")]), "hash": hash])))
        #expect(!isRead(.map(["hash": hash])))
        #expect(!isRead(.map(["names": .array([]), "hash": hash])))
        #expect(!isRead(.map(["names": .array([.integer(1)]), "hash": hash])))
        #expect(BoxesHashAssertion(.map(["boxes": .array([])])) == nil)
        #expect(BoxesHashAssertion(.map([:])) == nil)
        #expect(isRead(exclusions(["start": .integer(1), "length": .integer(1)])))
        #expect(!isRead(exclusions(["start": .integer(1), "length": .integer(1)], names: ["a", "b"])))
        #expect(!isRead(exclusions(["start": .integer(1), "length": .integer(1), "boxIndex": .integer(1)])))
        #expect(!isRead(exclusions(["start": .integer(-1), "length": .integer(1)])))
        #expect(!isRead(exclusions(["start": .integer(1), "length": .integer(.max)])))
    }

    @Test("signed box by box, no bit can be changed", arguments: [true, false])
    func flips(isPNG: Bool) throws {
        let sample = isPNG ? SampleImage.png : SampleImage.jpeg
        var request = SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1"))
        request.hashesBoxes = true
        let signer = ImageSigner(signer: try TestPKI.signer(), settings: try Judging.settings())
        let (_, sink) = try signer.sign(MemorySource(sample.bytes), request) { size throws(SignetError) in
            MemorySink(size: size)
        }
        #expect(try Judging.verify(sink.bytes).verdict == .trusted)
        let verifier = FileVerifier(settings: try Judging.settings(), scope: [])
        var accepted: [Int] = []
        for offset in sink.bytes.indices {
            var changed = sink.bytes
            changed[offset] ^= 1 << (offset * 5 % 8)
            guard let report = try? verifier.verify(MemorySource(changed), named: "flip") else { continue }
            if [.trusted, .untrusted, .expired].contains(report.verdict) { accepted.append(offset) }
        }
        #expect(accepted == [])
    }
}
