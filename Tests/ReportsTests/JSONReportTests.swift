import Bytes
import Findings
import Foundation
import Testing

@testable import Reports

@Suite struct JSONReportTests {
    private static let outcomes = Sample.all.map { FileOutcome.report($0.report) } + [Sample.failure]

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func aLineHasTheFieldsOfTheDocumentation() throws {
        let line = JSONReport(Sample.context()).line(for: .report(Sample.expired))
        let expected =
            #"{"active_manifest":"urn:c2pa:00000000-0000-4000-8000-000000000001","#
            + #""ai":{"class":"declared","declared":true,"extent":"whole","source_type":"trainedAlgorithmicMedia","step":1,"#
            + #""step_count":2,"tool":"img-1","where":"c2pa.created"},"bytes":1234,"#
            + #""checks":[{"code":"assertion.dataHash.match","codes":["assertion.dataHash.match"],"id":"content","#
            + #""result":"pass"},{"codes":[],"id":"signature","result":"pass"},"#
            + #"{"code":"signingCredential.untrusted","codes":["signingCredential.untrusted"],"id":"issuer","#
            + #""result":"unknown"},{"codes":[],"id":"validity","result":"fail"}],"contradictions":[],"exit":12,"#
            + #""file":"picture.png","format":"png","limits":[],"#
            + #""message":"Intact; the certificate is out of date and no time-stamp proves when it was signed. "#
            + #"Not a sign of tampering.","schema":"urn:signet:schema:result:1","sha256":""#
            + String(repeating: "cd", count: 32)
            + #"","signals":[],"signer":{"algorithm":"ES256","common_name":"signer 1","fingerprint":""#
            + String(repeating: "0f", count: 32)
            + #"","issuer":"Example Issuing CA","name":"Example Studio","name_origin":"certificate","#
            + #""not_after":"2025-12-31T00:00:00Z","not_before":"2025-01-01T00:00:00Z","#
            + #""organization":"Example Studio","serial_number":"01ff"},"times":[],"#
            + #""trust_lists":["C2PA trust list"],"validated_at":"2026-01-01T00:00:00Z","#
            + #""validation_results":{"activeManifest":{"failure":[],"informational":["#
            + #"{"code":"signingCredential.ocsp.skipped","explanation":"revocation was not checked","url":""#
            + Sample.uri("c2pa.signature")
            + #""}],"success":[{"code":"claimSignature.validated","explanation":"claim signature valid","url":""#
            + Sample.uri("c2pa.signature")
            + #""}]},"ingredientDeltas":[]},"validation_state":"Invalid","verdict":"expired"}"# + "\n"
        #expect(line == expected)
    }

    @Test func anErrorHasItsCodeAndPlace() {
        #expect(
            JSONReport(Sample.context()).line(for: Sample.failure)
                == #"{"error":{"code":"png.chunk.truncated","message":"a chunk is longer than the file","offset":33},"#
                + #""exit":65,"file":"broken.png","schema":"urn:signet:schema:result:1"}"# + "\n")
    }

    @Test func everyStateFitsTheSchema() throws {
        let schema = try SchemaCheck()
        for language in Language.allCases {
            let printer = JSONReport(Sample.context(language))
            #expect(schema.faults(in: try object(printer.document(for: Self.outcomes)), as: "document") == [])
            for outcome in Self.outcomes {
                let kind = if case .failure = outcome { "failure" } else { "result" }
                #expect(schema.faults(in: try object(printer.line(for: outcome)), as: kind) == [])
            }
        }
    }

    @Test func theSchemaCheckFindsWhatIsWrong() throws {
        let schema = try SchemaCheck()
        var line = try object(JSONReport(Sample.context()).line(for: .report(Sample.changed)))
        line["verdict"] = "forged"
        line["validated_at"] = "yesterday"
        line["surprise"] = 1
        line["checks"] = [["id": "content", "result": "pass"]]
        line.removeValue(forKey: "exit")
        #expect(schema.faults(in: line, as: "result").count == 5)
    }

    @Test func codesStayTheSameInEveryLanguage() throws {
        for outcome in Self.outcomes {
            var english = try object(JSONReport(Sample.context()).line(for: outcome))
            var korean = try object(JSONReport(Sample.context(.korean)).line(for: outcome))
            if case .report = outcome { #expect(english["message"] as? String != korean["message"] as? String) }
            english["message"] = nil
            korean["message"] = nil
            #expect(NSDictionary(dictionary: english) == NSDictionary(dictionary: korean))
        }
    }

    /// Each result is printed when it is there; together they are one document, indented as a whole.
    @Test func theDocumentIsTheSumOfItsPieces() throws {
        let printer = JSONReport(Sample.context())
        let text = printer.document(for: Self.outcomes)
        let document = try object(text)
        #expect((document["results"] as? [Any])?.count == Self.outcomes.count)
        let value = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
        for (index, outcome) in Self.outcomes.enumerated() {
            var line = try object(printer.line(for: outcome))
            line["schema"] = nil
            let result = (value["results"] as? [NSDictionary])?[index]
            #expect(result == NSDictionary(dictionary: line))
        }
        #expect(text.hasPrefix("{\n  \"results\": [\n    {\n      \""))
        #expect(text.contains("\n    }\n  ],\n  \"schema\": \"urn:signet:schema:result:1\",\n"))
        #expect(printer.document(for: []).hasPrefix("{\n  \"results\": [],\n  \"schema\": "))
    }

    @Test func outputIsTheSameEveryTime() {
        let printer = JSONReport(Sample.context())
        #expect(printer.document(for: Self.outcomes) == printer.document(for: Self.outcomes))
        #expect(InspectJSON().document(for: Self.outcomes[0]) == InspectJSON().document(for: Self.outcomes[0]))
    }

    @Test func onlyAStatementCountsAsDeclared() throws {
        func declared(_ report: FileReport) throws -> Bool? {
            let line = try object(JSONReport(Sample.context()).line(for: .report(report)))
            return (line["ai"] as? [String: Any])?["declared"] as? Bool
        }
        #expect(try declared(Sample.metadataOnly) == true)
        #expect(try declared(Sample.metadataTrace) == false)
        #expect(try declared(Sample.none) == false)
        #expect(try declared(Sample.changed) == true)
    }

    @Test func timesComeWithTheirOrigin() throws {
        let line = try object(JSONReport(Sample.context()).line(for: .report(Sample.trustedAI)))
        let times = try #require(line["times"] as? [[String: String]])
        #expect(times.map { $0["origin"] } == ["trusted_time_stamp", "signer_statement"])
        #expect(times.map { $0["of"] } == ["signature", "c2pa.created"])
    }

    @Test func trustListsComeWithTheirDates() throws {
        let document = try object(JSONReport(Sample.context()).document(for: []))
        let trust = try #require(document["trust"] as? [[String: Any]])
        #expect(trust.first?["date"] as? String == "2025-11-01T00:00:00Z")
        #expect(trust.first?["certificates"] as? Int == 30)
    }
}
