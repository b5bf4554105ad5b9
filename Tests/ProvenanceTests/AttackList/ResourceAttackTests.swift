internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings
internal import Glibc
internal import ImageFormats
internal import Provenance
internal import TestSupport
internal import Testing

/// Files that made other validators crash, hang or use up the machine. Each test is named after a row of docs/attacks.md.
///
/// Memory is measured on the program by `scripts/attack.py` and `scripts/mutants.py`.
@Suite("Attack list: crashes and resources", .serialized)
struct ResourceAttackTests {
    private static let intact: Set<Verdict?> = [.trusted, .untrusted, .expired]
    /// CPU seconds of a debug build.
    private static let allowance = 8.0

    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        try work()
        return now() - start
    }

    /// Refused or damaged, in time.
    private static func expectHeld(_ carrier: Carrier, _ file: [UInt8], _ what: String) {
        var verdict: Verdict?
        let took = seconds { verdict = carrier.verdict(file) }
        #expect(!intact.contains(verdict), "\(what)")
        #expect(took < allowance, "\(what): \(took) s")
    }

    private static func changed(
        _ carrier: Carrier, _ file: [UInt8], _ change: (inout StoreTree) -> Void
    ) throws -> [UInt8] { try carrier.changed(file, change) }

    private static func repeated(_ unit: [UInt8], _ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(unit.count * count)
        for _ in 0..<count { bytes += unit }
        return bytes
    }

    private static let bombs: [(String, [UInt8])] = [
        ("arrays", repeated([0x81], 60_000)), ("maps", repeated([0xA1, 0x61, 0x61], 20_000)),
        ("tags", repeated([0xD8, 0x1C], 30_000)), ("indefinite arrays", repeated([0x9F], 60_000)),
        ("indefinite strings", repeated([0x7F], 60_000)), ("2^63 items", [0x9B, 0x7F] + repeated([0xFF], 7)),
        ("2^31 bytes", [0x5B, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF]), ("2^64 pairs", [0xBB] + repeated([0xFF], 8)),
        ("a wide array", [0x9A, 0, 4, 0, 0] + repeated([0xF6], 1 << 18)),
        ("one key 20,000 times", [0xB9, 0x4E, 0x20] + repeated([0x61, 0x61, 0xF6], 20_000)),
    ]

    @Test("CVE-2026-34665: uncontrolled resource consumption by CBOR", arguments: Carrier.allCases)
    func bombs(carrier: Carrier) throws {
        let file = try carrier.signed()
        for (name, bomb) in Self.bombs {
            for place in ["c2pa.claim", "c2pa.signature"] {
                let changed = try Self.changed(carrier, file) { $0.active[place].children[1].content = bomb }
                Self.expectHeld(carrier, changed, "\(name) in \(place)")
            }
            let changed = try Self.changed(carrier, file) {
                $0.active["c2pa.assertions"].children[1].children[1].content = bomb
            }
            Self.expectHeld(carrier, changed, "\(name) in an assertion")
        }
    }

    @Test("CVE-2026-47903, APSB26-61: malformed input crashes nothing", arguments: Carrier.allCases)
    func malformed(carrier: Carrier) throws {
        let file = try carrier.signed()
        let range = try carrier.store(of: file).range
        for count in stride(from: 0, to: file.count, by: 7) {
            #expect(!Self.intact.contains(carrier.verdict(Array(file.prefix(count)))), "\(count)")
        }
        // Every place where a length or a type can be, by itself.
        for index in stride(from: range.lowerBound, to: range.upperBound, by: 3) {
            for value: UInt8 in [0, 0x7F, 0xFF] where file[index] != value {
                var changed = file
                changed[index] = value
                let isFree = carrier == .jpeg && (range.lowerBound + 6...range.lowerBound + 7).contains(index)
                #expect(isFree || !Self.intact.contains(carrier.verdict(changed)), "\(index)")
            }
        }
    }

    @Test("PR 2455, 2492, 1576, 1979, 2064: a diamond of 40 layers is judged in a second")
    func diamonds() throws {
        var manifests: [Blueprint] = []
        for layer in 0..<40 {
            var blueprint = Blueprint()
            blueprint.label = Forge.label(layer)
            if layer > 0 {
                // Two ways down from each layer: 2^40 paths.
                for copy in 0..<2 {
                    blueprint.assertions.append(
                        Blueprint.ingredient(
                            Forge.label(layer - 1), relationship: "componentOf",
                            label: copy == 0 ? "c2pa.ingredient.v3" : "c2pa.ingredient.v3__\(copy)"))
                }
            }
            manifests.append(blueprint)
        }
        let image = try Forge(manifests).image()
        var report: FileReport?
        let took = try Self.seconds { report = try Judging.verify(image) }
        #expect(report?.manifests.count == 40)
        #expect(took < Self.allowance, "\(took) s")
    }

    @Test("PR 2455, 2492, 1576, 1979, 2064: ingredients in a circle, and too deep, are refused")
    func circles() throws {
        // The parent's ingredient assertion names its child, whose hash cannot be known; no hash is taken on trust.
        let circle = Forge.edit(parent: { parent in
            parent.assertions.append(
                Blueprint.ingredient("", relationship: "componentOf") { fields in
                    let reference = HashedURI(
                        url: "self#jumbf=/c2pa/\(Forge.label(2))", hash: [UInt8](repeating: 0, count: 32))
                    fields["activeManifest"] = reference.cbor
                })
        })
        #expect(try circle.report().state == .invalid)
        let itself = Forge.edit(parent: { parent in
            parent.assertions.append(
                Blueprint.ingredient("", relationship: "componentOf") { fields in
                    let reference = HashedURI(
                        url: "self#jumbf=/c2pa/\(Forge.label(1))", hash: [UInt8](repeating: 0, count: 32))
                    fields["activeManifest"] = reference.cbor
                })
        })
        #expect(try itself.report().state == .invalid)
    }

    @Test("PR 1966, 1979, 1675: boxes nested 7,500 deep", arguments: Carrier.allCases)
    func nestedBoxes(carrier: Carrier) throws {
        let file = try carrier.signed()
        var nested: [UInt8] = []
        let description = StoreTree(try carrier.store(of: file).bytes[...]).active.children[0].bytes
        var bare: [UInt8] = []
        // From the inside out, built as headers in front and nothing behind.
        for depth in (0..<7_500).reversed() {
            bare += SampleImage.big(UInt32((depth + 1) * 8)) + Array("jumb".utf8)
            nested += SampleImage.big(UInt32((depth + 1) * (8 + description.count))) + Array("jumb".utf8) + description
        }
        for bytes in [bare, nested, Self.repeated([0, 0, 0, 0] + Array("jumb".utf8), 20_000)] {
            let range = try carrier.store(of: file).range
            let store = try carrier.store(of: file).bytes
            Self.expectHeld(carrier, carrier.replacing(range, of: file, by: bytes), "in its place")
            var size = store.count + bytes.count
            let head = withUnsafeBytes(of: UInt32(size).bigEndian) { Array($0) }
            size = 0
            Self.expectHeld(
                carrier, carrier.replacing(range, of: file, by: head + store[4...] + bytes), "behind the manifests")
        }
    }

    @Test("PR 1949, 1950, 2013, 2018, 2200, 2201, 2192: lengths and labels that lie", arguments: Carrier.allCases)
    func lies(carrier: Carrier) throws {
        let file = try carrier.signed()
        let embedded = try carrier.store(of: file)
        let store = embedded.bytes
        let boxes = store.indices.dropLast(8).filter { index in
            ["jumb", "jumd", "cbor"].contains { store[(index + 4)...].starts(with: Array($0.utf8)) }
        }
        #expect(boxes.count > 8)
        for box in boxes {
            let size = store[box..<box + 4].reduce(0) { $0 << 8 | Int($1) }
            for value in [0, 1, 2, 7, 8, 9, size - 1, size + 1, 0x7FFF_FFFF, 0xFFFF_FFFF] {
                var changed = store
                changed.replaceSubrange(box..<box + 4, with: SampleImage.big(UInt32(value)))
                Self.expectHeld(
                    carrier, carrier.replacing(embedded.range, of: file, by: changed), "\(value) at \(box)")
            }
        }
        let long = [UInt8](repeating: UInt8(ascii: "A"), count: 1 << 20)
        for label: [UInt8] in [
            [], long, Array("../../../../etc/passwd".utf8), [0xFF, 0xFE, 0x80], [0x1B, 0x5B, 0x33, 0x31, 0x6D],
        ] {
            for ending in [[UInt8(0)], []] {
                let changed = try Self.changed(carrier, file) { store in
                    let head = store.active.children[0].content.prefix(17)
                    store.active.children[0].content = Array(head) + label + ending
                }
                Self.expectHeld(carrier, changed, "a label of \(label.count) bytes")
            }
        }
    }

    @Test("PR 2053, 2059, 2068: a RIFF size that is forged")
    func riff() throws {
        let file = try Carrier.webp.signed()
        for size in [0, 4, 12, file.count - 9, file.count - 7, file.count + 1_000, 0x7FFF_FFFF, 0xFFFF_FFFF] {
            var changed = file
            changed.replaceSubrange(4..<8, with: Carrier.little(size))
            Self.expectHeld(.webp, changed, "\(size)")
            #expect(Carrier.webp.verdict(changed) != Verdict.none, "\(size)")
        }
    }

    @Test("PR 2012, 760, 2099, 2445: TIFF directories in circles, with impossible counts, and BigTIFF that overflows")
    func tiff() throws {
        let file = try Carrier.tiff.signed()
        let directory = Int(file[4]) | Int(file[5]) << 8
        for count in [0, 0x7FFF, 0xFFFF] {
            var changed = file
            changed.replaceSubrange(directory..<directory + 2, with: Carrier.little(count).prefix(2))
            Self.expectHeld(.tiff, changed, "\(count) entries")
        }
        let entries = Int(file[directory])
        let next = directory + 2 + 12 * entries
        for target in [directory, directory + 2, file.count + 10, 0xFFFF_FFFF] {
            var changed = file
            changed.replaceSubrange(next..<next + 4, with: Carrier.little(target))
            Self.expectHeld(.tiff, changed, "next directory \(target)")
        }
        for value in [UInt64.max, 1 << 63, 1 << 62, UInt64(UInt32.max)] {
            let number = (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
            let entry: [UInt8] = [0x41, 0xCD, 7, 0] + number + number
            for count in [[1, 0, 0, 0, 0, 0, 0, 0], number] {
                let big = Array("II".utf8) + [43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0] + count + entry + number
                Self.expectHeld(.tiff, big, "BigTIFF \(value)")
            }
        }
    }

    @Test(
        "PR 2274, 2102, 873, 2054, 2097, 2263, 2280: metadata blocks that are too short, and BMFF boxes that overflow")
    func shortBlocks() throws {
        for type in ["iTXt", "zTXt", "tEXt", "eXIf", "caBX"] {
            for content: [UInt8] in [
                [], [0], Array("XML:com.adobe.xmp\0".utf8), Array("XML:com.adobe.xmp\0\u{1}\0".utf8),
            ] {
                let png = Carrier.png.image[..<33] + SampleImage.chunk(type, content) + Carrier.png.image[33...]
                Self.expectHeld(.png, Array(png), "\(type) of \(content.count) bytes")
            }
        }
        let screen = Array(Carrier.gif.image[..<19])
        for name in ["XMP DataXMP", "C2PA_GIF\u{1}\0\0", "NETSCAPE2.0"] {
            for tail: [UInt8] in [[0], [1], [255, 1], []] {
                let head: [UInt8] = [0x21, 0xFF, 0x0B]
                let gif: [UInt8] = screen + head + Array(name.utf8) + tail
                Self.expectHeld(.gif, gif, "\(name) \(tail)")
                Self.expectHeld(.gif, gif + Array(Carrier.gif.image[19...]), "\(name) \(tail), then a picture")
            }
        }
        let file = try Carrier.avif.signed()
        let types = ["ftyp", "meta", "hdlr", "pitm", "iloc", "uuid", "mdat"]
        for type in types {
            let place = try #require(file.indices.first { file[$0...].starts(with: Array(type.utf8)) })
            for size in [0, 1, 7, 8, 0x7FFF_FFFF, 0xFFFF_FFFF] where !(size == 0 && type == "mdat") {
                var changed = file
                changed.replaceSubrange(place - 4..<place, with: SampleImage.big(UInt32(size)))
                Self.expectHeld(.avif, changed, "\(type) \(size)")
            }
        }
    }

    @Test("PR 2210, 2062, 2070: a compressed manifest that unfolds, and a thumbnail that claims 2^62 pixels")
    func unfolding() throws {
        // A Brotli stream of 100 bytes that stands for 16 MiB and more: one meta-block of copies.
        for stream: [UInt8] in [
            [0x5B, 0xFF, 0xFF, 0xFF, 0x01], [0xCF, 0xFF, 0xFF, 0x3F, 0x00, 0x24, 0x00, 0xA2, 0xB1, 0x40, 0x02], [],
        ] {
            let box = BoxWriter.superbox(
                .compressedManifest, label: "urn:c2pa:00000000-0000-4000-8000-000000000000",
                contents: [BoxWriter.box(.brotli, stream)])
            let store = BoxWriter.superbox(.manifestStore, label: "c2pa", contents: [box])
            for carrier in Carrier.allCases {
                let file = try carrier.signed()
                let range = try carrier.store(of: file).range
                Self.expectHeld(carrier, carrier.replacing(range, of: file, by: store), "\(stream.count) bytes")
            }
        }
        let header: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let bomb = header + SampleImage.chunk("IHDR", [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 16, 6, 0, 0, 0])
        for carrier in Carrier.allCases {
            let file = try carrier.signed { $0.thumbnail = .init(mediaType: "image/png", bytes: bomb) }
            var verdict: Verdict?
            let took = Self.seconds { verdict = carrier.verdict(file) }
            #expect(verdict == .trusted)
            #expect(took < Self.allowance)
        }
    }

    @Test("PR 1951: 20,000 assertions", arguments: Carrier.allCases)
    func assertions(carrier: Carrier) throws {
        let file = try carrier.signed()
        let changed = try Self.changed(carrier, file) { store in
            var list = store.active["c2pa.assertions"]
            for index in 0..<20_000 {
                list.children.append(
                    StoreTree(
                        BoxWriter.superbox(
                            .cborContent, label: "org.example__\(index)", contents: [BoxWriter.box(.cbor, [0xF6])])[...]
                    ))
            }
            store.active["c2pa.assertions"] = list
        }
        Self.expectHeld(carrier, changed, "20,000 assertions")
    }

    @Test("limits of the source: at each limit a file is judged, beyond it is refused")
    func limits() throws {
        var limits = Limits()
        limits.maximumAssertions = 4
        limits.maximumManifests = 3
        limits.maximumIngredientDepth = 3
        func verdict(_ forge: Forge) throws -> Verdict? {
            var settings = try Judging.settings()
            settings.limits = limits
            let image = try forge.image()
            return try? FileVerifier(settings: settings).verify(MemorySource(image), named: "limits").verdict
        }
        func assertions(_ count: Int) -> Forge {
            Forge { blueprint in
                for index in 2..<count {
                    blueprint.assertions.append(.cbor("com.example.a\(index)", .map(["a": .null])))
                }
            }
        }
        #expect(try verdict(assertions(4)) == .trusted)
        #expect(try !Self.intact.contains(verdict(assertions(5))))
        func chain(_ count: Int) -> Forge {
            Forge(
                (0..<count).map { index in
                    var blueprint = Blueprint()
                    blueprint.label = Forge.label(index)
                    if index > 0 {
                        let parent = Blueprint.ingredient(Forge.label(index - 1))
                        blueprint.assertions = [parent, Blueprint.opened(parent), Blueprint.dataHash]
                    }
                    return blueprint
                })
        }
        #expect(try verdict(chain(3)) == .trusted)
        #expect(try !Self.intact.contains(verdict(chain(4))))
    }
}
