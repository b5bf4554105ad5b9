internal import Findings
public import Policy

/// What the commands about people print with `--json`: an object on a line each.
public struct PeopleJSON: Sendable {
    public init() {}

    public func line(for person: Person) -> String {
        write(
            .object([
                "id": .text(person.id), "name": .text(person.name), "aliases": .texts(person.aliases),
                "native": .texts(person.native), "role": .text(person.role), "country": .text(person.country),
                "status": .text(person.status.rawValue), "until": .text(person.until),
                "not": .texts(person.excluded), "source": .text(person.source),
            ]))
    }

    public func line(for remark: PeopleReview.Remark) -> String {
        write(
            .object([
                "code": .text(remark.code), "weight": .text(remark.weight.rawValue), "person": .text(remark.person),
                "file": .text(remark.place.file), "line": .number(remark.place.line), "message": .text(remark.message),
            ]))
    }

    private func write(_ value: DataValue) -> String { JSONWriter.text(value, isPretty: false) + "\n" }
}
