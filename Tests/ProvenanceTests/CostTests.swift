internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import Glibc
internal import Provenance
internal import TestSupport
internal import Testing

/// Stores that were made to cost more than they weigh. `SIGNET_COST_FILES=DIR` writes them there, at full size, to measure
/// the program with.
@Suite("Stores that are made to be expensive", .serialized)
struct CostTests {
    private static let folder = getenv("SIGNET_COST_FILES").map { String(cString: $0) }
    /// Debug builds are slow; an algorithm that is not linear shows at a part of the size as well.
    private static func size(_ full: Int) -> Int { folder == nil ? full / 8 : full }

    /// Judges the image and returns the CPU seconds it took.
    private static func cost(_ name: String, _ image: [UInt8]) throws -> Double {
        if let folder {
            let file = try OutputFile(path: "\(folder)/\(name)")
            try file.write(image)
            try file.commit()
            return 0
        }
        let verifier = FileVerifier(settings: try Judging.settings(), scope: .everything)
        let start = seconds()
        _ = try? verifier.verify(MemorySource(image), named: name)
        return seconds() - start
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// What a debug build may take for an eighth of the full size; the release build has to stay below 2 s at full size.
    private static let allowance = 4.0

    @Test("an actions assertion with very many entries that are wrong")
    func actions() throws {
        let entries = [CBORValue](repeating: .map([]), count: Self.size(130_000))
        let image = try Forge { $0.assertions[0] = .cbor("c2pa.actions.v2", .map(["actions": .array(entries)])) }
            .image()
        #expect(try Self.cost("actions.png", image) < Self.allowance)
    }

    @Test("very many actions that name one large ingredient assertion of another manifest")
    func placed() throws {
        let filler = [CBORValue](repeating: .unsigned(1), count: 4_000)
        let image = try Forge.edit(
            parent: {
                $0.assertions.append(
                    .cbor("c2pa.ingredient.v3", .map(["relationship": .text("componentOf"), "x": .array(filler)])))
            },
            active: {
                $0.assertions[1] = .cbor("c2pa.actions.v2") { context in
                    let target = HashedURI(url: Forge.uri(1, "c2pa.ingredient.v3"), hash: [1]).cbor
                    let one = Blueprint.action(
                        "c2pa.removed", [.init(.text("parameters"), .map(["ingredients": .array([target])]))])
                    return .map(["actions": .array([CBORValue](repeating: one, count: Self.size(12_000)))])
                }
            }
        ).image()
        #expect(try Self.cost("placed.png", image) < Self.allowance)
    }

    @Test("very many references to one very large box")
    func references() throws {
        let large = Blueprint.Assertion(
            label: "com.example.large", type: .uuidContent,
            contents: { _ in [BoxWriter.box(.cbor, [UInt8](repeating: 1, count: Self.size(12 << 20)))] })
        let image = try Forge { blueprint in
            blueprint.assertions.append(large)
            blueprint.assertions.append(
                .cbor("c2pa.soft-binding") { context in
                    let one = Blueprint.reference(large, context).cbor
                    return .map(["list": .array([CBORValue](repeating: one, count: Self.size(24_000)))])
                })
        }.image()
        #expect(try Self.cost("references.png", image) < Self.allowance)
    }

    @Test("many manifests of which each refers to each before it")
    func diamonds() throws {
        let count = Self.size(140)
        var blueprints: [Blueprint] = []
        for number in 0..<count {
            var blueprint = Blueprint()
            blueprint.label = Forge.label(number)
            let earlier = max(0, number - 30)..<number
            blueprint.assertions = [Blueprint.created, Blueprint.dataHash]
            for (index, other) in earlier.enumerated() {
                blueprint.assertions.append(
                    Blueprint.ingredient(
                        Forge.label(other), relationship: "componentOf",
                        label: index == 0 ? "c2pa.ingredient.v3" : "c2pa.ingredient.v3__\(index)"))
            }
            blueprints.append(blueprint)
        }
        #expect(try Self.cost("diamonds.png", try Forge(blueprints).image()) < Self.allowance)
    }

    @Test("a chain of manifests in which everything was recorded everywhere")
    func recorded() throws {
        let count = Self.size(90)
        var blueprints: [Blueprint] = []
        for number in 0..<count {
            var blueprint = Blueprint()
            blueprint.label = Forge.label(number)
            let extra = (0..<50).map { Blueprint.Assertion.cbor("com.example.a\($0)", .map(["a": .unsigned(1)])) }
            blueprint.assertions = [Blueprint.created, Blueprint.dataHash] + extra
            if number > 0 {
                var statuses: [(String, String)] = []
                if number == count - 1 {
                    for other in 0..<number {
                        for index in 0..<50 {
                            statuses.append(("assertion.hashedURI.match", Forge.uri(other, "com.example.a\(index)")))
                        }
                    }
                }
                blueprint.assertions.append(
                    Blueprint.ingredient(
                        Forge.label(number - 1), relationship: "componentOf",
                        results: Blueprint.results(success: statuses)))
            }
            blueprints.append(blueprint)
        }
        #expect(try Self.cost("recorded.png", try Forge(blueprints).image()) < Self.allowance)
    }

    @Test("very many redactions")
    func redactions() throws {
        let texts = (0..<Self.size(100_000)).map {
            CBORValue.text("self#jumbf=/c2pa/\(Forge.label(1))/c2pa.assertions/a\($0)")
        }
        let image = try Forge.edit(active: { $0.changeClaim = { $0["redacted_assertions"] = .array(texts) } }).image()
        #expect(try Self.cost("redactions.png", image) < Self.allowance)
    }

    @Test(
        "large JSON assertions",
        arguments: [
            ("numbers", "[" + String(repeating: "0,", count: 520_000) + "0]"),
            ("nested", String(repeating: "[", count: 1_000_000)),
        ])
    func json(name: String, text: String) throws {
        let content = Array(text.utf8)
        let image = try Forge { blueprint in
            for number in 0..<Self.size(15) + 1 {
                blueprint.assertions.append(
                    Blueprint.Assertion(
                        label: "com.example.json\(number)", type: .jsonContent,
                        contents: { _ in [BoxWriter.box(.json, content)] }))
            }
        }.image()
        #expect(try Self.cost("json-\(name).png", image) < Self.allowance)
    }

    @Test("a manifest with as many boxes as a store may have, and a claim that asks for each")
    func boxes() throws {
        let image = try Forge { blueprint in
            for number in 0..<Self.size(5_000) {
                blueprint.assertions.append(
                    .cbor(
                        "com.example.a\(number)", .map(["a": .unsigned(1)]), listing: number < 1_000 ? .created : .none)
                )
            }
        }.image()
        #expect(try Self.cost("boxes.png", image) < Self.allowance)
    }

    @Test("maps with very many keys")
    func maps() throws {
        let image = try Forge { blueprint in
            for number in 0..<4 {
                blueprint.assertions.append(
                    .cbor(
                        "com.example.map\(number)",
                        .map((0..<Self.size(64_000)).map { CBORValue.Entry(.unsigned(UInt64($0)), .null) })))
            }
        }.image()
        #expect(try Self.cost("maps.png", image) < Self.allowance)
    }

    @Test("a JPEG whose store is cut into very many segments")
    func segments() throws {
        let store = BoxWriter.superbox(
            .manifestStore, label: "c2pa",
            contents: [BoxWriter.box(.cbor, [UInt8](repeating: 0, count: Self.size(900_000)))])
        var carried: [UInt8] = []
        var number: UInt32 = 1
        var start = 8
        while start < store.count {
            let end = start == 8 ? 64 : min(start + 1, store.count)
            carried += [0xFF, 0xEB] + SampleImage.big(UInt32(18 + end - start))[2...] + [0x4A, 0x50, 0, 1]
            carried += SampleImage.big(number) + store[..<8] + store[start..<end]
            number += 1
            start = end
        }
        let sample = SampleImage.jpeg
        let image = sample.bytes[..<sample.insertion] + carried + sample.bytes[sample.insertion...]
        #expect(try Self.cost("segments.jpg", Array(image)) < Self.allowance)
    }
}
