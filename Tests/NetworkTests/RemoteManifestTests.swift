import Boxes
import Bytes
import ContentCredentials
import Cryptography
import Digests
import Findings
import Foundation
import Network
import TestSupport
import Testing

@testable import Provenance

@Suite(.enabled(if: LocalServer.isPossible)) struct RemoteManifestTests {
    private let local: LocalAuthority
    private let network = NetworkAccess(statusService: nil, maximumManifest: 1 << 20, isLocal: true)

    init() throws { local = try LocalAuthority() }

    /// A picture whose XMP says that its manifest is at `url`.
    private func picture(_ url: String) throws -> [UInt8] {
        let xmp =
            "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
            + "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
            + "xmlns:dcterms=\"http://purl.org/dc/terms/\" dcterms:provenance=\"\(url)\"/></rdf:RDF></x:xmpmeta>"
        let body = Array(xmp.utf8)
        let source = try FileSource(path: LocalAuthority.picture.replacing(".png", with: ".jpg"))
        let plain = try source.bytes(0..<source.count)
        let length = UInt16(body.count + 2)
        return Array(plain[..<2]) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + body + Array(plain[2...])
    }

    /// Puts a store for `picture` where the server finds it.
    private func publish(_ picture: [UInt8], excluding range: Range<Int>? = nil) throws {
        var builder = ManifestBuilder(
            uuid: UUIDv4.make(), instanceUUID: UUIDv4.make(), generator: .map(["name": .text("test")]), title: nil)
        builder.add(
            "c2pa.actions.v2",
            .cbor(
                .map([
                    "actions": .array([
                        .map([
                            "action": .text("c2pa.created"),
                            "digitalSourceType": .text(
                                "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"),
                        ])
                    ])
                ])))
        let hasher = Hasher(.sha256)
        hasher.update(picture[..<(range?.lowerBound ?? picture.count)])
        if let range { hasher.update(picture[range.upperBound...]) }
        let unsigned = builder.finish(
            .data(DataHashAssertion(exclusions: range.map { [$0] } ?? [], algorithm: "sha256", hash: hasher.finalize()))
        )
        let headers = COSEHeaders(algorithm: local.signer.algorithm, certificates: local.signer.certificates)
        let manifest = unsigned.manifest(headers, signature: try local.signer.sign(unsigned.signedBytes(headers)))
        try local.folder.write("remote.c2pa", ManifestStore.assemble(ingredients: [], active: manifest))
    }

    private func report(_ picture: [UInt8], _ network: NetworkAccess?) throws -> FileReport {
        let path = try local.folder.write("picture.jpg", picture)
        return try local.verify(path) {
            $0.network = network
            $0.time = Date(timeIntervalSinceNow: 1)
        }
    }

    private var requestCount: Int {
        get throws {
            Int(String(decoding: try HTTPClient(.named).get(local.server.url("log")).body, as: UTF8.self)) ?? -1
        }
    }

    @Test func `a manifest that is elsewhere is fetched when the network is allowed, and only then`() throws {
        let url = local.server.url("file/remote.c2pa")
        let picture = try picture(url)
        try publish(picture)
        let unfetched = try report(picture, nil)
        #expect(unfetched.verdict == .remote)
        #expect(unfetched.remoteManifest == url)
        #expect(unfetched.notChecked.contains("remote"))
        #expect(try requestCount == 0)
        let fetched = try report(picture, network)
        #expect(fetched.verdict == .trusted)
        #expect(fetched.codes(.success).contains(.dataHashMatch))
        #expect(!fetched.notChecked.contains("remote"))
    }

    @Test func `a manifest that is elsewhere binds the picture as one inside does`() throws {
        let picture = try picture(local.server.url("file/remote.c2pa"))
        try publish(picture)
        var changed = picture
        changed[changed.count - 100] ^= 1
        #expect(try report(changed, network).verdict == .changed)
    }

    @Test func `nothing may be excluded when the manifest is elsewhere`() throws {
        var picture = try picture(local.server.url("file/remote.c2pa"))
        let hole = picture.count - 200..<picture.count - 50
        try publish(picture, excluding: hole)
        #expect(try report(picture, network).verdict == .changed)
        picture[hole.lowerBound + 10] ^= 1
        #expect(try report(picture, network).verdict == .changed)
    }

    @Test func `an address on this machine is not connected to`() throws {
        let picture = try picture(local.server.url("file/remote.c2pa"))
        try publish(picture)
        let report = try report(picture, NetworkAccess())
        #expect(report.verdict == .remote)
        #expect(report.codes(.failure) == [.manifestInaccessible])
        let other = try self.picture("https://127.0.0.1:\(local.server.port)/file/remote.c2pa")
        #expect(try self.report(other, NetworkAccess()).verdict == .remote)
        #expect(try requestCount == 0)
    }

    @Test(arguments: ["?redirect", "?status=404", "?flood=2000000"])
    func `what cannot be fetched stays elsewhere`(query: String) throws {
        let picture = try picture(local.server.url("file/remote.c2pa\(query)"))
        try publish(picture)
        let report = try report(picture, network)
        #expect(report.verdict == .remote)
        #expect(report.codes(.failure) == [.manifestInaccessible])
    }

    @Test func `what is fetched and is no manifest store is damaged`() throws {
        #expect(try report(try picture(local.server.url("file/x?garbage")), network).verdict == .damaged)
    }

    /// The XMP packet in the place that each format has for it.
    private func carriers(_ url: String) throws -> [(end: String, bytes: [UInt8])] {
        let packet = Array(
            ("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                + "<rdf:Description rdf:about=\"\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                + "dcterms:provenance=\"\(url)\"/></rdf:RDF></x:xmpmeta>").utf8)
        func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        let xmp = Array("XMP ".utf8) + little(packet.count) + packet + [UInt8](repeating: 0, count: packet.count % 2)
        let riff = Array("WEBPVP8L".utf8) + [5, 0, 0, 0, 0x2F, 0, 0, 0, 0, 0] + xmp
        let screen: [UInt8] = [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF]
        let trailer = [1] + (0...255).reversed().map { UInt8($0) } + [0]
        let gif =
            Array("GIF89a".utf8) + screen + [0x21, 0xFF, 0x0B] + Array("XMP DataXMP".utf8) + packet + trailer
            + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]
        let svg =
            Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>".utf8) + packet
            + Array("</metadata></svg>".utf8)
        return [
            ("jpg", try picture(url)), ("webp", Array("RIFF".utf8) + little(riff.count) + riff), ("gif", gif),
            ("svg", svg),
        ]
    }

    @Test(
        "issue 2430, PR 2168, issue 1765: an address in the metadata is not connected to without leave, nor on this machine with it"
    )
    func serverSideRequests() throws {
        let url = local.server.url("file/remote.c2pa")
        for (end, bytes) in try carriers(url) {
            let path = try local.folder.write("picture.\(end)", bytes)
            for network in [nil, NetworkAccess()] {
                let report = try local.verify(path) {
                    $0.network = network
                    $0.time = Date(timeIntervalSinceNow: 1)
                }
                #expect(report.verdict == .remote, "\(end)")
                #expect(report.remoteManifest == url, "\(end)")
            }
        }
        #expect(try requestCount == 0)
    }

    @Test("PR 2062, 2070: the body of an answer is bounded")
    func unboundedBody() throws {
        let picture = try picture(local.server.url("tsa?flood=40000000"))
        let report = try report(picture, network)
        #expect(report.verdict == .remote)
        #expect(report.notChecked.contains("remote"))
    }
}
