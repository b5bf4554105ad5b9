import Findings
import Testing

@testable import Reports

@Suite struct CoverageTextTests {
    private static func report(_ answer: Check.Answer = .pass, cause: ContentCause? = nil) -> FileReport {
        var report = FileReport(
            file: "a.png", byteCount: 1_000, format: "png", verdict: .trusted,
            checks: [Check(.content, answer, cause: cause)], activeManifest: "urn:c2pa:1", validationTime: Sample.now)
        report.coverage = [
            CoverageMap(
                file: "a.png", byteCount: 1_000,
                ranges: [
                    CoverageRange(0..<10, .hashed, .image, name: "IHDR", answer: answer),
                    CoverageRange(10..<12, .structure, .carrier, name: "caBX"),
                    CoverageRange(12..<20, .signed, .claim, manifest: "urn:c2pa:1", answer: .pass),
                    CoverageRange(20..<22, .structure, .carrier, name: "caBX"),
                    CoverageRange(22..<30, .signed, .claim, manifest: "urn:c2pa:1", answer: .pass),
                    CoverageRange(30..<31, .foreign, .stray),
                    CoverageRange(31..<40, .excluded, .image, name: "tEXt\u{1B}[2J"),
                    CoverageRange(40..<1_000, .hashed, .image, name: "IDAT", count: 3, answer: answer),
                ],
                binding: CoverageMap.Binding(label: "c2pa.hash.data", manifest: "urn:c2pa:1", answer: answer))
        ]
        return report
    }

    @Test func everyRangeHasARowAndEveryKindASum() {
        let text = CoverageText(Sample.context()).text(for: Self.report())
        #expect(text.contains("c2pa.hash.data: the bytes fit\n"))
        #expect(text.contains("       0        10  hashed     IHDR\n"))
        #expect(text.contains("      12        18  signed     claim (in pieces, 2 bytes of structure between)\n"))
        #expect(text.contains("      40       960  hashed     IDAT × 3\n"))
        #expect(text.contains("foreign           1    0.10 %  no record accounts for them\n"))
        #expect(text.contains("hashed          970   97.00 %"))
        #expect(!text.contains("\u{1B}"))
        let detailed = CoverageText(Sample.context(), isDetailed: true).text(for: Self.report())
        #expect(detailed.contains("      22         8  signed     claim\n"))
    }

    @Test func theSmallestGapIsSeenOnTheMap() {
        let text = CoverageText(Sample.context(style: Style(isASCII: true))).text(for: Self.report())
        let map = text.split(separator: "\n").first { $0.contains("###") }
        #expect(map?.count == 2 + 64)
        #expect(map?.contains("!") == true)
    }

    @Test func whatDoesNotFitSaysWhyInBothLanguages() {
        let cause = ContentCause(.foreignBytes, 30..<42)
        let report = Self.report(.fail, cause: cause)
        #expect(
            CoverageText(Sample.context()).text(for: report)
                .contains("c2pa.hash.data: the bytes do not fit: exclusion covers 12 foreign bytes at offset 30"))
        #expect(CoverageText(Sample.context(.korean)).text(for: report).contains("12바이트"))
        #expect(
            TextReport(Sample.context()).text(for: .report(Self.verified(cause)))
                .contains("changed after it was signed: exclusion covers 12 foreign bytes at offset 30\n"))
    }

    private static func verified(_ cause: ContentCause) -> FileReport {
        var report = Sample.changed
        report.checks = report.checks.map {
            $0.question == .content ? Check(.content, .fail, codes: $0.codes, cause: cause) : $0
        }
        return report
    }

    @Test(arguments: ContentCause.Kind.allCases) func everyCauseHasWords(kind: ContentCause.Kind) {
        for cause in [ContentCause(kind), ContentCause(kind, 3..<5, signedRange: 1..<2)] {
            let english = CoverageWords(language: .english).reason(cause)
            let korean = CoverageWords(language: .korean).reason(cause)
            #expect(!english.isEmpty && !korean.isEmpty && english != korean)
            #expect(!english.contains("{") && !korean.contains("{"))
        }
    }

    @Test(arguments: CoverageRange.Part.allCases) func everyPartHasWords(part: CoverageRange.Part) {
        let range = CoverageRange(0..<1, .hashed, part, name: "NAME")
        for language in [Language.english, .korean] {
            let words = CoverageWords(language: language).what(range)
            #expect(!words.isEmpty && !words.contains("{"))
        }
    }

    @Test func jsonHasEveryRangeAndTheCause() throws {
        let report = Self.report(.fail, cause: ContentCause(.storeMoved, 12..<30, signedRange: 10..<28))
        let value = CoverageJSON().value(for: .report(report))
        let map = try #require(value["coverage"]?.list?.first)
        #expect(map["ranges"]?.list?.count == 8)
        #expect(map["totals"]?["foreign"] == .integer(1))
        #expect(map["ranges"]?.list?[0]["class"]?.text == "hashed")
        #expect(value["content"]?["cause"]?["code"]?.text == "store_moved")
        #expect(value["content"]?["cause"]?["signed_offset"] == .integer(10))
        #expect(CoverageJSON().line(for: Sample.failure).contains("png.chunk.truncated"))
    }
}
