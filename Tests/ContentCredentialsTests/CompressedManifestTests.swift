import Boxes
import Bytes
import Testing

@testable import ContentCredentials

@Suite struct CompressedManifestTests {
    /// A Brotli stream that holds `bytes` as they are (RFC 7932 section 9.2): one stored meta-block of at most 64 KiB, and
    /// an empty last one.
    private func stored(_ bytes: [UInt8]) -> [UInt8] {
        let header = (bytes.count - 1) << 4 | 1 << 20
        return (0..<3).map { UInt8(truncatingIfNeeded: header >> (8 * $0)) } + bytes + [3]
    }

    private func compressed(_ content: [UInt8], label: String = Sample.label) -> [UInt8] {
        BoxWriter.superbox(.compressedManifest, label: label, contents: [BoxWriter.box(.brotli, content)])
    }

    private func store(_ manifests: [UInt8]..., limits: Limits = .default) throws -> ManifestStore {
        try ManifestStore(BoxWriter.superbox(.manifestStore, label: "c2pa", contents: manifests), limits: limits)
    }

    @Test func isReadAsTheManifestInIt() throws {
        let store = try store(compressed(stored(Sample.manifest())))
        let manifest = store.active
        #expect(manifest.isCompressed)
        #expect(manifest.kind == .standard)
        #expect(manifest.expansionFailure == nil)
        #expect(manifest.claims.count == 1)
        #expect(manifest.defects.isEmpty)
        #expect(store.resolve(.assertion("c2pa.actions.v2", in: Sample.label)) != nil)
    }

    /// A hashed URI to the manifest is over the compressed box (C2PA 2.4 section 11.1.3.2).
    @Test func isHashedAsItStandsInTheStore() throws {
        let store = try store(compressed(stored(Sample.manifest())))
        #expect(store.resolve(store.active.uri)?.description.uuid == .compressedManifest)
    }

    @Test func anUpdateManifestMayBeCompressed() throws {
        #expect(try store(compressed(stored(Sample.manifest(uuid: .updateManifest)))).active.kind == .update)
    }

    @Test func anotherLabelIsAFailure() throws {
        let manifest = try store(compressed(stored(Sample.manifest("urn:c2pa:other")))).active
        #expect(manifest.kind == .compressed)
        #expect(manifest.expansionFailure?.contains("label") == true)
        #expect(manifest.claims.isEmpty)
    }

    @Test func aCompressedManifestInACompressedManifestIsAFailure() throws {
        let inner = compressed(stored(Sample.manifest()))
        #expect(try store(compressed(stored(inner))).active.expansionFailure != nil)
    }

    @Test(arguments: [[], [0xFF, 0xFF], [3]] as [[UInt8]])
    func damagedDataIsAFailure(_ bytes: [UInt8]) throws {
        #expect(try store(compressed(bytes)).active.expansionFailure != nil)
    }

    @Test func aBoxBesideTheCompressedOneIsAFailure() throws {
        let box = BoxWriter.superbox(
            .compressedManifest, label: Sample.label,
            contents: [BoxWriter.box(.brotli, stored(Sample.manifest())), BoxWriter.box(.free, [])])
        #expect(try store(box).active.expansionFailure != nil)
    }

    @Test func allManifestsOfAStoreShareOneAllowance() throws {
        let first = Sample.manifest("urn:c2pa:1")
        let second = Sample.manifest("urn:c2pa:2")
        var limits = Limits.default
        limits.maximumDecompressedBytes = first.count + second.count - 1
        let store = try store(
            compressed(stored(first), label: "urn:c2pa:1"), compressed(stored(second), label: "urn:c2pa:2"),
            limits: limits)
        #expect(store.manifests.map(\.kind) == [.standard, .compressed])
    }

    /// Hashes are remembered by the offset of what they are of.
    @Test func noTwoBoxesHaveTheSameOffset() throws {
        let labels = ["urn:c2pa:1", "urn:c2pa:2"]
        let store = try store(
            compressed(stored(Sample.manifest(labels[0])), label: labels[0]),
            compressed(stored(Sample.manifest(labels[1])), label: labels[1]))
        let offsets = store.manifests.flatMap { [$0.box.offset, $0.content.offset] + $0.assertions.map(\.offset) }
        #expect(Set(offsets).count == offsets.count)
        #expect(store.manifests.allSatisfy { $0.content.offset >= store.box.bytes.endIndex })
    }

    @Test func theOtherKindsOfManifestAreToldApart() throws {
        #expect(try store(Sample.manifest(uuid: .timeStampManifest)).active.kind == .timeStamp)
        #expect(try store(Sample.manifest(uuid: .standardManifestAlias)).active.kind == .standard)
    }
}
