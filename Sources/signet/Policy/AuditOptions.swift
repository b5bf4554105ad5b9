internal import ArgumentParser
internal import Bytes
internal import Workflows

/// Where decisions are written down.
struct AuditOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write every decision into this log, in which no line can be edited unnoticed.", valueName: "file"))
    var audit: String?

    @Option(
        name: .customLong("audit-key"),
        help: ArgumentHelp(
            "The file with the key of the log, 16 bytes or more: prompts are written as keyed hashes.",
            valueName: "file"))
    var auditKey: String?

    @Flag(name: .customLong("audit-text"), help: "Write the prompts themselves into the log.") var auditText = false

    func validate() throws {
        guard audit != nil || (auditKey == nil && !auditText) else {
            throw ValidationError("--audit-key and --audit-text need --audit.")
        }
        guard audit == nil || auditKey != nil || auditText else {
            throw ValidationError("--audit needs --audit-key, or --audit-text to write the prompts themselves.")
        }
    }

    func open() throws(SignetError) -> DecisionLog? {
        guard let audit else { return nil }
        return try DecisionLog(
            path: audit, key: try Self.key(auditKey), prompts: auditText ? .text : .keyedHash)
    }

    /// The bytes of a key file without the line break at its end.
    static func key(_ path: String?) throws(SignetError) -> [UInt8]? {
        guard let path else { return nil }
        let source = try FileSource(path: path)
        guard source.count <= 4096 else {
            throw SignetError("audit.key", .configuration, "the key file has more than 4096 bytes")
        }
        let bytes = try source.bytes(0..<source.count)
        return bytes.last == 10 ? bytes.dropLast() : bytes
    }
}
