/// A real person a pack knows of.
public struct Person: Sendable, Equatable {
    /// What the policy may do with a person's likeness.
    public enum Status: String, Sendable, CaseIterable {
        case publicAdult = "public_adult"
        case publicMinor = "public_minor"
        case privatePerson = "private"
        case optedOut = "opted_out"
        case consenting
        case deceased
    }

    public var id: String
    public var name: String
    public var aliases: [String]
    /// Names in other scripts.
    public var native: [String]
    public var role: String
    public var country: String
    public var status: Status
    /// Until when the status holds, as `2027-01-01`.
    public var until: String?
    /// Words beside a one-word name that say it is not this person.
    public var excluded: [String]
    public var source: String?
    /// Instead of a name: its salted hash, as ``HashedName`` writes it.
    public var hash: String?

    public init(
        id: String, name: String, aliases: [String] = [], native: [String] = [], role: String = "",
        country: String = "",
        status: Status, until: String? = nil, excluded: [String] = [], source: String? = nil, hash: String? = nil
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.native = native
        self.role = role
        self.country = country
        self.status = status
        self.until = until
        self.excluded = excluded
        self.source = source
        self.hash = hash
    }
}
