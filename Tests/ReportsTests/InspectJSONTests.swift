import Findings
import Foundation
import Testing

@testable import Reports

@Suite struct InspectJSONTests {
    private static let report: FileReport = {
        let ingredient = ManifestRecord.Assertion(
            label: "c2pa.ingredient.v3", listing: .created, contentType: "cbor",
            value: .map([.init("instanceID", .text("xmp:iid:0")), .init("relationship", .text("parentOf"))]), hash: nil)
        let assertions: [ManifestRecord.Assertion] = [
            .init(label: "c2pa.actions.v2", listing: .created, contentType: "cbor", value: .map([]), hash: nil),
            .init(label: "stds.exif__2", listing: .created, contentType: "json", value: .map([]), hash: nil),
            .init(label: "c2pa.hash.data", listing: .created, contentType: "cbor", value: .map([]), hash: nil),
            .init(
                label: "c2pa.thumbnail.claim", listing: .created, contentType: "embedded",
                value: .map([.init("format", .text("image/jpeg"))]), hash: nil),
            ingredient,
        ]
        let active = Sample.manifest(
            ingredients: [
                .init(
                    label: "c2pa.ingredient.v3", relationship: "parentOf", title: "before.jpg", format: "image/jpeg",
                    manifest: Sample.parentLabel)
            ], assertions: assertions)
        var report = Sample.report(.untrusted, manifests: [active, Sample.manifest(label: Sample.parentLabel)])
        report.results.activeManifest.append(
            Finding(StatusCode("signingCredential.untrusted"), .failure, url: "u", "not on a list"))
        return report
    }()

    private func object(_ text: String) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }

    @Test func theDigestHasTheShapeOfC2patool() throws {
        let document = try object(InspectJSON().document(for: .report(Self.report)))
        #expect(document["active_manifest"] as? String == Sample.label)
        #expect(document["validation_state"] as? String == "Valid")
        let status = try #require(document["validation_status"] as? [NSDictionary])
        #expect(status.map { $0["code"] as? String } == ["signingCredential.untrusted"])
        let manifests = try #require(document["manifests"] as? [String: NSDictionary])
        #expect(manifests.keys.sorted() == [Sample.label, Sample.parentLabel])
        let manifest = try #require(manifests[Sample.label])
        #expect(
            manifest == [
                "label": Sample.label, "claim_version": 2, "title": "picture.png", "instance_id": "xmp:iid:1",
                "claim_generator_info": [["name": "signet", "version": "1.0.0"]],
                "thumbnail": [
                    "format": "image/jpeg",
                    "identifier": "self#jumbf=/c2pa/\(Sample.label)/c2pa.assertions/c2pa.thumbnail.claim",
                ],
                "ingredients": [
                    [
                        "label": "c2pa.ingredient.v3", "title": "before.jpg", "format": "image/jpeg",
                        "relationship": "parentOf", "active_manifest": Sample.parentLabel, "instance_id": "xmp:iid:0",
                    ]
                ],
                "assertions": [
                    ["label": "c2pa.actions.v2", "data": [String: Any]()],
                    ["label": "stds.exif", "instance": 2, "data": [String: Any](), "kind": "Json"],
                ],
                "signature_info": [
                    "alg": "Es256", "issuer": "Example Studio", "common_name": "signer 1", "cert_serial_number": "511",
                    "time": "2025-12-31T23:00:00Z",
                ],
            ])
    }

    @Test func theDetailsHaveRawClaimsAndWholeStores() throws {
        let document = try object(InspectJSON(isDetailed: true).document(for: .report(Self.report)))
        let manifest = try #require((document["manifests"] as? [String: NSDictionary])?[Sample.label])
        #expect((manifest["claim"] as? NSDictionary)?["dc:title"] as? String == "picture.png")
        let store = try #require(manifest["assertion_store"] as? NSDictionary)
        #expect(store.allKeys.count == 5)
        #expect((manifest["signature"] as? NSDictionary)?["alg"] as? String == "Es256")
    }

    @Test func aFileWithoutManifestsIsStillAnObject() throws {
        let document = try object(InspectJSON().line(for: .report(Sample.metadataOnly)))
        #expect((document["manifests"] as? NSDictionary)?.count == 0)
        #expect((document["signals"] as? [Any])?.count == 1)
        #expect(document["validation_state"] == nil)
        #expect(try object(InspectJSON().line(for: Sample.failure))["exit"] as? Int == 65)
    }

    @Test(arguments: [
        ("01ff", "511"), ("0", "0"), ("00", "0"),
        ("ffffffffffffffffffffffffffffffffffffffff", "1461501637330902918203684832716283019655932542975"),
        ("xyz", "xyz"), ("", ""),
    ]) func serialNumbersAreDecimal(hexadecimal: String, decimal: String) {
        #expect(SignatureJSON.decimal(hexadecimal: hexadecimal) == decimal)
    }

    @Test func anAbsurdSerialNumberIsLeftAlone() {
        let text = String(repeating: "f", count: 100_000)
        #expect(SignatureJSON.decimal(hexadecimal: text) == text)
    }
}
