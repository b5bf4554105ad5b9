import Bytes
import Findings
import Foundation

/// Results that carry one string in every field a file can choose.
enum Hostile {
    static func outcomes(_ text: String, _ verdicts: [Verdict] = Verdict.allCases) -> [FileOutcome] {
        let label = Sample.label + text
        let certificate = CertificateRecord(
            subject: [.init(name: "O", value: text), .init(name: "CN", value: text), .init(name: text, value: text)],
            issuer: [.init(name: "CN", value: text)], serialNumber: text, notBefore: Sample.now, notAfter: Sample.now,
            fingerprint: text)
        let finding = Finding(StatusCode(rawValue: text), .failure, url: text, text)
        let value: DataValue = .map([
            .init(text, .text(text)), .init("list", .list([.text(text), .map([.init(text, .null)])])),
        ])
        let manifest = ManifestRecord(
            label: label, claimVersion: 2, isUpdateManifest: true, isCompressedManifest: true, title: text,
            format: text,
            instanceID: text, generator: text, claim: value,
            assertions: [
                .init(label: text, listing: .gathered, contentType: text, value: value, hash: nil),
                .init(
                    label: "c2pa.thumbnail.claim" + text, listing: .created, contentType: "embedded", value: value,
                    hash: nil),
            ],
            ingredients: [
                .init(label: text, relationship: text, title: text, format: text, manifest: label),
                .init(label: text, relationship: "parentOf", title: text, format: text, manifest: text),
            ],
            actions: [
                .init(name: text, digitalSourceType: text, softwareAgent: text, when: text, description: text)
            ],
            signature: SignatureRecord(
                algorithm: text, certificates: [certificate],
                timeStamp: .init(time: Sample.now, authority: certificate, standing: .listed), trustList: text),
            findings: [finding])
        let reports = verdicts.map { verdict in
            var report = FileReport(
                file: text, sha256: text, byteCount: 1, format: text, verdict: verdict, state: .invalid,
                checks: Check.Question.allCases.map { Check($0, .pass, codes: [StatusCode(rawValue: text)]) },
                ai: AIStatement(standing: .verified, place: text, sourceType: text, tool: text, step: 1, stepCount: 1),
                signals: [
                    .init(kind: .xmp, key: text, value: text, meaning: .aiDeclared),
                    .init(kind: .exif, key: text, value: text, meaning: .aiTrace),
                ],
                results: ValidationResults(
                    activeManifest: [finding],
                    ingredientDeltas: [
                        .init(assertionURI: "self#jumbf=/c2pa/\(label)/c2pa.assertions/\(text)", findings: [finding])
                    ]), manifests: [manifest], activeManifest: label, remoteManifest: text,
                validationTime: Sample.now, trustLists: [text], notChecked: [text])
            if verdict == .none { report.manifests = [] }
            return FileOutcome.report(report)
        }
        return reports + [.failure(file: text, SignetError(.init(rawValue: text), .badData, text, offset: 1))]
    }

    /// Terminal escapes, forged lines, turned reading direction, quotes, braces, separators, length.
    static let strings = [
        "\u{1B}[2J\u{1B}[31mOK\u{1B}]0;title\u{07}", "a\nforged.png   ● CREDENTIALS INTACT\r\n",
        "\u{202E}gnp.exe\u{2066}",
        "\"},{\"verdict\":\"trusted\"", "\\u{1b}\\\"\\", "{0}{1}%s%n$(id)`id`", "\u{0}\u{7F}\u{85}\u{9B}31m",
        "\u{2028}\u{2029}\u{FEFF}\u{200B}", "e\u{301}\u{301}\u{301}", "\u{E0041}\u{E007F}", "🏴‍☠️👩‍👩‍👧", "",
        String(repeating: "long ", count: 600), "│  ├─ ok claimSignature.validated", "<script>alert(1)</script>",
        "__proto__", "=1+1",
    ]
}
