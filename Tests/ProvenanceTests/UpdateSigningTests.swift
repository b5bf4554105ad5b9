internal import Bytes
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import TestSupport
internal import Testing

/// Updates and compressed records, written by signet and judged by it; scripts/interop.py has the reference read them.
@Suite("Update signing")
struct UpdateSigningTests {
    private static func sign(_ bytes: [UInt8], _ change: (inout SigningRequest) -> Void) throws -> [UInt8] {
        let signer = ImageSigner(signer: try TestPKI.signer(), settings: try Judging.settings())
        var request = SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1"))
        change(&request)
        let (_, sink) = try signer.sign(MemorySource(bytes), request) { size throws(SignetError) in
            MemorySink(size: size)
        }
        return sink.bytes
    }

    private static func note() throws -> [CustomAssertion] {
        let folder = try TemporaryFolder()
        let text = #"[{"label": "org.example.note", "data": {"text": "checked"}}]"#
        return try CustomAssertion.read(path: try folder.write("note.json", Array(text.utf8)))
    }

    @Test("an AVIF is updated in a last box of its own, again and again")
    func bmff() throws {
        let assertions = try Self.note()
        let first = try BMFFSigned.sign(SampleBMFF.image())
        var last = first
        for turn in 1...2 {
            last = try Self.sign(last) {
                $0.isUpdate = true
                $0.assertions = assertions
            }
            let report = try BMFFSigned.verify(last)
            #expect(report.verdict == .trusted, "\(report.failures)")
            #expect(report.manifests.count == turn + 1)
            #expect(report.active?.isUpdateManifest == true)
        }
        // Nothing but the purpose of the first box changed, and everything new comes after it.
        let changed = zip(first, last).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
        #expect(changed.count <= 8 && (changed.last ?? 0) - (changed.first ?? 0) < 8)
        last[first.count - 20] ^= 1
        #expect(try BMFFSigned.verify(last).verdict == .changed)
    }

    @Test("no update where the size of the record is under the hash")
    func formats() throws {
        let body = Array("WEBP".utf8) + Array("VP8L".utf8) + [4, 0, 0, 0, 0x2F, 0, 0, 0]
        let webp = Array("RIFF".utf8) + [UInt8(body.count), 0, 0, 0] + body
        let signed = try Self.sign(webp) { _ in }
        let assertions = try Self.note()
        #expect(throws: SignetError("update.format", .badData, "")) {
            try Self.sign(signed) {
                $0.isUpdate = true
                $0.assertions = assertions
            }
        }
    }

    private static func shown(_ request: inout SigningRequest) {
        request.thumbnail = .init(mediaType: "image/png", bytes: [UInt8](repeating: 7, count: 4_000))
    }

    @Test("a compressed record is smaller, and as good")
    func compressed() throws {
        let plain = try Self.sign(SampleImage.png.bytes) { Self.shown(&$0) }
        let small = try Self.sign(SampleImage.png.bytes) {
            Self.shown(&$0)
            $0.compresses = true
        }
        #expect(small.count + 3_000 < plain.count)
        let report = try Judging.verify(small)
        #expect(report.verdict == .trusted, "\(report.failures)")
        #expect(report.manifests.map(\.isCompressedManifest) == [true])
        var changed = small
        changed[small.count - 30] ^= 1
        #expect(try Judging.verify(changed).verdict != .trusted)
        // An update of it is compressed, too; what it refers to is not.
        let assertions = try Self.note()
        let updated = try Self.sign(small) {
            $0.isUpdate = true
            $0.compresses = true
            $0.assertions = assertions
        }
        #expect(try Judging.verify(updated).verdict == .trusted)
        #expect(try Judging.verify(updated).manifests.map(\.isCompressedManifest) == [true, false])
    }

    @Test("where the size of the record is under the hash, it cannot be compressed")
    func notCompressed() throws {
        let image = SampleBMFF.image()
        #expect(throws: SignetError("compress.format", .badData, "")) {
            try Self.sign(image) { $0.compresses = true }
        }
    }

    @Test("a compressed record is expanded where a new one refers to it")
    func compressedParents() throws {
        let small = try Self.sign(SampleImage.png.bytes) { $0.compresses = true }
        let edited = try Self.sign(small) { $0.compresses = true }
        #expect(try Judging.verify(edited).verdict == .trusted)
        #expect(try Judging.verify(edited).manifests.map(\.isCompressedManifest) == [true, false])

        // The same image twice: one copy of its record.
        let part = try ParentImage(MemorySource(small), title: "part", settings: try Judging.settings())
        let both = try Self.sign(small) { $0.ingredients = [.init(part, .component)] }
        #expect(try Judging.verify(both).verdict == .trusted)
        #expect(try Judging.verify(both).manifests.map(\.isCompressedManifest) == [false, false])
    }

    @Test("two forms of one manifest: the redacted one is kept, others are refused")
    func conflicts() throws {
        let assertions = try Self.note()
        let settings = try Judging.settings()
        let first = try Self.sign(SampleImage.png.bytes) { $0.assertions = assertions }
        let redacted = try Self.sign(first) { $0.redactions = [Redaction("org.example.note")] }
        func image(_ bytes: [UInt8]) throws -> SigningRequest.Ingredient {
            .init(try ParentImage(MemorySource(bytes), title: "part", settings: settings), .component)
        }
        let both = try [image(first), image(redacted)]
        let signed = try Self.sign(SampleImage.png.bytes) { $0.ingredients = both }
        let report = try Judging.verify(signed)
        #expect(report.verdict == .trusted, "\(report.failures)")
        #expect(report.manifests.count == 3)
        #expect(!report.manifests.contains { $0.assertions.contains { $0.label == "org.example.note" } })
    }
}
