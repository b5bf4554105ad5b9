public import Bytes
internal import Findings

/// What `sign --json` prints: one object per image.
public enum SignJSON {
    /// The identifier of the shape of the output, with its version.
    public static let schema = "urn:signet:schema:signed:1"

    /// One line for an image that was signed, with a final line break.
    public static func line(
        file: String, output: String, manifest: String, byteCount: Int, warnings: [(code: String, message: String)]
    ) -> String {
        let value = DataValue.object([
            "schema": .text(schema), "file": .text(file), "output": .text(output), "active_manifest": .text(manifest),
            "bytes": .number(byteCount), "exit": .integer(0),
            "warnings": .list(warnings.map { .object(["code": .text($0.code), "message": .text($0.message)]) }),
        ])
        return JSONWriter.text(value, isPretty: false) + "\n"
    }

    /// One line for an image that could not be signed, with a final line break.
    public static func line(file: String, _ error: SignetError) -> String {
        JSONWriter.text(JSONReport.failure(.failure(file: file, error)), isPretty: false) + "\n"
    }
}
