internal import ArgumentParser
internal import Bytes
internal import ImageIndex
internal import Provenance
internal import Workflows

/// Options of `sign` about remembering what was signed.
struct RememberOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Remember each image in this index: signed and remembered, or neither.",
            discussion: "Its fingerprints also go into the record, as soft bindings.", valueName: "dir"))
    var index: String?

    @Option(
        name: .customLong("index-key"),
        help: ArgumentHelp("The file of the index's key, when it is kept elsewhere.", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("A label to keep with the images. Repeatable.", valueName: "label"))
    var label: [String] = []

    @Option(help: ArgumentHelp("Who asked for the images; only a keyed hash of it is kept.", valueName: "text"))
    var requester: String?

    @Flag(name: .customLong("no-index-thumbnail"), help: "Keep no small picture in the index.")
    var keepsNoThumbnail = false

    func validate() throws {
        guard index != nil || (key == nil && label.isEmpty && requester == nil && !keepsNoThumbnail) else {
            throw ValidationError("--label, --requester and --index-key are about an index; name one with --index.")
        }
    }

    /// Nil without `--index`.
    func memory(_ signer: FileSigner, limits: Limits) throws(SignetError) -> RememberingSigner? {
        guard let index else { return nil }
        let writer = IndexWriter(
            try ImageIndex(folder: index, create: true, keyPath: key ?? Console.environment("SIGNET_INDEX_KEY")),
            purpose: "sign")
        var reader = IndexedImageReader(limits: limits)
        reader.keepsThumbnails = !keepsNoThumbnail
        var memory = RememberingSigner(signer, writer, reader: reader)
        memory.labels = label
        memory.requester = requester
        return memory
    }
}
