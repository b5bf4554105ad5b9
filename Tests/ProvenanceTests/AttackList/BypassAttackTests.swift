internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings
internal import ImageFormats
internal import Provenance
internal import TestSupport
internal import Testing

/// Ways in which other validators were made to accept what nobody signed. Each test is named after a row of docs/attacks.md.
@Suite("Attack list: bypasses")
struct BypassAttackTests {
    private static let intact: Set<Verdict?> = [.trusted, .untrusted, .expired]
    private static let foreign = Array("<bytes that nobody signed>".utf8)

    /// A file whose signature has `pad` zero bytes that no signature covers, as the reference implementation writes them.
    private static func padded(_ carrier: Carrier, _ pad: Int = 900, fill: UInt8 = 0, key: String = "pad") throws
        -> [UInt8]
    {
        try carrier.forged(
            Forge { blueprint in
                blueprint.unprotected = { _ in [.init(.text(key), .bytes([UInt8](repeating: fill, count: pad)))] }
            })
    }

    /// Takes `count` bytes from the padding.
    private static func shrink(_ signature: inout [UInt8], by count: Int) throws {
        let key: [UInt8] = [0x63] + Array("pad".utf8) + [0x59]
        let place = try #require(signature.indices.first { signature[$0...].starts(with: key) }) + key.count
        let length = Int(signature[place]) << 8 | Int(signature[place + 1])
        let rest = length - count
        signature.replaceSubrange(place..<place + 2 + count, with: [UInt8(rest >> 8), UInt8(rest & 0xFF)])
    }

    /// Something that a decoder of the format shows, or at least takes for a part of its own.
    private static func part(_ carrier: Carrier) -> [UInt8] {
        switch carrier {
        case .png: SampleImage.chunk("gAMA", [0, 0, 3, 0xE8])
        case .jpeg: [0xFF, 0xFE, 0, 12] + Array("unsigned!!".utf8)
        case .webp: Carrier.chunk("XMP ", Array("<x/>".utf8))
        case .gif: [0x21, 0xF9, 4, 0, 10, 0, 0, 0]
        case .tiff: [0, 0, 0, 0, 0, 0]
        case .svg: Array("<rect/>".utf8)
        case .jxl: SampleBMFF.box("xml ", Array("<x/>".utf8))
        case .avif: SampleBMFF.box("free", foreign)
        case .sidecar: BoxWriter.box(.cbor, foreign)
        }
    }

    @Test(
        "PR 2653, 2673, c2pa-ts issue 68: padding shrunk, foreign bytes behind the store", arguments: Carrier.allCases)
    func trailingBytes(carrier: Carrier) throws {
        let file = try Self.padded(carrier)
        #expect(carrier.verdict(file) == .trusted)
        let range = try carrier.store(of: file).range
        for content in [Self.foreign, [UInt8](repeating: 0xFF, count: 600)] {
            var tree = StoreTree(try carrier.store(of: file).bytes[...])
            var signature = tree.active.signature
            try Self.shrink(&signature, by: content.count)
            tree.active.signature = signature
            let changed = carrier.replacing(range, of: file, by: tree.bytes + content)
            #expect(carrier == .gif || carrier == .svg || changed.count == file.count)
            #expect(!Self.intact.contains(carrier.verdict(changed)), "\(content.count) bytes")
        }
    }

    @Test("PR 2653, 2673: padding shrunk, a part that decoders show in its room", arguments: Carrier.allCases)
    func injectedPart(carrier: Carrier) throws {
        let file = try Self.padded(carrier)
        let store = try carrier.store(of: file)
        let part = Self.part(carrier)
        var tree = StoreTree(store.bytes[...])
        var signature = tree.active.signature
        // The base64 text of an SVG takes four bytes for three.
        try Self.shrink(&signature, by: carrier == .svg ? 300 : part.count)
        tree.active.signature = signature
        let carried = carrier.replacing(store.range, of: file, by: tree.bytes)
        let end = store.range.upperBound - (file.count - carried.count)
        let fill = carrier == .svg ? [UInt8](repeating: 0x20, count: file.count - carried.count - part.count) : []
        let changed = Array(carried[..<end]) + part + fill + carried[end...]
        #expect(carrier == .gif || changed.count == file.count)
        #expect(!Self.intact.contains(carrier.verdict(changed)))
    }

