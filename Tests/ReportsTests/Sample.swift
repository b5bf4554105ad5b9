import Bytes
import Findings
import Foundation
import Reports

/// Results as the provenance wing makes them, one for each state.
enum Sample {
    /// 2026-01-01T00:00:00Z.
    static let now = Date(timeIntervalSince1970: 1_767_225_600)
    static let label = "urn:c2pa:00000000-0000-4000-8000-000000000001"
    static let parentLabel = "urn:c2pa:00000000-0000-4000-8000-000000000002"
    static let list = TrustListRecord(
        name: "C2PA trust list", date: Date(timeIntervalSince1970: 1_761_955_200), certificateCount: 30,
        sha256: String(repeating: "ab", count: 32))

    static func context(_ language: Language = .english, style: Style = .plain) -> ReportContext {
        ReportContext(tool: .init(version: "1.0.0"), trust: [list], language: language, style: style)
    }

    static func certificate(name: String = "Example Studio", notAfter: Date? = nil) -> CertificateRecord {
        CertificateRecord(
            subject: [
                .init(name: "C", value: "KR"), .init(name: "O", value: name), .init(name: "CN", value: "signer 1"),
            ],
            issuer: [.init(name: "O", value: "Example CA"), .init(name: "CN", value: "Example Issuing CA")],
            serialNumber: "01ff", notBefore: now.addingTimeInterval(-86_400 * 365),
            notAfter: notAfter ?? now.addingTimeInterval(86_400 * 365), fingerprint: String(repeating: "0f", count: 32))
    }

    static func uri(_ path: String) -> String { "self#jumbf=/c2pa/\(label)/\(path)" }

    static let hash = [UInt8](repeating: 7, count: 32)

    static let claim: DataValue = .map([
        .init("instanceID", .text("xmp:iid:1")),
        .init("claim_generator_info", .map([.init("name", .text("signet")), .init("version", .text("1.0.0"))])),
        .init("signature", .text(uri("c2pa.signature"))),
        .init(
            "created_assertions",
            .list([
                .map([
                    .init("url", .text("self#jumbf=c2pa.assertions/c2pa.actions.v2")), .init("hash", .bytes(hash)),
                ])
            ])),
        .init("dc:title", .text("picture.png")),
        .init("alg", .text("sha256")),
    ])

    static func manifest(
        label: String = Sample.label, sourceType: String? = "trainedAlgorithmicMedia", agent: String? = "img-1",
        steps: [String] = ["c2pa.created", "c2pa.converted"], when: String? = "2025-12-31T12:00:00Z",
        ingredients: [ManifestRecord.Ingredient] = [], signature: SignatureRecord? = signature(),
        assertions: [ManifestRecord.Assertion]? = nil
    ) -> ManifestRecord {
        let actions = steps.enumerated().map { index, name in
            ManifestRecord.Action(
                name: name, digitalSourceType: index == 0 ? sourceType : nil, softwareAgent: index == 0 ? agent : nil,
                when: index == 0 ? when : nil, description: nil)
        }
        let value: DataValue = .map([
            .init("actions", .list(steps.map { .map([.init("action", .text($0))]) }))
        ])
        return ManifestRecord(
            label: label, claimVersion: 2, isUpdateManifest: false, isCompressedManifest: false, title: "picture.png",
            format: nil, instanceID: "xmp:iid:1", generator: "signet 1.0.0", claim: claim,
            assertions: assertions ?? [
                .init(label: "c2pa.actions.v2", listing: .created, contentType: "cbor", value: value, hash: hash),
                .init(
                    label: "c2pa.hash.data", listing: .created, contentType: "cbor",
                    value: .map([.init("hash", .bytes(hash)), .init("pad", .bytes([0, 0]))]), hash: hash),
            ], ingredients: ingredients, actions: actions, signature: signature, findings: [])
    }

    static func signature(trusted: Bool = true, stamped: Bool = true, notAfter: Date? = nil) -> SignatureRecord {
        SignatureRecord(
            algorithm: "ES256", certificates: [certificate(notAfter: notAfter)],
            timeStamp: stamped
                ? .init(
                    time: now.addingTimeInterval(-3600), authority: certificate(name: "Example TSA"), standing: .listed)
                : nil,
            trustList: trusted ? list.name : nil)
    }

    static func checks(
        content: Check.Answer = .pass, signature: Check.Answer = .pass, issuer: Check.Answer = .pass,
        validity: Check.Answer = .pass, issuerCodes: [StatusCode] = [StatusCode("signingCredential.trusted")]
    ) -> [Check] {
        [
            Check(.content, content, codes: [StatusCode("assertion.dataHash.match")]), Check(.signature, signature),
            Check(.issuer, issuer, codes: issuerCodes), Check(.validity, validity),
        ]
    }

