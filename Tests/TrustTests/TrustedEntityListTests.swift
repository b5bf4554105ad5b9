import Bytes
import Cryptography
import Findings
import Foundation
import TestSupport
import Testing

@testable import Provenance

/// Lists of trusted entities are read as C2PA publishes them, and nothing half-read counts.
@Suite struct TrustedEntityListTests {
    @Test func readsNamesDatesAndCertificates() throws {
        let root = try SampleLists.root()
        let list = try TrustedEntityList(SampleLists.trustedEntities([.init(certificate: root)]))
        #expect(list.name == "Sample Trust List")
        #expect(list.issued == Date(timeIntervalSince1970: 1_764_547_200))
        #expect(list.nextUpdate == Date(timeIntervalSince1970: 1_796_083_200))
        #expect(list.anchors.map(\.der) == [root.der])
        #expect(list.anchors[0].entity == "Sample Inc")
        #expect(list.anchors[0].service == "Sample service")
        #expect(list.anchors[0].window == TrustWindow(from: Date(timeIntervalSince1970: 1_735_689_600)))
    }

    @Test func aStatusOtherThanTrustedEndsWhatWasBefore() throws {
        let root = try SampleLists.root()
        func window(_ status: String?, _ start: String?) throws -> TrustWindow? {
            let service = SampleLists.Service(certificate: root, status: status, start: start)
            return try TrustedEntityList(SampleLists.trustedEntities([service])).anchors[0].window
        }
        let start = Date(timeIntervalSince1970: 1_735_689_600)
        #expect(try window("http://example.org/withdrawn", "2025-01-01T00:00:00Z") == TrustWindow(until: start))
        #expect(try window("http://example.org/untrusted", "2025-01-01T00:00:00Z") == TrustWindow(until: start))
        #expect(try window("http://example.org/withdrawn", nil)?.contains(start) == false)
        #expect(try window("http://example.org/trusted", nil) == nil)
        #expect(try window(nil, nil) == nil)
    }

    @Test("what cannot be read as a whole is refused", arguments: 0..<10)
    func refused(_ index: Int) throws {
        let root = try SampleLists.root()
        let good = String(decoding: SampleLists.trustedEntities([.init(certificate: root)]), as: UTF8.self)
        let texts = [
            "", "{}", "[]", "{\"LoTE\":{}}", String(good.dropLast(3)), String(repeating: "[", count: 100_000),
            good.replacingOccurrences(of: "\"val\":\"", with: "\"val\":\"!"),
            good.replacingOccurrences(of: "2025-12-01T00:00:00Z", with: "yesterday"),
            good.replacingOccurrences(of: "2025-01-01T00:00:00Z", with: "some day"),
            String(decoding: SampleLists.trustedEntities([]), as: UTF8.self),
        ]
        #expect(throws: SignetError("trust.list", .configuration, "")) {
            try TrustedEntityList(Array(texts[index].utf8))
        }
        #expect(throws: Never.self) { try TrustedEntityList(Array(good.utf8)) }
    }

    @Test(
        .enabled(if: SharedFiles.has("trust/C2PA-TRUST-LIST.json"), "SKIPPED: there are no official lists in ../shared")
    )
    func theOfficialListsAreReadAndHoldWhatTheirPEMFilesHold() throws {
        let kinds = [
            ("C2PA-TRUST-LIST", TrustListRecord.Kind.signers, 30), ("C2PA-TSA-TRUST-LIST", .timeStampAuthorities, 22),
        ]
        for (name, kind, count) in kinds {
            let json = try TrustListFile(try SharedFiles.bytes("trust/\(name).json"))
            let pem = try TrustListFile(try SharedFiles.bytes("trust/\(name).pem"))
            #expect(json.anchors.count == count)
            #expect(Set(json.anchors.map(\.der)) == Set(pem.anchors.map(\.der)))
            #expect(json.kind(of: try json.certificates()) == kind)
            #expect(pem.kind(of: try pem.certificates()) == kind)
            #expect(json.anchors.allSatisfy { $0.entity != nil && $0.service != nil && $0.window?.from != nil })
        }
    }
}
