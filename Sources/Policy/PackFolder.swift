public import Bytes
internal import FoundationEssentials

/// The folder a pack is kept in: YAML files anywhere but in schema/, people in CSV files of people/.
public struct PackFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// The names of all files of the pack within the folder, sorted.
    ///
    /// - Throws: `policy.none` when there is nothing.
    public func names() throws(SignetError) -> [String] {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: path))?.sorted() ?? []
        guard !all.isEmpty else { throw SignetError("policy.none", .noInput, "there is no rule pack in \(path)") }
        return all.filter { !$0.hasPrefix("schema/") && (Self.isYAML($0) || Self.isRegister($0)) }
    }

    /// The paths of the CSV files of people.
    public func registers() throws(SignetError) -> [String] {
        try names().filter(Self.isRegister).map { "\(path)/\($0)" }
    }

    static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

    static func isRegister(_ name: String) -> Bool { name.hasPrefix("people/") && name.hasSuffix(".csv") }
}
