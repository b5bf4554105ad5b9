public import Findings

/// What `compare --json` prints: one object.
public struct ComparisonJSON: Sendable {
    /// The identifier of the shape of the output, with its version.
    public static let schema = "urn:signet:schema:comparison:1"

    private let context: ReportContext

    public init(_ context: ReportContext) { self.context = context }

    /// One document with a final line break.
    public func document(for report: ComparisonReport) -> String {
        let results = JSONReport(context)
        let value = DataValue.object([
            "schema": .text(Self.schema),
            "credentials": .text(report.credentials.rawValue),
            "identical": .bool(report.isIdentical),
            "exit": .integer(Int64(report.exitStatus.rawValue)),
            "before": results.value(for: .report(report.before)),
            "after": results.value(for: .report(report.after)),
            "pixels": report.pixels.map(value),
            "fields": .list(
                report.fields.map {
                    .object([
                        "kind": .text($0.kind.rawValue), "key": .text($0.key), "before": .text($0.before),
                        "after": .text($0.after),
                    ])
                }),
        ])
        return JSONWriter.text(value) + "\n"
    }

    private func value(for pixels: PixelComparison) -> DataValue {
        func size(_ size: PixelComparison.Size?) -> DataValue? {
            size.map { .object(["width": .number($0.width), "height": .number($0.height)]) }
        }
        return .object([
            "before": size(pixels.before), "after": size(pixels.after),
            "same": pixels.reason == nil ? .bool(pixels.isSame) : nil,
            "distance": .number(pixels.distance), "quality": .number(pixels.quality), "form": .text(pixels.form),
            "not_compared": .text(pixels.reason),
        ])
    }
}
