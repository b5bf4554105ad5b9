internal import Bytes
public import Findings

/// What `signet trust … --json` prints.
public enum TrustListJSON {
    /// `{"lists": […]}`, with a final line break; the entries are those of the results' `trust[]`.
    public static func document(for lists: [TrustListRecord]) -> String {
        JSONWriter.text(.object(["lists": .list(lists.map(JSONReport.value))])) + "\n"
    }

    /// `{"list": …, "certificates": […]}`, with a final line break.
    public static func document(for list: TrustListRecord, entries: [TrustListEntry]) -> String {
        let value = DataValue.object([
            "list": JSONReport.value(for: list), "certificates": .list(entries.map(value)),
        ])
        return JSONWriter.text(value) + "\n"
    }

    private static func value(for entry: TrustListEntry) -> DataValue {
        .object([
            "name": .text(entry.certificate.displayName),
            "organization": .text(entry.certificate.organization),
            "entity": .text(entry.entity),
            "service": .text(entry.service),
            "serial_number": .text(entry.certificate.serialNumber),
            "fingerprint": .text(entry.certificate.fingerprint),
            "not_before": .text(Timestamp.text(entry.certificate.notBefore)),
            "not_after": .text(Timestamp.text(entry.certificate.notAfter)),
            "trusted_from": .text(entry.from.map(Timestamp.text)),
            "trusted_until": .text(entry.until.map(Timestamp.text)),
        ])
    }
}
