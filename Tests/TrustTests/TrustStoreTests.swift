import Bytes
import Cryptography
import Digests
import Findings
import Foundation
import TestSupport
import Testing

@testable import Provenance

/// Lists are installed whole, replaced by name, and keep where they came from and when.
@Suite struct TrustStoreTests {
    private let folder: TemporaryFolder
    private let store: TrustStore

    init() throws {
        folder = try TemporaryFolder()
        store = TrustStore(folder: folder.file("trust"))
    }

    private func install(
        _ bytes: [UInt8], source: String = "/downloads/roots.pem",
        _ change: (inout TrustStore.Arrival) -> Void = { _ in }
    ) throws -> TrustListRecord {
        var arrival = TrustStore.Arrival(source: source)
        change(&arrival)
        return try store.install(bytes, as: arrival, now: TestPKI.now)
    }

    private func names() throws -> [String] {
        let all = FileManager.default.enumerator(atPath: store.folder)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix(".pem") || $0.hasSuffix(".json") || $0.hasSuffix(".info") }.sorted()
    }

    @Test func aListInJSONKeepsItsNameAndDates() throws {
        let bytes = SampleLists.trustedEntities([.init(certificate: try SampleLists.root())])
        let list = try install(bytes, source: "https://example.org/list.json")
        #expect(list.name == "Sample Trust List")
        #expect(list.kind == .signers)
        #expect(list.certificateCount == 1)
        #expect(list.date == Date(timeIntervalSince1970: 1_764_547_200))
        #expect(list.nextUpdate == Date(timeIntervalSince1970: 1_796_083_200))
        #expect(list.source == "https://example.org/list.json")
        #expect(list.installed == TestPKI.now)
        #expect(list.sha256 == Hex.encode(Hasher.digest(bytes, .sha256)))
        #expect(try names() == ["sample-trust-list.json", "sample-trust-list.json.info"])
        #expect(try store.lists() == [list])
        let entries = try store.entries(of: list)
        #expect(entries.map(\.entity) == ["Sample Inc"])
        #expect(entries[0].from == Date(timeIntervalSince1970: 1_735_689_600))
    }

    @Test func aListInPEMIsNamedAfterItsFileOrAsTold() throws {
        let pem = Array(try SampleLists.root().pem.utf8)
        #expect(try install(pem).name == "roots")
        #expect(try install(pem) { $0.name = "Press / 뉴스" }.name == "Press / 뉴스")
        #expect(try names() == ["press.pem", "press.pem.info", "roots.pem", "roots.pem.info"])
        #expect(try store.list(named: "Press / 뉴스").path == (try store.list(named: "press").path))
        #expect(try store.list(named: "roots.pem").name == "roots")
        #expect(throws: SignetError("trust.unknown", .configuration, "")) { try store.list(named: "other") }
    }

    @Test func timeStampAuthoritiesAreToldBySightOrByWord() throws {
        let stamper = Array(try SampleLists.stamper().pem.utf8)
        let signer = Array(try SampleLists.signer().pem.utf8)
        let root = Array(try SampleLists.root().pem.utf8)
        #expect(try install(stamper).kind == .timeStampAuthorities)
        #expect(try install(signer).kind == .signers)
        #expect(try install(root).kind == .signers)
        #expect(try install(root) { $0.kind = .timeStampAuthorities }.kind == .timeStampAuthorities)
        #expect(try install(root) { $0.kind = .identities }.path == store.folder + "/cawg/roots.pem")
        let named = SampleLists.trustedEntities([.init(certificate: try SampleLists.root())], name: "Sample TSA List")
        #expect(try install(named).kind == .timeStampAuthorities)
        #expect(throws: SignetError("trust.kind", .configuration, "")) { try install(stamper + signer) }
        #expect(try install(stamper + signer) { $0.kind = .signers }.certificateCount == 2)
    }

    @Test func theNewFormOfAListReplacesTheOld() throws {
        let root = try SampleLists.root()
        _ = try install(Array(root.pem.utf8)) { $0.name = "Sample Trust List" }
        _ = try install(SampleLists.trustedEntities([.init(certificate: root)]))
        #expect(try names() == ["sample-trust-list.json", "sample-trust-list.json.info"])
    }

    @Test func anOlderListDoesNotReplaceANewerOne() throws {
        let root = SampleLists.Service(certificate: try SampleLists.root())
        let new = SampleLists.trustedEntities([root], issued: "2026-01-01T00:00:00Z")
        let old = SampleLists.trustedEntities([root], issued: "2025-06-01T00:00:00Z")
        let installed = try install(new)
        #expect(throws: SignetError("trust.older", .configuration, "")) { try install(old) }
        #expect(try store.lists() == [installed])
        #expect(try install(new) == installed)
        #expect(try install(old) { $0.mayGoBack = true }.date == Date(timeIntervalSince1970: 1_748_736_000))
    }

    @Test("what is no list leaves what is there", arguments: ["", "{", "[]", "[1]", "no list", "{\"LoTE\": 1}"])
    func noList(_ text: String) throws {
        let pem = Array(try SampleLists.root().pem.utf8)
        let installed = try install(pem)
        #expect(throws: SignetError.self) { try install(Array(text.utf8)) }
        #expect(throws: SignetError.self) { try install(Array(pem.dropLast(60))) }
        #expect(try store.lists() == [installed])
    }

    @Test func aNoteAboutOtherBytesDoesNotCount() throws {
        let installed = try install(Array(try SampleLists.root().pem.utf8)) { $0.name = "Sample" }
        let path = try #require(installed.path)
        try Data(try SampleLists.signer().pem.utf8).write(to: URL(filePath: path))
        let list = try #require(try store.lists().first)
        #expect(list.name == "sample.pem")
        #expect(list.source == nil)
        #expect(list.installed == nil)
    }

    @Test func theProductsHaveAPlaceOfTheirOwn() throws {
        let products = SampleLists.json([SampleLists.product("Painter")])
        let list = try install(products, source: "products.json")
        #expect(list.kind == .products)
        #expect(list.certificateCount == 1)
        #expect(list.date == Date(timeIntervalSince1970: 1_770_076_800))
        #expect(try names() == ["conforming-products.json", "conforming-products.json.info"])
        #expect(try store.entries(of: list).isEmpty)
        #expect(throws: SignetError("trust.kind", .configuration, "")) { try install(products) { $0.kind = .signers } }
    }

    @Test func ageIsCountedFromTheIssue() throws {
        var list = TrustListRecord(name: "a", date: TestPKI.now)
        #expect(!list.isOld(at: TestPKI.now.addingTimeInterval(90 * 86_400)))
        #expect(list.isOld(at: TestPKI.now.addingTimeInterval(90 * 86_400 + 1)))
        #expect(!list.isOverdue(at: .distantFuture))
        list.nextUpdate = TestPKI.now
        #expect(!list.isOverdue(at: TestPKI.now))
        #expect(list.isOverdue(at: TestPKI.now.addingTimeInterval(1)))
    }

    @Test func whatIsInstalledIsNotReadByNameOfAFolder() throws {
        _ = try install(SampleLists.trustedEntities([.init(certificate: try SampleLists.root())]))
        // A folder of the user's may hold any JSON.
        #expect(throws: SignetError("trust.empty", .configuration, "")) {
            try TrustSources(signers: [store.folder], usesConfiguration: false).load()
        }
        let path = "\(store.folder)/sample-trust-list.json"
        let configuration = try TrustSources(signers: [path], usesConfiguration: false).load()
        #expect(configuration.signers.map(\.name) == ["Sample Trust List"])
        #expect(configuration.signers[0].anchors == [try SampleLists.root()])
    }
}
