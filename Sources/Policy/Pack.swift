/// A pack as it is written: lists, rules, tests and people, not yet compiled.
public struct Pack: Sendable {
    /// A named list of patterns.
    struct TermList: Sendable {
        var name = ""
        var patterns: [(text: String, place: SourcePlace)] = []
        var includes: [String] = []
        var typos = true
        var place = SourcePlace(file: "", line: 0, column: 0)
    }

    public internal(set) var id = ""
    public internal(set) var version = ""
    public internal(set) var languages: [String] = []
    public internal(set) var maximumCharacters = 20_000
    public internal(set) var rules: [Rule] = []
    public internal(set) var fixtures: [Fixture] = []
    public internal(set) var people: [Person] = []
    /// SHA-256 over the names and bytes of all files, in hexadecimal.
    public internal(set) var digest = ""
    var lists: [TermList] = []
    var ordinaryWords: [String] = []
    var roles: [(phrase: String, person: String)] = []
    /// Names of lists that conditions refer to: the condition `.list(-n)` means the nth.
    var references: [(name: String, place: SourcePlace)] = []
}
