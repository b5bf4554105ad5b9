import Bytes
import Testing

@testable import Boxes

@Suite("BoxReader")
struct BoxReaderTests {
    private func read(_ bytes: [UInt8], limits: Limits = .default) throws(SignetError) -> Box {
        var reader = BoxReader(limits: limits)
        return try reader.readWhole(bytes[...])
    }

    private func code(_ bytes: [UInt8], limits: Limits = .default) -> String? {
        do throws(SignetError) {
            _ = try read(bytes, limits: limits)
            return nil
        } catch { return error.code.rawValue }
    }

    /// A box with a stated LBox, whatever is in it.
    private func raw(_ length: UInt32, _ type: StaticString, _ rest: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(length)
        writer.append(BoxType(type).rawValue)
        writer.append(contentsOf: rest)
        return writer.bytes
    }

    /// A description of the CBOR content type with any toggles and fields.
    private func superbox(toggles: UInt8, fields: [UInt8], contents: [[UInt8]] = []) -> [UInt8] {
        let description = BoxWriter.box(.description, BoxUUID.cborContent.bytes + [toggles] + fields)
        return BoxWriter.box(.superbox, description + contents.flatMap { $0 })
    }

    private func labelled(_ contents: [[UInt8]] = []) -> [UInt8] {
        superbox(toggles: 3, fields: [0x61, 0], contents: contents)
    }

    @Test("what the writer writes is read back, with offsets into the store")
    func roundTrip() throws {
        let inner = BoxWriter.superbox(
            .cborContent, label: "org.example.x", salt: [UInt8](repeating: 7, count: 16),
            contents: [BoxWriter.box(.cbor, [0xF6]), BoxWriter.box(.free, [])])
        let bytes = BoxWriter.superbox(.manifestStore, label: "c2pa", contents: [inner])
        let box = try read(bytes)
        #expect(box.type == .superbox)
        #expect(box.bytes == bytes[...])
        #expect(box.payload == bytes.dropFirst(8))
        let store = try #require(box.superbox)
        #expect(store.label == "c2pa")
        #expect(store.description.uuid == .manifestStore)
        #expect(store.description.toggles == [.requestable, .label])
        #expect(store.description.privateBoxes.isEmpty)
        let child = try #require(store.superboxes.first)
        #expect(store.contents.count == 1)
        #expect(child.offset == bytes.count - inner.count)
        #expect(child.bytes == inner[...])
        #expect(child.payload == bytes[(child.offset + 8)...])
        #expect(child.label == "org.example.x")
        #expect(child.description.toggles == [.requestable, .label, .privateField])
        #expect(child.description.privateBoxes.map(\.type) == [.salt])
        #expect(child.description.privateBoxes.first?.payload == [UInt8](repeating: 7, count: 16)[...])
        #expect(child.contents.map(\.type) == [.cbor, .free])
        #expect(child.contents.map { Array($0.payload) } == [[0xF6], []])
        #expect(child.contents.first?.superbox == nil)
    }

    @Test("LBox 0 and lengths shorter than the header are refused", arguments: [0, 2, 3, 4, 5, 6, 7] as [UInt32])
    func lengths(length: UInt32) {
        #expect(code(raw(length, "cbor", [])) == "jumbf.length")
        #expect(code(labelled([raw(length, "cbor", [])])) == "jumbf.length")
    }

    @Test("a box may state its length in XLBox")
    func extendedLength() throws {
        let bytes = raw(1, "cbor", [0, 0, 0, 0, 0, 0, 0, 19, 1, 2, 3])
        let box = try read(bytes)
        #expect(box.payload == [1, 2, 3])
        #expect(box.bytes == bytes[...])
        #expect(try read(labelled([bytes])).superbox?.contents.first?.payload == [1, 2, 3])
        let empty = try read(raw(1, "cbor", [0, 0, 0, 0, 0, 0, 0, 16]))
        #expect(empty.payload.isEmpty)
        let outer = labelled([bytes])
        let extended = raw(1, "jumb", [0, 0, 0, 0, 0, 0, 0, UInt8(outer.count + 8)] + outer.dropFirst(8))
        #expect(try read(extended).superbox?.payload == extended.dropFirst(16))
    }

