/// The languages reports are written in. Codes, keys and exit codes are the same in all of them.
public enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case korean = "ko"

    /// The language of a tag such as `ko`, `ko-KR` or `ko_KR.UTF-8`; nil for one that there is no table for.
    public init?(tag: String) {
        let end = tag.firstIndex { $0 == "_" || $0 == "-" || $0 == "." || $0 == "@" } ?? tag.endIndex
        self.init(rawValue: tag[..<end].lowercased())
    }

    /// The language to print in: that of `environment` (`LC_ALL`, `LC_MESSAGES`, `LANG`; the first that is set
    /// decides, as POSIX has it), or English.
    public init(environment: [String: String]) {
        let tag = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self = tag.flatMap(Language.init(tag:)) ?? .english
    }
}
