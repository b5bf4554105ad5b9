public import Policy

/// What the commands about people print for a person.
public struct PeopleText: Sendable {
    public init() {}

    /// One line: id, status, name and what else it goes by.
    public func line(for person: Person) -> String {
        let until = person.until.map { " until \($0)" } ?? ""
        let others = (person.aliases + person.native).map { SafeText.escape($0, limit: 80) }
        let rest = others.isEmpty ? "" : "  also " + others.joined(separator: ", ")
        return
            "\(SafeText.escape(person.id, limit: 80))  \(person.status.rawValue)\(until)  \(SafeText.escape(person.name, limit: 120))\(rest)\n"
    }

    /// `file:line: code: message`
    public func line(for remark: PeopleReview.Remark) -> String {
        let place = "\(SafeText.escape(remark.place.file)):\(remark.place.line)"
        return
            "\(place): \(remark.weight.rawValue): \(SafeText.escape(remark.person, limit: 80)): \(SafeText.escape(remark.message, limit: 400)) [\(remark.code)]\n"
    }
}
