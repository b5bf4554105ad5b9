/// Reads registers of people the way a careful colleague would: what is wrong, or soon will be.
public struct PeopleReview: Sendable {
    /// How much an observation matters.
    public enum Weight: String, Sendable, CaseIterable {
        /// The register does not do what it says.
        case wrong
        /// Worth a look.
        case note
    }

    /// One observation.
    public struct Remark: Sendable, Equatable {
        /// A stable word: `duplicate-id`, `shared-name`, `one-word-name`, `over`, `ends-soon`, `no-end`, `no-source`.
        public let code: String
        public let weight: Weight
        public let place: SourcePlace
        /// The id of the person it is about.
        public let person: String
        public let message: String
    }

    /// Today, as `2026-11-24`.
    private let day: String

    public init(day: String) { self.day = day }

    /// What there is to say about several registers that are used together.
    public func remarks(_ registers: [PeopleRegister]) -> [Remark] {
        var remarks: [Remark] = []
        var ids: [String: SourcePlace] = [:]
        var names: [String: String] = [:]
        for register in registers {
            for (index, person) in register.people.enumerated() {
                let place = register.place(of: index)
                func remark(_ code: String, _ weight: Weight, _ message: String) {
                    remarks.append(
                        Remark(code: code, weight: weight, place: place, person: person.id, message: message))
                }
                if let known = ids.updateValue(place, forKey: person.id) {
                    remark("duplicate-id", .wrong, "the id is also in \(known.file), line \(known.line)")
                }
                for name in Set([person.name] + person.aliases + person.native).sorted() {
                    if let other = names.updateValue(person.id, forKey: name.lowercased()), other != person.id {
                        remark("shared-name", .note, "\"\(name)\" is also a name of \(other)")
                    }
                }
                if let name = oneWordName(of: person) {
                    remark(
                        "one-word-name", .note,
                        "\"\(name)\" may be any word; put what it must not be read as into the column not")
                }
                timeRemarks(person, remark)
                if person.source == nil { remark("no-source", .note, "where this comes from is not written down") }
            }
        }
        return remarks
    }

    private func timeRemarks(_ person: Person, _ remark: (String, Weight, String) -> Void) {
        guard let until = person.until else {
            if person.status == .publicMinor {
                remark("no-end", .note, "a minor without the day of coming of age in the column until")
            }
            if person.status == .consenting { remark("no-end", .note, "a consent without an end in the column until") }
            return
        }
        if until <= day {
            remark("over", .wrong, "the status \(person.status.rawValue) ended on \(until)")
        } else if let month = Self.monthBefore(until), month <= day {
            remark("ends-soon", .note, "the status \(person.status.rawValue) ends on \(until)")
        }
    }

    /// Names of one Latin word without anything that tells it from the word.
    private func oneWordName(of person: Person) -> String? {
        guard person.excluded.isEmpty else { return nil }
        return ([person.name] + person.aliases).first { name in
            name.allSatisfy { $0.isASCII && $0.isLetter } && name.count <= 6
        }
    }

    private static func monthBefore(_ date: String) -> String? {
        let parts = date.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        let (year, month) = parts[1] == 1 ? (parts[0] - 1, 12) : (parts[0], parts[1] - 1)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(padded(month))-\(padded(parts[2]))"
    }
}
