internal import Bytes
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import TestSupport
internal import Testing

/// Every byte of a file has one answer, and the right one.
@Suite("Coverage")
struct CoverageTests {
    private static func map(_ bytes: [UInt8]) throws -> FileReport {
        try FileVerifier(settings: try Judging.settings(), scope: .coverage).verify(MemorySource(bytes), named: "test")
    }

    /// What is wrong with a map that should tile its file; nil when nothing is.
    static func gap(in map: CoverageMap) -> String? {
        var end = 0
        for range in map.ranges {
            guard range.range.lowerBound == end, !range.range.isEmpty else {
                return "\(map.file): \(range.range) follows \(end)"
            }
            end = range.range.upperBound
        }
        return end == map.byteCount ? nil : "\(map.file): ends at \(end) of \(map.byteCount)"
    }

    private static func parts(_ map: CoverageMap, _ kind: CoverageRange.Kind) -> [CoverageRange.Part] {
        map.ranges.filter { $0.kind == kind }.map(\.part)
    }

    @Test("a signed file is hashed, signed or structure, and nothing else", arguments: [true, false])
    func signed(isPNG: Bool) throws {
        let image = try Forge().image(isPNG ? .png : .jpeg)
        let map = try #require(try Self.map(image).coverage.first)
        #expect(Self.gap(in: map) == nil)
        #expect(map.byteCount == image.count)
        #expect(map.count(.foreign) == 0 && map.count(.excluded) == 0)
        #expect(map.binding?.answer == .pass)
        let signed = Set(Self.parts(map, .signed))
        #expect(signed.isSuperset(of: [.claim, .assertion, .signature]))
        #expect(map.ranges.contains { $0.part == .carrier && $0.name == (isPNG ? "caBX" : "APP11") })
        #expect(map.ranges.contains { $0.kind == .hashed && $0.name == (isPNG ? "IDAT" : "SOS") })
        #expect(map.ranges.allSatisfy { $0.answer != .fail })
    }

    /// The map's promise, kept against the verifier: where a byte is hashed, signed or structure, changing it is noticed.
    @Test("a change of any byte that is not excluded or foreign is noticed")
    func promise() throws {
        var forge = Forge()
        forge.furtherExclusions = [45..<50]
        let image = try forge.image()
        let map = try #require(try Self.map(image).coverage.first)
        #expect(map.count(.excluded) == 5)
        for range in map.ranges {
            for offset in Set([range.range.lowerBound, range.range.upperBound - 1]) {
                var changed = image
                changed[offset] ^= 1
                let verdict = (try? Judging.verify(changed))?.verdict
                if range.kind == .excluded {
                    #expect(verdict == .trusted, "\(range)")
                } else if range.part == .carrier {
                    // A record can be hidden by renaming what carries it, as it can be removed.
                    #expect(verdict != .trusted, "\(range) at \(offset)")
                } else {
                    #expect(verdict != .trusted && verdict != Verdict.none, "\(range) at \(offset)")
                }
            }
        }
    }

    @Test("a file without a record is foreign from the first byte to the last")
    func unsigned() throws {
        let report = try Self.map(SampleImage.png.bytes)
        let map = try #require(report.coverage.first)
        #expect(Self.gap(in: map) == nil)
        #expect(map.count(.foreign) == map.byteCount)
        #expect(map.ranges.map(\.name) == ["PNGh", "IHDR", "tEXt", "IDAT", "IEND"])
    }

    @Test("bytes behind the store in its chunk, and a second store, are foreign")
    func foreign() throws {
        let store = try Forge().store(Forge.Context(exclusions: [], contentHash: []))
        let png = SampleImage.png.bytes
        let padded = png[..<33] + SampleImage.chunk("caBX", store + [1, 2, 3]) + png[33...]
        let report = try Self.map(Array(padded))
        let map = try #require(report.coverage.first)
        #expect(Self.gap(in: map) == nil)
        #expect(map.ranges.filter { $0.part == .stray }.map(\.range.count) == [3])
        let twice = png[..<33] + SampleImage.chunk("caBX", store) + SampleImage.chunk("caBX", store) + png[33...]
        let other = try #require(try Self.map(Array(twice)).coverage.first)
        #expect(Self.gap(in: other) == nil)
        #expect(Self.parts(other, .foreign).contains(.otherStore))
        #expect(other.count(.signed) == 0)
    }

    @Test("a manifest that nothing refers to is foreign")
    func stray() throws {
        var forge = Forge.edit()
        let stray = try Forge { $0.label = Forge.label(9) }.manifests[0].build(
            Forge.Context(exclusions: [], contentHash: []))
        forge.manifests.insert(forge.manifests[0], at: 0)
        forge.manifests[0].label = Forge.label(9)
        let map = try #require(try Self.map(forge.image()).coverage.first)
        #expect(Self.gap(in: map) == nil)
        #expect(Self.parts(map, .foreign) == [.manifest])
        #expect(map.ranges.first { $0.part == .manifest }?.name == stray.label)
    }

    @Test("an AVIF: the file type is repeated, zeros are structure, other padding is excluded")
    func bmff() throws {
        let signed = try BMFFSigned.sign(SampleBMFF.image())
        let map = try #require(
            try FileVerifier(settings: try BMFFSigned.settings(), scope: .coverage)
                .verify(MemorySource(signed), named: "a.avif").coverage.first)
        #expect(Self.gap(in: map) == nil)
        #expect(map.count(.foreign) == 0)
        #expect(map.ranges.contains { $0.part == .stated && $0.name == "ftyp" && $0.kind == .signed })
        #expect(map.ranges.contains { $0.kind == .hashed && $0.name == "mdat" })
    }

    @Test("the ranges tile every reference file, and a sidecar beside its image", .enabled(if: SharedFiles.has("c2pa")))
    func references() throws {
        var count = 0
        let verifier = FileVerifier(settings: try Judging.settings(), scope: .coverage)
        for folder in try SharedFiles.files(in: "c2pa/files") {
            for file in try SharedFiles.files(in: folder) {
                guard case .report(let report) = verifier.verify(path: SharedFiles.path(file)) else { continue }
                #expect(!report.coverage.isEmpty, "\(file)")
                for map in report.coverage {
                    #expect(Self.gap(in: map) == nil)
                    #expect(map.byteCount == (try FileSource(path: map.file)).count)
                }
                if report.verdict == .trusted || report.verdict == .untrusted {
                    #expect(report.coverage.allSatisfy { $0.count(.foreign) == 0 }, "\(file)")
                }
                count += 1
            }
        }
        #expect(count > 70)
    }

    @Test("a sidecar has a map of its own, and its image is hashed whole")
    func sidecar() throws {
        let folder = try TemporaryFolder()
        let input = try folder.write("in.png", SampleImage.png.bytes)
        let settings = try Judging.settings()
        _ = try FileSigner(signer: try TestPKI.signer(), settings: settings).sign(
            input, SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1")), parent: nil,
            to: .sidecar(overwrite: false))
        for path in [input, folder.file("in.c2pa")] {
            guard case .report(let report) = FileVerifier(settings: settings, scope: .coverage).verify(path: path)
            else {
                Issue.record("\(path) has no report")
                continue
            }
            #expect(report.coverage.map(\.file) == [input, folder.file("in.c2pa")])
            #expect(report.coverage.allSatisfy { Self.gap(in: $0) == nil })
            #expect(report.coverage.first.map { $0.count(.hashed) } == SampleImage.png.bytes.count)
            #expect(report.coverage.last.map { $0.count(.hashed) } == 0)
        }
    }
}
