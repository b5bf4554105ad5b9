internal import ArgumentParser
internal import Bytes
internal import Findings
internal import ImageIndex
internal import Workflows

/// Options of `verify` about images of our own.
struct LookupOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Also look each picture up in this index; its audit log notes it.", valueName: "dir"))
    var index: String?

    @Option(
        name: .customLong("index-key"),
        help: ArgumentHelp("The file of the index's key, when it is kept elsewhere.", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("Why pictures are looked up; it stands in the audit log.", valueName: "text"))
    var purpose = "verify"

    @Option(
        name: .customLong("require"),
        help: ArgumentHelp(
            "What exit code 0 means: trusted, signed or ours.",
            discussion: "signed: intact, whoever issued it. ours: the index knows the picture; else 30.",
            valueName: "what"),
        transform: { text in
            guard let requirement = Requirement(rawValue: text) else {
                throw ValidationError("--require knows trusted, signed and ours.")
            }
            return requirement
        })
    var requirement = Requirement.trusted

    func validate() throws {
        guard requirement != .ours || index != nil else { throw ValidationError("--require ours needs --index.") }
        guard key == nil || index != nil else { throw ValidationError("--index-key needs --index.") }
    }

    /// Nil without `--index`.
    func lookup(limits: Limits) throws(SignetError) -> IndexLookup? {
        guard let index else { return nil }
        return IndexLookup(
            try ImageIndex(
                folder: index, create: false, keyPath: key ?? Console.environment("SIGNET_INDEX_KEY")),
            limits: limits, purpose: purpose)
    }
}
