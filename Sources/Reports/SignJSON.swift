public import Bytes
internal import Findings

/// What `sign --json` prints: one object per image.
public enum SignJSON {
    /// The identifier of the shape of the output, with its version.
    public static let schema = "urn:signet:schema:signed:1"

    /// One line for an image that was signed, with a final line break.
    ///
    /// - Parameter isDryRun: whether nothing was written; the manifest has no name then.
    public static func line(
        id: String? = nil, file: String, output: String, manifest: String, byteCount: Int, isDryRun: Bool = false,
        warnings: [(code: String, message: String)]
    ) -> String {
        let value = DataValue.object([
            "schema": .text(schema), "id": .text(id), "file": .text(file), "output": .text(output),
            "active_manifest": isDryRun ? nil : .text(manifest), "dry_run": isDryRun ? .bool(true) : nil,
            "bytes": .number(byteCount), "exit": .integer(0),
            "warnings": .list(warnings.map { .object(["code": .text($0.code), "message": .text($0.message)]) }),
        ])
        return JSONWriter.text(value, isPretty: false) + "\n"
    }

    /// One line for an image that could not be signed, with a final line break.
    public static func line(id: String? = nil, file: String, _ error: SignetError) -> String {
        let failure = JSONReport.failure(.failure(file: file, error))
        let fields = id.map { [DataValue.Field("id", .text($0))] } ?? []
        return JSONWriter.text(.map(fields + failure.fields), isPretty: false) + "\n"
    }
}
