internal import ArgumentParser
internal import Bytes
internal import Provenance

/// Where signed images go.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The signed image, or - for standard output.", valueName: "out"))
    var target: String?

    @Option(
        name: .customLong("out-dir"),
        help: ArgumentHelp("A folder for signed images; names are kept.", valueName: "dir"))
    var folder: String?

    @Flag(name: .customLong("in-place"), help: "Replace each image by its signed version.")
    var inPlace = false

    @Flag(help: "Leave each image as it is and write its record to a file beside it: picture.c2pa.")
    var sidecar = false

    @Flag(help: "Replace output files that exist.")
    var force = false

    @Flag(name: .customLong("dry-run"), help: "Read everything and say what would be written, but write nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("A file that lists what is done, for --resume.", valueName: "file"))
    var journal: String?

    @Flag(help: "Go on where the run with this --journal was stopped.")
    var resume = false

    func check(_ inputs: [String], readsRequests: Bool) throws {
        guard !resume || journal != nil else { throw ValidationError("--resume needs --journal FILE.") }
        guard !readsRequests else {
            guard target == nil, folder == nil, !inPlace, !sidecar else {
                throw ValidationError("With --stdin-jsonl every request names its own output.")
            }
            return
        }
        guard [target != nil, folder != nil, inPlace, sidecar].count(where: { $0 }) == 1 else {
            throw ValidationError("Choose where signed images go: -o OUT, --out-dir DIR, --in-place or --sidecar.")
        }
        guard target == nil || inputs.count == 1 else {
            throw ValidationError("-o takes one image; for several use --out-dir or --in-place.")
        }
        guard !sidecar || !inputs.contains("-") else {
            throw ValidationError("Standard input has no name for a sidecar.")
        }
        guard !inPlace || !inputs.contains("-") else {
            throw ValidationError("Standard input cannot be signed in place.")
        }
        guard folder == nil || !inputs.contains("-") else {
            throw ValidationError("Standard input has no name to use in a folder; use -o.")
        }
    }

    /// The target of every file; two files never get the same one.
    func targets(_ files: [String], inputs: [String]) throws(SignetError) -> [(file: String, target: FileSigner.Target)]
    {
        if sidecar {
            guard Set(files.map(Sidecar.path)).count == files.count else {
                throw SignetError("usage.sameName", .usage, "two images would both get the same sidecar")
            }
            return files.map { ($0, .sidecar(overwrite: force)) }
        }
        if inPlace { return files.map { ($0, .inPlace) } }
        if let target {
            guard files.count == 1 else {
                throw SignetError(
                    "usage.output", .usage, "-o takes one image, and there are \(files.count); use --out-dir")
            }
            return [(files[0], target == "-" ? .standardOutput : .file(target, overwrite: force))]
        }
        guard let folder else { return [] }
        if !dryRun { try Folder.create(folder) }
        var names: Set<String> = []
        var targets: [(file: String, target: FileSigner.Target)] = []
        for file in files {
            let name = Self.name(of: file, in: inputs)
            guard names.insert(name).inserted else {
                throw SignetError("usage.sameName", .usage, "two images would both become \(folder)/\(name)")
            }
            if !dryRun, let slash = name.lastIndex(of: "/") { try Folder.create("\(folder)/\(name[..<slash])") }
            targets.append((file, .file("\(folder)/\(name)", overwrite: force)))
        }
        return targets
    }

    /// The path below the folder that was named, or the file's own name.
    private static func name(of file: String, in inputs: [String]) -> String {
        for input in inputs where input != file {
            let folder = GlobPattern.isPattern(input) ? GlobPattern.base(input) : input
            guard !folder.isEmpty else { return file }
            let prefix = folder.hasSuffix("/") ? folder : folder + "/"
            if file.hasPrefix(prefix) { return String(file.dropFirst(prefix.count)) }
        }
        return file.split(separator: "/").last.map(String.init) ?? file
    }
}