    @Test(
        "an XLBox shorter than its header, longer than the data or cut short is refused",
        arguments: [
            ([0, 0, 0, 0, 0, 0, 0, 0], "jumbf.length"), ([0, 0, 0, 0, 0, 0, 0, 15], "jumbf.length"),
            ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "jumbf.length"),
            ([0x80, 0, 0, 0, 0, 0, 0, 0], "jumbf.length"),
            ([0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "jumbf.overhang"),
            ([0, 0, 0, 0, 0, 0, 0, 17], "jumbf.overhang"), ([0, 0, 0, 0, 0, 0, 0], "bytes.endOfInput"),
        ] as [([UInt8], String)])
    func badExtendedLengths(field: [UInt8], expected: String) { #expect(code(raw(1, "cbor", field)) == expected) }

    @Test("a box may not run past the box around it, though the store goes on there")
    func overhang() {
        #expect(code(raw(9, "cbor", [])) == "jumbf.overhang")
        #expect(code(raw(.max, "cbor", [1, 2])) == "jumbf.overhang")
        let overhanging = BoxWriter.box(
            .superbox, BoxWriter.box(.description, BoxUUID.cborContent.bytes + [3, 0x61, 0]) + raw(9, "cbor", []))
        #expect(code(labelled([overhanging, BoxWriter.box(.free, [0])])) == "jumbf.overhang")
    }

    @Test("bytes after the store and too few bytes for a box are refused")
    func leftOver() {
        #expect(code(labelled() + [0]) == "jumbf.trailingBytes")
        #expect(code(labelled() + BoxWriter.box(.free, [])) == "jumbf.trailingBytes")
        for count in 1..<8 {
            let rest = [UInt8](repeating: 0, count: count)
            #expect(code(labelled([rest])) == "bytes.endOfInput")
            #expect(code(rest) == "bytes.endOfInput")
        }
        #expect(code([]) == "bytes.endOfInput")
    }

    @Test("a superbox has its description first")
    func description() {
        #expect(code(BoxWriter.box(.superbox, [])) == "jumbf.description")
        #expect(code(BoxWriter.box(.superbox, BoxWriter.box(.cbor, []))) == "jumbf.description")
        #expect(code(BoxWriter.box(.superbox, labelled())) == "jumbf.description")
        #expect(code(BoxWriter.box(.superbox, BoxWriter.box(.description, [1, 2]))) == "bytes.endOfInput")
        let bare = BoxWriter.box(.description, BoxUUID.cborContent.bytes)
        #expect(code(BoxWriter.box(.superbox, bare)) == "bytes.endOfInput")
    }

    @Test("toggles that the standard does not know are refused", arguments: [0x20, 0x40, 0x80, 0xFF] as [UInt8])
    func unknownToggles(toggles: UInt8) {
        #expect(code(superbox(toggles: toggles, fields: [0x61, 0])) == "jumbf.toggles")
    }

    @Test("every known combination of toggles is read with its fields", arguments: 0..<32 as Range<UInt8>)
    func knownToggles(toggles: UInt8) throws {
        var fields: [UInt8] = []
        if toggles & 2 != 0 { fields += [0x61, 0x62, 0] }
        if toggles & 4 != 0 { fields += [0, 0, 0, 9] }
        if toggles & 8 != 0 { fields += [UInt8](repeating: 5, count: 32) }
        if toggles & 16 != 0 { fields += BoxWriter.box(.salt, [1]) }
        let box = try read(superbox(toggles: toggles, fields: fields))
        let description = try #require(box.superbox?.description)
        #expect(description.toggles.rawValue == toggles)
        #expect(description.label == (toggles & 2 != 0 ? "ab" : nil))
        #expect(description.privateBoxes.count == (toggles & 16 != 0 ? 1 : 0))
        #expect(code(superbox(toggles: toggles, fields: fields + [0])) == "jumbf.description")
        if !fields.isEmpty { #expect(code(superbox(toggles: toggles, fields: fields.dropLast())) != nil) }
    }

    @Test("the private field is one whole box and nothing else")
    func privateField() {
        #expect(code(superbox(toggles: 19, fields: [0x61, 0])) == "bytes.endOfInput")
        #expect(code(superbox(toggles: 19, fields: [0x61, 0] + raw(0, "c2sh", []))) == "jumbf.length")
        #expect(code(superbox(toggles: 19, fields: [0x61, 0] + raw(9, "c2sh", []))) == "jumbf.overhang")
        let two = BoxWriter.box(.salt, [1]) + BoxWriter.box(.salt, [2])
        #expect(code(superbox(toggles: 19, fields: [0x61, 0] + two)) == "jumbf.description")
    }

    @Test(
        "labels without an end, without a character or not in UTF-8 are refused",
        arguments: [
            ([], "bytes.endOfInput"), ([0x61, 0x62], "bytes.endOfInput"), ([0], "jumbf.label"),
            ([0xFF, 0], "jumbf.label"),
            ([0xC3, 0], "jumbf.label"), ([0xC0, 0x80, 0], "jumbf.label"), ([0xED, 0xA0, 0x80, 0], "jumbf.label"),
            ([0x61, 0, 0x62, 0], "jumbf.description"),
        ] as [([UInt8], String)])
    func labels(field: [UInt8], expected: String) { #expect(code(superbox(toggles: 3, fields: field)) == expected) }

    @Test("a label has at most 4096 bytes")
    func longLabels() throws {
        let longest = [UInt8](repeating: 0x61, count: 4_096)
        #expect(try read(superbox(toggles: 3, fields: longest + [0])).superbox?.label?.utf8.count == 4_096)
        #expect(code(superbox(toggles: 3, fields: longest + [0x61, 0])) == "jumbf.label")
    }

    @Test("nesting is allowed up to the limit and not beyond")
    func depth() throws {
        var limits = Limits()
        limits.maximumBoxDepth = 5
        // The description of the innermost superbox is the deepest box.
        func nested(_ depth: Int) -> [UInt8] { (1..<depth).reduce(labelled()) { bytes, _ in labelled([bytes]) } }
        #expect(code(nested(5), limits: limits) == nil)
        #expect(code(nested(6), limits: limits) == "jumbf.depth")
        #expect(code(nested(2_000)) == "jumbf.depth")
    }

    @Test("superboxes in private fields count as nested")
    func privateDepth() {
        let nested = (0..<200).reduce(labelled()) { bytes, _ in superbox(toggles: 19, fields: [0x61, 0] + bytes) }
        #expect(code(nested) == "jumbf.depth")
    }

    @Test("boxes are allowed up to the limit and not beyond, over all levels")
    func count() throws {
        var limits = Limits()
        limits.maximumBoxes = 10
        // Superbox, description, then 8 more.
        let eight = [[UInt8]](repeating: BoxWriter.box(.free, []), count: 8)
        #expect(code(labelled(eight), limits: limits) == nil)
        #expect(code(labelled(eight + [BoxWriter.box(.free, [])]), limits: limits) == "jumbf.boxes")
        #expect(code(labelled([labelled(Array(eight.prefix(6)))]), limits: limits) == nil)
        #expect(code(labelled([labelled(Array(eight.prefix(7)))]), limits: limits) == "jumbf.boxes")
    }

    @Test("every byte of a store set to other values, and every prefix, gives a value or an error")
    func mutations() throws {
        let inner = BoxWriter.superbox(
            .cborContent, label: "a", salt: [1, 2], contents: [BoxWriter.box(.cbor, [0xF6])])
        let bytes = BoxWriter.superbox(.manifestStore, label: "c2pa", contents: [inner, inner])
        #expect(code(bytes) == nil)
        var refused = 0
        for offset in bytes.indices {
            for value in UInt8.min...UInt8.max {
                var changed = bytes
                changed[offset] = value
                if code(changed) != nil { refused += 1 }
            }
            #expect(code(Array(bytes[..<offset])) != nil)
        }
        #expect(refused > bytes.count * 50)
    }
}
