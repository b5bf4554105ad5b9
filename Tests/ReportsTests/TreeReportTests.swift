import Findings
import Foundation
import Testing

@testable import Reports

@Suite struct TreeReportTests {
    private func manifest(_ label: String, _ ingredients: [(String, String?)] = []) -> ManifestRecord {
        Sample.manifest(
            label: label, sourceType: nil, agent: nil, steps: [], when: nil,
            ingredients: ingredients.enumerated().map { index, entry in
                .init(
                    label: "c2pa.ingredient.v3__\(index)", relationship: entry.0, title: "t", format: "image/png",
                    manifest: entry.1)
            }, signature: nil, assertions: [])
    }

    private func text(_ manifests: [ManifestRecord], style: Style = .plain) -> String {
        TreeReport(Sample.context(style: style)).text(for: .report(Sample.report(.untrusted, manifests: manifests)))
    }

    @Test func theTreeShowsManifestsStepsAssertionsAndSignals() {
        var report = Sample.report(
            .untrusted, checks: Sample.checks(issuer: .unknown), signals: Sample.metadataTrace.signals,
            manifests: [
                Sample.manifest(ingredients: [
                    .init(
                        label: "c2pa.ingredient.v3", relationship: "parentOf", title: "before.jpg",
                        format: "image/jpeg",
                        manifest: Sample.parentLabel)
                ]),
                Sample.manifest(
                    label: Sample.parentLabel, sourceType: "digitalCapture", agent: nil, steps: ["c2pa.created"]),
            ])
        report.results.ingredientDeltas = [
            .init(
                assertionURI: Sample.uri("c2pa.assertions/c2pa.ingredient.v3"),
                findings: [Finding(StatusCode("ingredient.manifest.validated"), .success, url: "", "hash matches")])
        ]
        let expected = """
            picture.png
            └─ urn:c2pa:00000000-0000-4000-8000-000000000001 (active manifest)
               ├─ title       picture.png
               ├─ made by     signet 1.0.0
               ├─ issued by   Example Studio (name as written in the certificate; not on the list of 2025-11-01)
               ├─ algorithm   ES256
               ├─ when        2025-12-31T23:00:00Z (trusted time-stamp by Example TSA)
               ├─ actions
               │  ├─ created — trainedAlgorithmicMedia — img-1 — 2025-12-31T12:00:00Z (the signer's own statement)
               │  └─ converted
               ├─ assertions
               │  ├─ c2pa.actions.v2 (created)  {"actions":[{"action":"c2pa.created"},{"action":"c2pa.converted"}]}
               │  └─ c2pa.hash.data (created)  {"hash":"(32 bytes)","pad":"(2 bytes)"}
               ├─ findings
               │  ├─ note signingCredential.ocsp.skipped: revocation was not checked
               │  └─ ok claimSignature.validated: claim signature valid
               └─ ingredients
                  └─ made from: before.jpg (image/jpeg)
                     ├─ findings
                     │  └─ ok ingredient.manifest.validated: hash matches
                     └─ urn:c2pa:00000000-0000-4000-8000-000000000002
                        ├─ title       picture.png
                        ├─ made by     signet 1.0.0
                        ├─ issued by   Example Studio (name as written in the certificate)
                        ├─ algorithm   ES256
                        ├─ when        2025-12-31T23:00:00Z (trusted time-stamp by Example TSA)
                        ├─ actions
                        │  └─ created — digitalCapture — 2025-12-31T12:00:00Z (the signer's own statement)
                        └─ assertions
                           ├─ c2pa.actions.v2 (created)  {"actions":[{"action":"c2pa.created"}]}
                           └─ c2pa.hash.data (created)  {"hash":"(32 bytes)","pad":"(2 bytes)"}

            Beside the credentials (nobody signed these fields; anyone can add, change or remove them)
            └─ png_text parameters: Steps: 20, Sampler: Euler [typical of an AI generator]

            """
        #expect(TreeReport(Sample.context()).text(for: .report(report)) == expected)
    }

    @Test func aCycleIsReferredTo() {
        let output = text([manifest("a", [("parentOf", "b")]), manifest("b", [("parentOf", "a"), ("inputTo", "b")])])
        #expect(output.contains("a (drawn above)"))
        #expect(output.contains("b (drawn above)"))
        #expect(output.split(separator: "\n").count < 30)
    }

    @Test func aDiamondOfFortyLayersDoesNotExplode() {
        let layers = (0..<40).map { layer in
            manifest(
                "m\(layer)", layer < 39 ? [("componentOf", "m\(layer + 1)"), ("componentOf", "m\(layer + 1)")] : [])
        }
        let output = text(layers)
        // Every manifest is drawn exactly once, in this or in a following tree.
        for layer in 0..<40 {
            let drawn = output.split(separator: "\n").filter { line in
                line.hasSuffix("─ m\(layer)") || line.contains("─ m\(layer) (active")
            }
            #expect(drawn.count == 1, "m\(layer)")
        }
        #expect(output.utf8.count < 100_000)
    }

    @Test func aChainOfThousandsIsDrawnWithoutDepth() {
        let chain = (0..<2_000).map { manifest("m\($0)", [("parentOf", "m\($0 + 1)")]) }
        let output = text(chain)
        #expect(output.contains("m2000 (not in this file)"))
        #expect(output.contains("(drawn below)"))
        #expect(output.split(separator: "\n").allSatisfy { $0.count < 220 })
    }

    @Test func manifestsNobodyPointsToAreDrawnToo() {
        #expect(text([manifest("a"), manifest("b")]).contains("b (other manifest in the store)"))
    }

    @Test func linesAreASCIIWhenTold() {
        let output = text([manifest("a", [("parentOf", nil)])], style: Style(isASCII: true))
        #expect(output.contains("`- a (active manifest)"))
        #expect(output.contains("made from: t (image/png)"))
        #expect(output.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func theDetailedTreeHasEveryValue() {
        let output = TreeReport(Sample.context(), isDetailed: true).text(for: .report(Sample.untrusted))
        #expect(output.contains("\"hash\": \"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\""))
        #expect(output.contains("\"action\": \"c2pa.converted\""))
    }

    @Test func longListsAreCutUnlessAllIsAskedFor() {
        let report = Sample.report(
            .untrusted, manifests: [Sample.manifest(steps: Array(repeating: "c2pa.edited", count: 100))])
        #expect(TreeReport(Sample.context()).text(for: .report(report)).contains("… and 36 more"))
        let all = TreeReport(Sample.context(), isDetailed: true).text(for: .report(report))
        #expect(!all.contains("more"))
    }

    @Test func aFileWithoutCredentialsSaysSo() {
        let output = TreeReport(Sample.context(.korean)).text(for: .report(Sample.metadataOnly))
        #expect(output.contains("└─ 이 파일에 Content Credentials 없음"))
        #expect(output.contains("[AI라고 적혀 있음]"))
        #expect(TreeReport(Sample.context()).text(for: Sample.failure).contains("COULD NOT BE CHECKED"))
    }
}
