public import Findings

/// What `cert check` tells a person.
public enum CertificateText {
    /// One rule of the certificate profile that is broken.
    public struct Finding: Sendable {
        let rule: String
        let explanation: String
        let section: String

        public init(rule: String, _ explanation: String, _ section: String) {
            self.rule = rule
            self.explanation = explanation
            self.section = section
        }
    }

    /// Several lines, each with a final line break.
    public static func text(
        _ certificate: CertificateRecord, key: String, findings: [Finding], isInDate: Bool
    ) -> String {
        var lines = [
            "subject     \(name(certificate.subject))",
            "issuer      \(name(certificate.issuer))",
            "serial      \(certificate.serialNumber)",
            "key         \(key)",
            "valid       \(Timestamp.text(certificate.notBefore)) to \(Timestamp.text(certificate.notAfter))"
                + (isInDate ? "" : "  (out of date)"),
            "sha256      \(certificate.fingerprint)",
        ]
        lines += findings.map { "breaks      \($0.rule): \($0.explanation) (\($0.section))" }
        if findings.isEmpty { lines.append("profile     keeps every rule for signing claims (C2PA 2.4, 14.5.1)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func name(_ attributes: [CertificateRecord.Attribute]) -> String {
        attributes.map { "\($0.name)=\(SafeText.escape($0.value, limit: SafeText.nameLimit))" }.joined(separator: ", ")
    }
}
