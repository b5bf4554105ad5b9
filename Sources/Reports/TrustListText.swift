public import Findings
public import FoundationEssentials

/// What `signet trust` tells a person about trust lists.
public enum TrustListText {
    /// One sentence for somebody who verifies without any list.
    public static func hint(_ context: ReportContext) -> String { context.strings(.hintNoTrustList) }

    /// Two or three lines for each list.
    public static func text(for lists: [TrustListRecord], at time: Date) -> String {
        lists.map { text(for: $0, at: time) }.joined(separator: "\n")
    }

    public static func text(for list: TrustListRecord, at time: Date) -> String {
        let noun = list.kind == .products ? "products" : "certificates"
        var lines = [
            "\(safe(list.name))",
            "  about       \(about(list.kind)), \(list.certificateCount.map(String.init) ?? "?") \(noun)",
        ]
        if let date = list.date {
            let next = list.nextUpdate.map { ", next update \(Timestamp.day($0))" } ?? ""
            lines.append("  issued      \(Timestamp.day(date))\(next)")
        }
        if let installed = list.installed {
            lines.append("  installed   \(Timestamp.day(installed))\(list.source.map { " from \(safe($0))" } ?? "")")
        }
        if let path = list.path { lines.append("  file        \(safe(path))") }
        if let sha256 = list.sha256 { lines.append("  sha256      \(sha256)") }
        for warning in warnings(list, at: time) { lines.append("  warning     \(warning)") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What speaks against relying on a list at `time`.
    public static func warnings(_ list: TrustListRecord, at time: Date) -> [String] {
        var warnings: [String] = []
        if list.isOverdue(at: time) { warnings.append("its issuer meant to replace it by now; get the new one") }
        if list.isOld(at: time), let date = list.date {
            let days = Int(min(time.timeIntervalSince(date) / 86_400, 1_000_000))
            warnings.append("it is \(days) days old; look for a newer one")
        }
        return warnings
    }

    /// Three or four lines for each certificate.
    public static func text(for entries: [TrustListEntry], at time: Date) -> String {
        entries.map { entry in
            let certificate = entry.certificate
            let isInDate = certificate.notBefore <= time && time <= certificate.notAfter
            var lines = ["\(safe(certificate.commonName ?? certificate.displayName ?? "(no name)"))"]
            let names = [entry.entity, entry.service].compactMap { $0 }.map(safe)
            if !names.isEmpty { lines.append("  listed as   \(names.joined(separator: ", "))") }
            lines.append(
                "  valid       \(Timestamp.day(certificate.notBefore)) to \(Timestamp.day(certificate.notAfter))"
                    + (isInDate ? "" : "  (out of date)"))
            if let from = entry.from { lines.append("  trusted     for claims from \(Timestamp.text(from)) on") }
            if let until = entry.until { lines.append("  trusted     only for claims before \(Timestamp.text(until))") }
            lines.append("  sha256      \(certificate.fingerprint)")
            return lines.joined(separator: "\n") + "\n"
        }
        .joined(separator: "\n")
    }

    private static func about(_ kind: TrustListRecord.Kind) -> String {
        switch kind {
        case .signers: "signers"
        case .timeStampAuthorities: "time-stamp authorities"
        case .identities: "named people and organisations"
        case .products: "conforming products"
        }
    }

    private static func safe(_ text: String) -> String { SafeText.escape(text, limit: SafeText.nameLimit) }
}
