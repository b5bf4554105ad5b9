import Bytes
import Findings
import Foundation
import TestSupport
import Testing

@testable import Provenance

/// A signer is looked up by the names in its certificate, and nothing but the same names is a match.
@Suite struct ConformingProductsTests {
    private func certificate(_ subject: [(String, String)]) -> CertificateRecord {
        CertificateRecord(
            subject: subject.map { CertificateRecord.Attribute(name: $0.0, value: $0.1) }, issuer: [],
            serialNumber: "01",
            notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter, fingerprint: "00")
    }

    private func match(_ subject: [(String, String)], _ products: [[String: Any]]) throws -> ProductMatch.Product? {
        try ConformingProducts(SampleLists.json(products)).match(certificate(subject))?.product
    }

    private let painter = [("CN", "Painter"), ("O", "Sample Inc"), ("OU", "Studio"), ("C", "KR")]

    @Test func theSameNamesAreAMatch() throws {
        let list = [SampleLists.product("Painter", unit: "Studio", country: "KR", level: 2, id: "record-1")]
        let product = try match(painter, list)
        #expect(product?.name == "Painter")
        #expect(product?.applicant == "Applicant of Sample Inc")
        #expect(product?.recordIdentifier == "record-1")
        #expect(product?.assuranceLevel == 2)
        #expect(product?.minimumVersion == "7")
    }

    @Test func unitAndCountryCountOnlyWhereTheListNamesThem() throws {
        #expect(try match(painter, [SampleLists.product("Painter")]) != nil)
        #expect(try match(painter, [SampleLists.product("Painter", unit: nil, country: nil)]) != nil)
        #expect(try match(painter, [SampleLists.product("Painter", unit: "Other")]) == nil)
        #expect(try match(painter, [SampleLists.product("Painter", country: "US")]) == nil)
        let bare = [("CN", "Painter"), ("O", "Sample Inc")]
        #expect(try match(bare, [SampleLists.product("Painter", unit: "Studio")]) == nil)
        #expect(try match(bare, [SampleLists.product("Painter", country: "KR")]) == nil)
    }

    @Test(
        "names that are not the same letter by letter are none",
        arguments: [
            [("CN", "painter"), ("O", "Sample Inc")], [("CN", "Painter "), ("O", "Sample Inc")],
            [("CN", "Painter"), ("O", "Sample")], [("CN", "Painter")], [("O", "Sample Inc")], [],
            [("O", "Painter"), ("CN", "Sample Inc")], [("CN", "P\u{430}inter"), ("O", "Sample Inc")],
            [("CN", "Painter"), ("CN", "Other"), ("O", "Sample Inc")],
            [("CN", "Painter"), ("O", "Other"), ("O", "Sample Inc")],
        ])
    func otherNames(_ subject: [(String, String)]) throws {
        #expect(try match(subject, [SampleLists.product("Painter")]) == nil)
    }

    @Test func composedAndDecomposedLettersDiffer() throws {
        #expect(try match([("CN", "e\u{301}"), ("O", "Sample Inc")], [SampleLists.product("\u{E9}")]) == nil)
    }

    @Test func productsThatDoNotConformOrDoNotSignAreNone() throws {
        #expect(try match(painter, [SampleLists.product("Painter", status: "revoked")]) == nil)
        #expect(try match(painter, [SampleLists.product("Painter", type: "validatorProduct")]) == nil)
        #expect(try match([("CN", ""), ("O", "")], [SampleLists.product("", of: "")]) == nil)
    }

    @Test func ofSeveralTheCloserThenTheNewerIsTaken() throws {
        let list = [
            SampleLists.product("Painter", id: "bare"),
            SampleLists.product("Painter", unit: "Studio", conformance: "2025-01-01", id: "old"),
            SampleLists.product("Painter", unit: "Studio", conformance: "2026-01-01", id: "new"),
            SampleLists.product("Painter", country: "KR", conformance: "2026-06-01", id: "country"),
        ]
        #expect(try match(painter, list)?.recordIdentifier == "new")
        #expect(try match(painter, list.reversed())?.recordIdentifier == "new")
    }

    @Test func theListHasTheDateOfItsNewestChange() throws {
        let list = try ConformingProducts(SampleLists.json([SampleLists.product("Painter")]))
        #expect(list.match(certificate([]))?.listDate == "2026-02-03")
        #expect(list.match(certificate([]))?.product == nil)
    }

    @Test("what is no list of products is refused", arguments: ["", "{}", "[]", "[{}]", "[", "[[[["])
    func refused(_ text: String) {
        #expect(throws: SignetError("products.list", .configuration, "")) { try ConformingProducts(Array(text.utf8)) }
        #expect(ConformingProducts(knownGood: Array(text.utf8)).match(certificate(painter)) == nil)
    }

    @Test(
        .enabled(
            if: SharedFiles.has("trust/conforming-products-list.json"),
            "SKIPPED: there is no list of products in ../shared"))
    func theOfficialListIsRead() throws {
        let list = try ConformingProducts(try SharedFiles.bytes("trust/conforming-products-list.json"))
        #expect(list.count == 174)
        let pixel = [("C", "US"), ("O", "Google LLC"), ("CN", "Pixel Camera")]
        let match = try #require(list.match(certificate(pixel)))
        #expect(match.listDate == "2026-08-20")
        #expect(match.product?.applicant == "Google LLC")
        #expect(match.product?.assuranceLevel == 2)
        #expect(list.match(certificate([("C", "US"), ("O", "Google LLC"), ("CN", "Pixel Kamera")]))?.product == nil)
    }
}