    @Test("PR 2653, 2673: padding that is not zero", arguments: Carrier.allCases)
    func nonZeroPadding(carrier: Carrier) throws {
        for key in ["pad", "pad2"] {
            #expect(carrier.verdict(try Self.padded(carrier, key: key)) == .trusted)
            #expect(carrier.verdict(try Self.padded(carrier, fill: 1, key: key)) == .damaged)
        }
    }

    @Test("PR 2643: a record taken out, its place overwritten, and put beside the image", arguments: Carrier.embedded)
    func overwrittenExclusion(carrier: Carrier) throws {
        let file = try carrier.signed()
        let store = try carrier.store(of: file)
        let folder = try TemporaryFolder()
        let beside = try folder.write("image.c2pa", store.bytes)
        let verifier = FileVerifier(settings: try Judging.settings())
        var zeroed = file
        var other = file
        for index in store.range {
            zeroed[index] = carrier == .svg ? UInt8(ascii: "A") : 0
            other[index] = Self.foreign[index % Self.foreign.count]
        }
        let bare = Array(file[..<store.range.lowerBound] + file[store.range.upperBound...])
        for changed in [zeroed, other, bare, carrier.image] {
            let report = try? verifier.verify(MemorySource(changed), named: "image", sidecar: beside)
            #expect(!Self.intact.contains(report?.verdict))
        }
    }

    @Test("PR 2610: foreign bytes between the APP11 segments of a JPEG")
    func segments() throws {
        let file = try Carrier.jpeg.forged(
            Forge { $0.unprotected = { _ in [.init(.text("pad"), .bytes([UInt8](repeating: 0, count: 150_000)))] } })
        #expect(Carrier.jpeg.verdict(file) == .trusted)
        let markers = file.indices.filter {
            file[$0...].starts(with: [0xFF, 0xEB]) && file[($0 + 4)...].starts(with: [0x4A, 0x50])
        }
        try #require(markers.count > 2)
        for marker in markers {
            for part: [UInt8] in [[0xFF, 0xFE, 0, 6, 1, 2, 3, 4], [0xFF], [0xFF, 0xEB, 0, 6, 1, 2, 3, 4]]
            where marker != markers[0] {
                let changed = Array(file[..<marker]) + part + file[marker...]
                #expect(!Self.intact.contains(Carrier.jpeg.verdict(changed)), "\(marker)")
            }
            for field in 6..<12 where field != 6 && field != 7 {
                var changed = file
                changed[marker + field] ^= 1
                #expect(!Self.intact.contains(Carrier.jpeg.verdict(changed)), "\(marker) \(field)")
            }
        }
    }

    @Test("PR 2610: the count of TIFF's tag 0xCD41 is not taken at its word")
    func tagCount() throws {
        let file = try Carrier.tiff.signed()
        let store = try Carrier.tiff.store(of: file)
        let entry = try #require(file.indices.first { file[$0...].starts(with: [0x41, 0xCD, 7, 0]) })
        for count in [0, 1, 8, store.bytes.count - 1, store.bytes.count + 1, 1 << 20, 0x7FFF_FFFF, 0xFFFF_FFFF] {
            var changed = file
            changed.replaceSubrange(entry + 4..<entry + 8, with: Carrier.little(count))
            #expect(!Self.intact.contains(Carrier.tiff.verdict(changed)), "\(count)")
        }
    }

