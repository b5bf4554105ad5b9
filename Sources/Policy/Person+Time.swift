extension Person {
    /// The person as of a day: a status with an end is over on that day.
    ///
    /// A minor comes of age, and an opt-out with an end is over; without the consent that ended, nobody may be depicted
    /// without a look by a person.
    ///
    /// - Parameter day: as `2026-11-24`; nil ends nothing.
    func asOf(_ day: String?) -> Person {
        guard let day, let until, until <= day else { return self }
        var person = self
        switch status {
        case .publicMinor, .optedOut: person.status = .publicAdult
        case .consenting: person.status = .privatePerson
        case .publicAdult, .privatePerson, .deceased: break
        }
        return person
    }
}
