import Bytes
import Findings
import Foundation
import TestSupport
import Testing

@testable import Provenance

/// The published lists, from a server on this machine that stands in for theirs.
@Suite(.enabled(if: LocalServer.isPossible && SharedFiles.has("trust")))
struct PublishedListsTests {
    private let folder: TemporaryFolder
    private let server: LocalServer
    private let store: TrustStore

    init() throws {
        folder = try TemporaryFolder()
        for name in ["C2PA-TRUST-LIST.json", "C2PA-TSA-TRUST-LIST.json", "conforming-products-list.json"] {
            try folder.write(name, try SharedFiles.bytes("trust/\(name)"))
        }
        server = try LocalServer(folder: folder)
        store = TrustStore(folder: folder.file("installed"))
    }

    private func install(_ path: String = "file/") throws -> [TrustListRecord] {
        try PublishedLists(base: server.url(path)).install(in: store, now: Date())
    }

    @Test func `all three lists are installed, with their source`() throws {
        let records = try install()
        #expect(records.map(\.kind) == [.signers, .timeStampAuthorities, .products])
        #expect(records.allSatisfy { $0.source?.hasPrefix("http://127.0.0.1") == true })
        #expect(try store.lists().count == 3)
        // Again: the same lists are not older than themselves.
        #expect(try install().count == 3)
    }

    @Test func `when one list is missing or damaged, none is installed`() throws {
        try folder.write("C2PA-TSA-TRUST-LIST.json", Array("{}".utf8))
        #expect(throws: SignetError.self) { try install() }
        #expect(try store.lists().isEmpty)
        try FileManager.default.removeItem(atPath: folder.file("conforming-products-list.json"))
        #expect(throws: SignetError.self) { try install() }
        #expect(try store.lists().isEmpty)
    }

    @Test func `lists do not come unprotected, nor from a server that says no`() throws {
        #expect(throws: SignetError("trust.address", .usage, "")) { try PublishedLists(base: "http://example.com/") }
        let error = #expect(throws: SignetError.self) {
            try PublishedLists(base: "http://127.0.0.1:1/").install(in: store, now: Date())
        }
        #expect(error?.category == .unavailable)
    }
}