    @Test("PR 2527, VULN-36847: a forged assertion in a redacted slot", arguments: Carrier.allCases)
    func redactedSlot(carrier: Carrier) throws {
        let label = "com.example.secret"
        let forge = Forge.edit(
            parent: { parent in
                parent.assertions.append(.cbor(label, .map(["name": .text("Jane Example")])))
                parent.assertions[2].changeBox = { box in
                    var tree = StoreTree(box[...])
                    tree.children[1].content = tree.children[1].content.map { _ in 0 }
                    return tree.bytes
                }
            },
            active: {
                $0.changeClaim = { $0["redacted_assertions"] = .array([.text(Forge.uri(1, label))]) }
            })
        let file = try carrier.forged(forge)
        #expect(carrier.verdict(file) == .trusted)
        let forged = CBOREncoder.encode(.map(["name": .text("Joan Example")]))
        let boxes: [(String, [UInt8])] = [
            ("cbor", forged), ("json", Array(#"{"a":"Joan Ex."}"#.utf8)), ("bidb", forged), ("uuid", forged),
            ("free", forged),
            ("cbor", [UInt8](repeating: 0, count: forged.count - 1) + [1]),
        ]
        for (type, content) in boxes {
            let changed = try carrier.changed(file) { store in
                var assertions = store.children[1]["c2pa.assertions"]
                var slot = assertions[label]
                slot.children[1].type = Array(type.utf8)
                slot.children[1].content = content
                assertions[label] = slot
                store.children[1]["c2pa.assertions"] = assertions
            }
            #expect(changed.count == file.count || content.count != forged.count)
            #expect(!Self.intact.contains(carrier.verdict(changed)), "\(type)")
        }
    }

    @Test("PR 2471, 2606, VULN-36807: a store that is emptied is damaged, never absent", arguments: Carrier.allCases)
    func emptied(carrier: Carrier) throws {
        let file = try carrier.signed()
        let noManifest = try carrier.changed(file) { $0.children.removeLast() }
        let emptyManifest = try carrier.changed(file) { $0.active.children = [$0.active.children[0]] }
        let otherKind = try carrier.changed(file) { $0.active.children[0].content[3] ^= 1 }
        for changed in [noManifest, emptyManifest, otherKind] { #expect(carrier.verdict(changed) == .damaged) }
        // A store without its own label bears the mark of its type, and one without its type that of its label.
        let label = try carrier.changed(file) { $0.children[0].content[17] ^= 1 }
        let type = try carrier.changed(file) { $0.children[0].content[0] ^= 1 }
        for changed in [label, type] {
            let verdict = carrier.verdict(changed)
            #expect(verdict == .damaged || (carrier == .sidecar && verdict == nil))
        }
    }

    @Test("PR 2471, 2606, VULN-36807: the purpose of a BMFF box retagged")
    func retagged() throws {
        let file = try Carrier.avif.signed()
        let place = try #require(file.indices.first { file[$0...].starts(with: Array("manifest\0".utf8)) })
        for purpose in ["original", "update\0\0", "merkle\0\0", "manifesT", "\0anifest", "        "] {
            var changed = file
            changed.replaceSubrange(place..<place + 8, with: Array(purpose.utf8))
            #expect(Carrier.avif.verdict(changed) == .damaged, "\(purpose)")
        }
        for index in place - 20..<place {
            for bit in 0..<8 {
                var changed = file
                changed[index] ^= 1 << bit
                let verdict = Carrier.avif.verdict(changed)
                #expect(verdict == .damaged || verdict == .changed, "\(index - place):\(bit)")
            }
        }
    }

    @Test("PR 1715: the signer excludes its record and nothing else", arguments: Carrier.embedded)
    func exclusions(carrier: Carrier) throws {
        let file = try carrier.signed()
        let store = try carrier.store(of: file)
        let assertions = StoreTree(store.bytes[...]).active["c2pa.assertions"]
        if carrier == .avif {
            let hash = try CBORDecoder.decode((assertions["c2pa.hash.bmff"].children.last?.content ?? [])[...])
            #expect(hash["exclusions"]?.array?.compactMap { $0["xpath"]?.text } == ["/uuid", "/ftyp", "/mfra"])
        } else {
            let hash = try CBORDecoder.decode((assertions["c2pa.hash.data"].children.last?.content ?? [])[...])
            let list = try #require(hash["exclusions"]?.array)
            #expect(list.map { $0["start"]?.integer } == [store.range.lowerBound])
            #expect(list.map { $0["length"]?.integer } == [store.range.count])
        }
        let notices: Set<StatusCode> = [.additionalExclusionsPresent, .bmffAdditionalExclusionsPresent]
        #expect(try carrier.report(file).codes(.informational).isDisjoint(with: notices))
    }

    @Test("PR 1715: what another signer excludes beside its record is pointed out")
    func furtherExclusions() throws {
        var forge = Forge()
        forge.furtherExclusions = [45..<50]
        for sample in [SampleImage.png, .jpeg] {
            #expect(try forge.report(sample).codes(.informational).contains(.additionalExclusionsPresent))
        }
    }
}
