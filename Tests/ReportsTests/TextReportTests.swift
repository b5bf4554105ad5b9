import Bytes
import Findings
import Testing

@testable import Reports

@Suite struct TextReportTests {
    @Test(arguments: Sample.all.map(\.name)) func eachStateIsWordedAsAgreed(name: String) throws {
        let report = try #require(Sample.all.first { $0.name == name }).report
        #expect(TextReport(Sample.context()).text(for: .report(report)) == Self.english[name])
        #expect(TextReport(Sample.context(.korean)).text(for: .report(report)) == Self.korean[name])
    }

    @Test func aFileThatCannotBeReadGetsTheReasonAndItsCode() {
        #expect(TextReport(Sample.context()).text(for: Sample.failure) == Self.english["failure"])
        #expect(TextReport(Sample.context(.korean)).text(for: Sample.failure) == Self.korean["failure"])
    }

    @Test func theQuietVariantIsOneLinePerFile() {
        let printer = TextReport(Sample.context())
        #expect(
            printer.line(for: .report(Sample.changed)) == "picture.png   ▲ CHANGED AFTER SIGNING   exit 13\n")
        #expect(
            printer.line(for: Sample.failure)
                == "broken.png   × COULD NOT BE CHECKED: a chunk is longer than the file, at byte 33 [png.chunk.truncated]"
                + "   exit 65\n")
        for (_, report) in Sample.all {
            #expect(printer.line(for: .report(report)).filter { $0 == "\n" }.count == 1)
        }
    }

    @Test func colourOnlyRepeatsWhatTheWordsSay() {
        let plain = TextReport(Sample.context()).text(for: .report(Sample.revoked))
        let painted = TextReport(Sample.context(style: Style(usesColor: true))).text(for: .report(Sample.revoked))
        #expect(!plain.contains("\u{1B}"))
        #expect(painted.contains("\u{1B}[31m"))
        #expect(painted.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    }

    @Test func symbolsAreASCIIWhenTold() {
        let style = Style(isASCII: true)
        for (_, report) in Sample.all {
            let symbol = Situation(report).symbol(isASCII: true)
            #expect(symbol.utf8.allSatisfy { $0 < 0x7F })
            #expect(TextReport(Sample.context(style: style)).line(for: .report(report)).contains(" \(symbol) "))
        }
    }

    @Test func statesDifferInTheirSymbolsToo() {
        let verdicts = Verdict.allCases.map { Situation(Sample.report($0)).symbol(isASCII: false) }
        #expect(Set(verdicts).count == Verdict.allCases.count)
    }

    @Test func anIssuerIsNotVouchedForByABrokenSignature() {
        // A certificate can be pasted beside any signature: its being listed must not be repeated then.
        let report = Sample.report(.damaged, checks: Sample.checks(signature: .fail, issuer: .pass))
        let text = TextReport(Sample.context()).text(for: .report(report))
        #expect(text.contains("the signature does not vouch for it"))
        #expect(!text.contains("on the list of"))
    }

    @Test func theListIsNamedByItsDateElseItsNameElseNotAtAll() {
        var context = Sample.context()
        context.trust = []
        #expect(TextReport.issuer(Sample.trustedAI, context) == "Example Studio (on the trust list “C2PA trust list”)")
        var report = Sample.untrusted
        report.trustLists = []
        let words = "Example Studio (name as written in the certificate; not on a trust list)"
        #expect(TextReport.issuer(report, context) == words)
    }

    @Test func aDisagreementOfRecordAndMetadataIsStated() {
        var report = Sample.trustedCamera
        report.signals = Sample.metadataOnly.signals
        #expect(report.contradictions == [.capturedButMetadataSaysAI])
        let text = TextReport(Sample.context()).text(for: .report(report))
        #expect(text.contains("  disagrees   the record says a camera took it, an unsigned field says AI\n"))
        var other = Sample.trustedAI
        other.signals = [
            .init(kind: .xmp, key: "Iptc4xmpExt:DigitalSourceType", value: "https://x/digitalCapture", meaning: .other)
        ]
        #expect(other.contradictions == [.aiButMetadataSaysCaptured])
        #expect(Sample.trustedAI.contradictions.isEmpty)
    }

    @Test func laterStepsAreLeftOutWhenTheStepsDoNotAddUp() {
        var report = Sample.untrusted
        report.ai = AIStatement(standing: .declared, place: "c2pa.created", tool: "x", step: 1, stepCount: 3)
        let text = TextReport(Sample.context()).text(for: .report(report))
        #expect(text.contains("made with AI — x (stated in step 1 of 3)"))
    }

    @Test func aCameraSentenceIsNotSaidOfARecordThatSpeaksOfAI() {
        var report = Sample.trustedCamera
        report.ai = AIStatement(standing: .declared, place: "ingredient[0]/c2pa.edited", tool: "x")
        #expect(Situation(report) == .trustedOther)
        report.ai = AIStatement(
            standing: .verified, place: "c2pa.edited", sourceType: "compositeWithTrainedAlgorithmicMedia", tool: "x")
        #expect(Situation(report) == .trustedAIEdit)
        let sentence = Situation(report).sentence(report, Sample.context())
        #expect(sentence.hasPrefix("The file's signed record says that part of it was made or changed with AI (x)."))
    }

    @Test func theHistoryFollowsParentsOnceEach() {
        func manifest(_ label: String, parent: String) -> ManifestRecord {
            Sample.manifest(
                label: label, sourceType: nil, agent: label, steps: ["c2pa.edited"],
                ingredients: [
                    .init(label: "i", relationship: "componentOf", title: nil, format: nil, manifest: "c"),
                    .init(label: "j", relationship: "parentOf", title: nil, format: nil, manifest: parent),
                ])
        }
        let report = Sample.report(
            .untrusted, manifests: [manifest("a", parent: "b"), manifest("b", parent: "a"), manifest("c", parent: "a")])
        #expect(report.history.map(\.label) == ["a", "b"])
        #expect(report.steps.map(\.softwareAgent) == ["b", "a"])
    }
}
