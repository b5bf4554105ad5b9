internal import ArgumentParser
internal import Bytes
internal import ImageIndex
internal import Provenance
internal import Reports

/// Options all subcommands of `index` share.
struct IndexOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the index.", valueName: "dir"))
    var db: String

    @Option(
        name: .customLong("index-key"),
        help: ArgumentHelp(
            "The file of the index's key, when it is kept elsewhere than in its folder.",
            discussion: "Also $SIGNET_INDEX_KEY.", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("Why this is done; it stands in the audit log.", valueName: "text"))
    var purpose: String?

    @Flag(help: "Print JSON, one object per line.")
    var json = false

    @OptionGroup(title: "Printing") var printing: PrintOptions

    var context: ReportContext { printing.context(trust: TrustConfiguration()) }

    func open(create: Bool = false) throws(SignetError) -> ImageIndex {
        try ImageIndex(folder: db, create: create, keyPath: key ?? Console.environment("SIGNET_INDEX_KEY"))
    }
}
