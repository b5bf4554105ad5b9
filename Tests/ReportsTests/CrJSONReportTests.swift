import Findings
import Foundation
import Testing

@testable import Reports

@Suite struct CrJSONReportTests {
    private func object(_ report: FileReport) throws -> NSDictionary {
        let text = CrJSONReport(Sample.context()).document(for: .report(report))
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }

    private func manifests(_ report: FileReport) throws -> [NSDictionary] {
        try #require(try object(report)["manifests"] as? [NSDictionary])
    }

    @Test func theRootHasContextGeneratorAndManifests() throws {
        let root = try object(Sample.trustedAI)
        #expect(Set(root.allKeys.compactMap { $0 as? String }) == ["@context", "jsonGenerator", "manifests"])
        #expect(root["jsonGenerator"] as? NSDictionary == ["name": "signet", "version": "1.0.0"])
        #expect(root["@context"] as? NSDictionary == ["@vocab": "https://c2pa.org/crjson/"])
    }

    @Test func aVersionTwoManifestIsComplete() throws {
        let manifest = try #require(try manifests(Sample.trustedAI).first)
        #expect(
            Set(manifest.allKeys.compactMap { $0 as? String }) == [
                "label", "assertions", "claim.v2", "signature", "validationResults",
            ])
        let claim = try #require(manifest["claim.v2"] as? NSDictionary)
        #expect(claim["gathered_assertions"] as? NSArray == [])
        #expect(claim["redacted_assertions"] as? NSArray == [])
        let assertion = (manifest["assertions"] as? NSDictionary)?["c2pa.hash.data"] as? NSDictionary
        #expect(assertion?["hash"] as? String == "b64'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")
        let signature = try #require(manifest["signature"] as? NSDictionary)
        #expect(signature["algorithm"] as? String == "ES256")
        let subject = (signature["certificateInfo"] as? NSDictionary)?["subject"] as? NSDictionary
        #expect(subject == ["C": "KR", "O": "Example Studio", "CN": "signer 1"])
        let stamp = try #require(signature["timeStampInfo"] as? NSDictionary)
        #expect(stamp["timestamp"] as? String == "2025-12-31T23:00:00Z")
        let results = try #require(manifest["validationResults"] as? NSDictionary)
        #expect(results["validationTime"] as? String == "2026-01-01T00:00:00Z")
        #expect(results["specVersion"] as? String == "2.4.0")
        #expect((results["success"] as? [NSDictionary])?.first?["code"] as? String == "claimSignature.validated")
    }

    @Test func aVersionOneClaimIsNamedClaim() throws {
        let manifest = try #require(try manifests(Self.versionOne([])).first)
        let claim = try #require(manifest["claim"] as? NSDictionary)
        #expect(manifest["claim.v2"] == nil)
        #expect(claim["claim_generator_info"] as? NSArray == [["name": "Old/1.0"]])
        #expect(claim["gathered_assertions"] == nil)
    }

    @Test func aFieldThatIsNullCountsAsNotThere() throws {
        let manifest = try #require(try manifests(Self.versionOne([.init("claim_generator_info", .null)])).first)
        let claim = try #require(manifest["claim"] as? NSDictionary)
        #expect(claim["claim_generator_info"] as? NSArray == [["name": "Old/1.0"]])
    }

    static func versionOne(_ more: [DataValue.Field]) -> FileReport {
        let claim: DataValue = .map(
            more + [
                .init("claim_generator", .text("Old/1.0")), .init("signature", .text("self#jumbf=c2pa.signature")),
                .init("dc:format", .text("image/png")), .init("instanceID", .text("xmp:iid:1")),
                .init("assertions", .list([.map([.init("url", .text("self#jumbf=x")), .init("hash", .bytes([1]))])])),
            ])
        let record = ManifestRecord(
            label: "urn:uuid:1", claimVersion: 1, isUpdateManifest: false, isCompressedManifest: false, title: nil,
            format: "image/png", instanceID: "xmp:iid:1", generator: "Old/1.0", claim: claim,
            assertions: [.init(label: "text", listing: .listed, contentType: "unknown", value: .text("x"), hash: nil)],
            ingredients: [], actions: [], signature: Sample.signature(stamped: false), findings: [])
        return Sample.report(.untrusted, manifests: [record])
    }

    @Test func whatCannotBeSaidIsAnEmptyObject() throws {
        let manifest = try #require(try manifests(Self.versionOne([])).first)
        #expect((manifest["assertions"] as? NSDictionary)?["text"] as? NSDictionary == [:])
        let unsigned = Sample.report(.damaged, manifests: [Sample.manifest(signature: nil)])
        #expect(try manifests(unsigned).first?["signature"] as? NSDictionary == [:])
        #expect((try manifests(Sample.none)).isEmpty)
    }

    @Test func deltasStandWithTheManifestThatHasTheIngredient() throws {
        var report = Sample.report(
            .untrusted, manifests: [Sample.manifest(), Sample.manifest(label: Sample.parentLabel)])
        let finding = Finding(StatusCode("ingredient.unknownProvenance"), .informational, url: "", "")
        report.results.ingredientDeltas = [
            .init(assertionURI: "self#jumbf=/c2pa/\(Sample.parentLabel)/c2pa.assertions/i", findings: [finding]),
            .init(assertionURI: "self#jumbf=c2pa.assertions/i", findings: [finding]),
        ]
        let manifests = try manifests(report)
        #expect(manifests.map { ($0["ingredientDeltas"] as? NSArray)?.count } == [1, 1])
        let delta = try #require((manifests.last?["ingredientDeltas"] as? [NSDictionary])?.first)
        let codes = ((delta["validationDeltas"] as? NSDictionary)?["informational"] as? [NSDictionary])?.map {
            $0["code"]
        }
        #expect(codes as? [String] == ["ingredient.unknownProvenance"])
    }

    @Test(arguments: [("EdDSA", "Ed25519"), ("PS384", "PS384"), ("RS256", "Unknown"), (nil, "Unknown")])
    func algorithmsHaveTheNamesOfTheSpecification(name: String?, expected: String) throws {
        let signature = SignatureRecord(algorithm: name, certificates: [Sample.certificate()], timeStamp: nil)
        let manifest = try #require(
            try manifests(Sample.report(.untrusted, manifests: [Sample.manifest(signature: signature)])).first)
        #expect((manifest["signature"] as? NSDictionary)?["algorithm"] as? String == expected)
    }
}
