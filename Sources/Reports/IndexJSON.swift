public import Bytes
public import Findings

/// What the subcommands of `index` print with `--json`: an object on a line for each file.
public struct IndexJSON: Sendable {
    /// The identifier of the shape of the output, with its version.
    public static let schema = "urn:signet:schema:index:1"

    private let words: IndexWords

    public init(_ context: ReportContext) { words = IndexWords(language: context.language) }

    private func line(_ fields: KeyValuePairs<String, DataValue?>) -> String {
        JSONWriter.text(.object(fields), isPretty: false) + "\n"
    }

    public func line(for answer: IndexAnswer, file: String) -> String {
        line([
            "schema": .text(Self.schema), "file": .text(file),
            "grade": .text(answer.matches.first?.grade.rawValue ?? "none"),
            "exit": .integer(Int64(answer.exitStatus.rawValue)),
            "quality": .number(answer.quality), "images": .number(answer.imageCount),
            "matches": .list(answer.matches.map(value)),
        ])
    }

    /// - Parameter request: the `id` of the request that is answered, when it had one.
    public func line(
        added id: String, isNew: Bool, quality: Int?, file: String, request: String? = nil
    ) -> String {
        line([
            "request": .text(request), "file": .text(file), "id": .text(id),
            "status": .text(isNew ? "added" : "present"), "quality": .number(quality),
        ])
    }

    public func line(removed id: String, isRemoved: Bool) -> String {
        line(["id": .text(id), "status": .text(isRemoved ? "removed" : "absent")])
    }

    public func line(repaired count: Int) -> String { line(["images": .number(count), "status": .text("repaired")]) }

    public func line(for entry: AuditEntry) -> String {
        line([
            "sequence": .number(entry.sequence), "action": .text(entry.action.rawValue),
            "subject": .text(entry.subject),
            "detail": .text(entry.detail), "purpose": .text(entry.purpose), "time": .text(entry.time),
            "digest": .text(Hex.encode(entry.digest)),
        ])
    }

    public func line(
        imported file: String, added: Int, present: Int, others: Int, invalid: Int
    ) -> String {
        line([
            "file": .text(file), "added": .number(added), "present": .number(present), "other_signals": .number(others),
            "invalid": .number(invalid),
        ])
    }

    public func line(error: SignetError, file: String, request: String? = nil) -> String {
        line([
            "request": .text(request), "file": .text(file),
            "error": .object(["code": .text(error.code.rawValue), "message": .text(error.reason)]),
        ])
    }

    public func line(defects: [(code: String, message: String)], images: Int) -> String {
        line([
            "images": .number(images), "sound": .bool(defects.isEmpty),
            "defects": .list(defects.map { .object(["code": .text($0.code), "message": .text($0.message)]) }),
        ])
    }

    /// What the index says of a file that is verified.
    func value(_ answer: IndexAnswer) -> DataValue {
        .object([
            "match": .text(answer.matches.first?.grade.rawValue ?? "none"),
            "nearest": .number(answer.matches.compactMap(\.distance).min()), "threshold": .integer(31),
            "quality": .number(answer.quality), "images": .number(answer.imageCount),
            "matches": .list(answer.matches.map(value)),
        ])
    }

    static func value(_ match: SoftBindingMatch) -> DataValue {
        .object([
            "alg": .text(match.algorithm), "distance": .number(match.distance), "bits": .number(match.bits),
            "near": .bool(match.isNear),
        ])
    }

    func value(_ match: IndexMatch) -> DataValue {
        .object([
            "id": .text(match.record.id), "grade": .text(match.grade.rawValue), "distance": .number(match.distance),
            "fingerprint": .text(match.fingerprint), "transform": .text(match.transform),
            "box": match.placement.map { value($0.indexed) }, "query_box": match.placement.map { value($0.query) },
            "votes": .number(match.placement?.votes),
            "correlation": match.placement.map { .double($0.correlation) },
            "scale": match.placement.map { .double($0.scale) },
            "rotation": match.placement.map { .double($0.rotation) },
            "mirrored": match.placement.map { .bool($0.isMirrored) },
            "record": .object([
                "name": .text(match.record.name), "created": .text(match.record.created),
                "model": .text(match.record.model), "labels": .texts(match.record.labels),
                "manifest_id": .text(match.record.manifestID), "has_manifest": .bool(match.record.hasManifest),
                "width": .number(match.record.width), "height": .number(match.record.height),
            ]),
            "meaning": .text(words.meaning(match)), "bound": .text(words.bound(match)),
        ])
    }

    private func value(_ box: IndexMatch.Box) -> DataValue {
        .object([
            "x": .number(box.x), "y": .number(box.y), "width": .number(box.width), "height": .number(box.height),
        ])
    }
}
