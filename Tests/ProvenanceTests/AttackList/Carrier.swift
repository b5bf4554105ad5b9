internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings
internal import FoundationEssentials
internal import ImageFormats
internal import TestSupport

@testable internal import Provenance

/// The ways to carry a store, each with the smallest image that has it; a store can be put there whatever it is.
enum Carrier: String, CaseIterable, CustomStringConvertible {
    case png, jpeg, webp, gif, tiff, svg, jxl, avif, sidecar

    var description: String { rawValue }

    /// The image without a store.
    var image: [UInt8] {
        switch self {
        case .png, .sidecar: SampleImage.png.bytes
        case .jpeg: SampleImage.jpeg.bytes
        case .webp: Self.riff(Self.chunk("VP8L", [0x2F, 0, 0, 0, 0]))
        case .gif:
            Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0]
                + [0, 2, 2, 0x44, 1, 0, 0x3B]
        case .tiff:
            Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0] + [0, 1, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0] + [0, 0, 0, 0]
        case .svg: Array(#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>"#.utf8)
        case .jxl:
            SampleBMFF.box("JXL ", [0x0D, 0x0A, 0x87, 0x0A]) + SampleBMFF.box("ftyp", Array("jxl \0\0\0\0jxl ".utf8))
                + SampleBMFF.box("jxlc", [0xFF, 0x0A, 1, 2, 3])
        case .avif: SampleBMFF.image(size: 600)
        }
    }

    /// The carriers that are part of the image.
    static let embedded = allCases.filter { $0 != .sidecar }

    /// The image as signet signs it; of a record beside its image, the record.
    func signed(_ change: (inout SigningRequest) -> Void = { _ in }) throws -> [UInt8] {
        let signer = ImageSigner(signer: try TestPKI.signer(), settings: try Judging.settings())
        var request = SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1"))
        change(&request)
        if self == .sidecar { return try signer.signBeside(MemorySource(image), request).1 }
        let (_, sink) = try signer.sign(MemorySource(image), request) { size throws(SignetError) in
            MemorySink(size: size)
        }
        return sink.bytes
    }

    /// The image with the store of `forge`, which is right in every respect that the forge does not change.
    func forged(_ forge: Forge) throws -> [UInt8] {
        if self == .avif { return try forgedBoxes(forge) }
        let container = try ImageContainer.read(MemorySource(image))
        var size = 3_000
        for _ in 0..<300 {
            if self == .sidecar {
                return try forge.store(.init(exclusions: [], contentHash: Blueprint.hash(image)))
            }
            let plan = try container.embeddingPlan(storeSize: size, in: MemorySource(image))
            let blank = plan.assemble(from: image, carried: [UInt8](repeating: 0, count: plan.storeRange.count))
            let hashed = Array(blank[..<plan.storeRange.lowerBound] + blank[plan.storeRange.upperBound...])
            let store = try forge.store(
                .init(exclusions: [plan.storeRange], contentHash: Blueprint.hash(hashed)))
            if store.count == size {
                return plan.assemble(from: image, carried: try container.format.carry(store))
            }
            size = store.count
        }
        throw Forge.Failure(reason: "the size does not settle")
    }

    /// The hash over boxes holds for every store of one size, so that of a signed file is taken over, and the forged store is
    /// brought to its size by an assertion that nobody asks for.
    private func forgedBoxes(_ forge: Forge) throws -> [UInt8] {
        let filler = "com.example.filler"
        var filled = 9_000
        for _ in 0..<300 {
            let file = try signed {
                $0.assertions = [
                    CustomAssertion(label: filler, content: .cbor(.bytes([UInt8](repeating: 1, count: filled))))
                ]
            }
            let container = try ImageContainer.read(MemorySource(file))
            guard let embedded = container.store else { break }
            let assertions = StoreTree(embedded.bytes[...]).active["c2pa.assertions"]
            let hash = assertions["c2pa.hash.bmff"]
            var forge = forge
            for index in forge.manifests.indices {
                forge.manifests[index].assertions = forge.manifests[index].assertions.map { assertion in
                    guard assertion.label == "c2pa.hash.data" else { return assertion }
                    return Blueprint.Assertion(
                        label: hash.label, contents: { _ in [BoxWriter.box(.cbor, hash.children.last?.content ?? [])] })
                }
            }
            let store = try forge.store(.init(exclusions: [], contentHash: []))
            if store.count == embedded.bytes.count { return replacing(embedded.range, of: file, by: store) }
            filled += store.count - embedded.bytes.count
        }
        throw Forge.Failure(reason: "the size does not settle")
    }

    /// What is found in `file`; of a record, beside the image.
    func report(_ file: [UInt8], _ trust: Judging.Trust = .signers, at time: Date = TestPKI.now) throws -> FileReport {
        let verifier = FileVerifier(settings: try Judging.settings(trust, at: time))
        guard self == .sidecar else { return try verifier.verify(MemorySource(file), named: rawValue) }
        let folder = try TemporaryFolder()
        let beside = try folder.write("image.c2pa", file)
        return try verifier.verify(MemorySource(image), named: rawValue, sidecar: beside)
    }

    /// The verdict, or nil for a file that is refused.
    func verdict(_ file: [UInt8]) -> Verdict? { try? report(file).verdict }

    /// `file` with its store, which is at `range`, replaced by any bytes; what frames it fits them.
    func replacing(_ range: Range<Int>, of file: [UInt8], by store: [UInt8]) -> [UInt8] {
        let before = Array(file[..<range.lowerBound])
        let after = Array(file[range.upperBound...])
        switch self {
        case .png: return before + SampleImage.chunk("caBX", store) + after
        case .jpeg: return before + Self.segments(store) + after
        case .webp:
            let chunk = Self.chunk("C2PA", store)
            var bytes = before + chunk + after.dropFirst(range.count % 2)
            bytes.replaceSubrange(4..<8, with: Self.little(bytes.count - 8))
            return bytes
        case .gif:
            var block: [UInt8] = [0x21, 0xFF, 0x0B] + Array("C2PA_GIF".utf8) + [1, 0, 0]
            for start in stride(from: 0, to: store.count, by: 255) {
                let piece = store[start..<min(start + 255, store.count)]
                block += [UInt8(piece.count)] + piece
            }
            return before + block + [0] + after
        case .tiff:
            let entry: [UInt8] = [0x41, 0xCD, 7, 0]
            var bytes = before
            for index in 0..<max(0, bytes.count - 4) where Array(bytes[index..<index + 4]) == entry {
                bytes.replaceSubrange(index + 4..<index + 8, with: Self.little(store.count))
            }
            return bytes + store + after
        case .svg: return before + Array(Self.base64(store).utf8) + after
        case .jxl, .sidecar: return before + store + after
        case .avif: return before + SampleBMFF.provenance(store) + after
        }
    }

    /// The file with its store changed as boxes.
    func changed(_ file: [UInt8], _ change: (inout StoreTree) -> Void) throws -> [UInt8] {
        let store = try store(of: file)
        var tree = StoreTree(store.bytes[...])
        change(&tree)
        return replacing(store.range, of: file, by: tree.bytes)
    }

    func store(of file: [UInt8]) throws -> EmbeddedStore {
        guard let store = try ImageContainer.read(MemorySource(file)).store else {
            throw Forge.Failure(reason: "there is no store")
        }
        return store
    }

    static func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(data.count) + data + [UInt8](repeating: 0, count: data.count % 2)
    }

    static func riff(_ chunks: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + little(chunks.count + 4) + Array("WEBP".utf8) + chunks
    }

    private static func segments(_ store: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for (index, start) in stride(from: 0, to: max(store.count, 1), by: 60_000).enumerated() {
            let piece = store[start..<min(start + 60_000, store.count)]
            let content =
                Array("JP".utf8) + [2, 0x11] + SampleImage.big(UInt32(index + 1)) + (index > 0 ? store.prefix(8) : [])
                + piece
            result += [0xFF, 0xEB, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
        }
        return result
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension EmbeddingPlan {
    func assemble(from old: [UInt8], carried: [UInt8]) -> [UInt8] {
        pieces.reduce(into: []) { result, piece in
            switch piece {
            case .copy(let range), .unhashed(let range): result += old[range]
            case .replace(let bytes): result += bytes
            case .mark: break
            case .store: result += carried
            }
        }
    }
}