    static func report(
        _ verdict: Verdict, file: String = "picture.png", state: ValidationState? = .valid, checks: [Check] = checks(),
        ai: AIStatement = AIStatement(
            standing: .declared, place: "c2pa.created", sourceType: "trainedAlgorithmicMedia", tool: "img-1", step: 1,
            stepCount: 2),
        signals: [MetadataSignal] = [], manifests: [ManifestRecord] = [manifest()],
        notChecked: [String] = ["revocation", "watermark"]
    ) -> FileReport {
        FileReport(
            file: file, sha256: String(repeating: "cd", count: 32), byteCount: 1234, format: "png", verdict: verdict,
            state: state, checks: checks, ai: ai, signals: signals,
            results: ValidationResults(
                activeManifest: [
                    Finding(
                        StatusCode("claimSignature.validated"), .success, url: uri("c2pa.signature"),
                        "claim signature valid"),
                    Finding(
                        StatusCode("signingCredential.ocsp.skipped"), .informational, url: uri("c2pa.signature"),
                        "revocation was not checked"),
                ]), manifests: manifests, activeManifest: manifests.first?.label, validationTime: now,
            trustLists: [list.name], notChecked: notChecked)
    }

    // MARK: One for each state

    static let trustedAI = report(
        .trusted, state: .trusted,
        ai: AIStatement(
            standing: .verified, place: "c2pa.created", sourceType: "trainedAlgorithmicMedia", tool: "img-1", step: 1,
            stepCount: 2))
    static let trustedCamera = report(
        .trusted, state: .trusted, ai: .none,
        manifests: [manifest(sourceType: "digitalCapture", agent: nil, steps: ["c2pa.created"])], notChecked: [])
    static let trustedOther = report(
        .trusted, state: .trusted, ai: .none,
        manifests: [manifest(sourceType: nil, agent: nil, steps: ["c2pa.created"])], notChecked: [])
    static let untrusted = report(
        .untrusted, checks: checks(issuer: .unknown, issuerCodes: [StatusCode("signingCredential.untrusted")]),
        manifests: [manifest(signature: signature(trusted: false, stamped: false))], notChecked: [])
    static let expired = report(
        .expired, state: .invalid,
        checks: checks(issuer: .unknown, validity: .fail, issuerCodes: [StatusCode("signingCredential.untrusted")]),
        manifests: [
            manifest(
                when: nil,
                signature: signature(trusted: false, stamped: false, notAfter: now.addingTimeInterval(-86_400)))
        ], notChecked: [])
    static let unproven = report(
        .expired, checks: checks(validity: .unknown),
        manifests: [manifest(when: nil, signature: signature(stamped: false))],
        notChecked: [])
    static let changed = report(
        .changed, state: .invalid, checks: checks(content: .fail),
        ai: AIStatement(standing: .trace, place: "c2pa.created", tool: "img-1", step: 1, stepCount: 2), notChecked: [])
    static let damaged = report(
        .damaged, state: .invalid, checks: checks(content: .unknown, signature: .fail, issuer: .notChecked), ai: .none,
        notChecked: [])
    static let revoked = report(.revoked, state: .invalid, checks: checks(issuer: .fail), notChecked: [])
    static let remote: FileReport = {
        var report = Sample.report(.remote, state: nil, checks: [], ai: .none, manifests: [], notChecked: ["remote"])
        report.results = ValidationResults()
        report.remoteManifest = "https://example.com/m.c2pa"
        return report
    }()
    static let none: FileReport = empty(signals: [])
    static let metadataOnly: FileReport = empty(signals: [
        .init(
            kind: .xmp, key: "Iptc4xmpExt:DigitalSourceType",
            value: "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", meaning: .aiDeclared)
    ])
    static let metadataTrace: FileReport = empty(signals: [
        .init(kind: .pngText, key: "parameters", value: "Steps: 20, Sampler: Euler", meaning: .aiTrace)
    ])
    static let failure = FileOutcome.failure(
        file: "broken.png", SignetError("png.chunk.truncated", .badData, "a chunk is longer than the file", offset: 33))

    private static func empty(signals: [MetadataSignal]) -> FileReport {
        var report = Sample.report(
            .none, state: nil, checks: [],
            ai: signals.first.map { AIStatement(standing: .trace, place: $0.key) } ?? .none, signals: signals,
            manifests: [], notChecked: ["watermark"])
        report.results = ValidationResults()
        return report
    }

    static let all: [(name: String, report: FileReport)] = [
        ("trustedAI", trustedAI), ("trustedCamera", trustedCamera), ("trustedOther", trustedOther),
        ("untrusted", untrusted), ("expired", expired), ("unproven", unproven), ("changed", changed),
        ("damaged", damaged), ("revoked", revoked), ("remote", remote), ("none", none), ("metadataOnly", metadataOnly),
        ("metadataTrace", metadataTrace),
    ]
}
