import Findings
import Foundation
import Testing

@testable import Reports

/// What reports say about the product of a signer, and what `trust` prints.
@Suite struct ProductTests {
    private let product = ProductMatch.Product(
        name: "Painter", applicant: "Sample Inc", recordIdentifier: "record-1", assuranceLevel: 2, minimumVersion: "7")

    private func report(_ match: ProductMatch?) -> FileReport {
        var report = Sample.trustedAI
        report.product = match
        return report
    }

    @Test func aMatchIsSaidWithItsListAndByWhatItWasFound() {
        let text = TextReport(Sample.context()).text(
            for: .report(report(ProductMatch(product: product, listDate: "2026-02-03"))))
        #expect(
            text.contains(
                "the signer's certificate belongs to the conforming product Painter of Sample Inc (list of 2026-02-03), by the name"
            ))
        let korean = TextReport(Sample.context(.korean))
            .text(for: .report(report(ProductMatch(product: product, listDate: "2026-02-03"))))
        #expect(korean.contains("Sample Inc의 적합 제품 Painter"))
    }

    @Test func noMatchAndNoQuestionDiffer() {
        let unlisted = ProductMatch(product: nil, listDate: "2026-02-03")
        let text = TextReport(Sample.context()).text(for: .report(report(unlisted)))
        #expect(text.contains("not on the list of conforming products of 2026-02-03"))
        #expect(!TextReport(Sample.context()).text(for: .report(report(nil))).contains("conforming"))
        #expect(JSONReport(Sample.context()).line(for: .report(report(unlisted))).contains("\"result\":\"not_listed\""))
        #expect(!JSONReport(Sample.context()).line(for: .report(report(nil))).contains("\"product\""))
    }

    @Test func theFieldFitsTheSchema() throws {
        for match in [
            ProductMatch(product: product, listDate: "2026-02-03"), ProductMatch(product: nil, listDate: nil),
        ] {
            let line = JSONReport(Sample.context()).line(for: .report(report(match)))
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["product"] != nil)
            #expect(try SchemaCheck().faults(in: object, as: "result").isEmpty)
        }
    }

    @Test(
        "text of a list cannot draw on the terminal", arguments: ["\u{1B}[31mred", "a\nb", "\u{202E}evil", "a\u{0}b"])
    func hostileLists(_ text: String) {
        let hostile = ProductMatch.Product(
            name: text, applicant: text, recordIdentifier: text, assuranceLevel: nil, minimumVersion: text)
        let outcome = FileOutcome.report(report(ProductMatch(product: hostile, listDate: text)))
        var list = TrustListRecord(name: text, date: Sample.now)
        list.source = text
        list.path = text
        let entry = TrustListEntry(
            certificate: Sample.certificate(name: text), entity: text, service: text, from: Sample.now,
            until: Sample.now)
        let outputs = [
            TextReport(Sample.context()).text(for: outcome), JSONReport(Sample.context()).line(for: outcome),
            TrustListText.text(for: list, at: Sample.now), TrustListText.text(for: [entry], at: Sample.now),
            TrustListJSON.document(for: list, entries: [entry]),
        ]
        for output in outputs {
            #expect(!output.unicodeScalars.contains { $0 != "\n" && SafeText.isHidden($0) })
            #expect(!output.contains("a\nb"))
        }
    }

    @Test func aListWarnsOfItsAge() {
        var list = TrustListRecord(name: "a", date: Sample.now)
        list.nextUpdate = Sample.now.addingTimeInterval(100 * 86_400)
        #expect(TrustListText.warnings(list, at: Sample.now.addingTimeInterval(89 * 86_400)).isEmpty)
        #expect(TrustListText.warnings(list, at: Sample.now.addingTimeInterval(91 * 86_400)).count == 1)
        #expect(TrustListText.warnings(list, at: Sample.now.addingTimeInterval(101 * 86_400)).count == 2)
    }
}
