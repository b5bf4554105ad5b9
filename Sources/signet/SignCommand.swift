internal import ArgumentParser
internal import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import Reports
internal import Workflows

/// `signet sign`: Content Credentials for images.
struct SignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign images: record how they were made, in a standard C2PA manifest.",
        discussion: """
            An image that already carries credentials becomes the parent of the new record; nothing is overwritten silently.
            Everything but the record stays byte for byte the same.
            """)

    @Argument(
        help: ArgumentHelp("Images, folders, patterns such as 'in/**/*.png', or - for standard input.", valueName: "in")
    )
    var inputs: [String] = []

    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "The private key: a PEM file, fd:N, env:NAME, a pkcs11: URI, cmd:PROGRAM or https://SERVICE.",
            valueName: "key"))
    var key: String

    @Option(
        name: .customLong("key-token"),
        help: ArgumentHelp(
            "The token for a signer service: a file of mode 0600, fd:N or env:NAME.", valueName: "token"))
    var keyToken: String?

    @Option(
        name: .customLong("cert"),
        help: ArgumentHelp("The certificate chain, the signer's first (PEM).", valueName: "pem"))
    var certificate: String

    @Flag(name: .customLong("insecure-key"), help: "Accept a key file that others may read.")
    var insecureKey = false

    @Option(
        name: .customLong("pkcs11-module"),
        help: ArgumentHelp("The library of the token of a pkcs11: key; else $PKCS11_MODULE_PATH.", valueName: "path"))
    var pkcs11Module: String?

    @Option(
        name: .customLong("alg"),
        help: ArgumentHelp("Another algorithm than the key's own: ps384 or ps512 for RSA.", valueName: "algorithm"))
    var algorithm: String?

    @OptionGroup(title: "What is recorded") var claim: ClaimOptions
    @OptionGroup(title: "Time and status") var proofs: ProofOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Many images") var batch: BatchOptions
    @OptionGroup(title: "Remembering") var remembering: RememberOptions

    @Option(
        help: ArgumentHelp(
            "Sign the images that come into this folder, with --out-dir, until SIGINT or SIGTERM.",
            discussion: "An image whose output exists is done.", valueName: "folder"))
    var watch: String?
    @OptionGroup(title: "Trust (for judging parents)") var trust: TrustOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions

    @Flag(help: "Print one JSON object per image.")
    var json = false

    @Flag(name: [.short, .long], help: "Print nothing but warnings and errors.")
    var quiet = false

    func validate() throws {
        if watch != nil {
            guard inputs.isEmpty, output.folder != nil, !batch.readsRequests, !output.dryRun else {
                throw ValidationError("--watch takes its images from the folder, and needs --out-dir.")
            }
        } else {
            try batch.check(inputs)
        }
        try output.check(inputs, readsRequests: batch.readsRequests)
        guard !claim.hashesBoxes || !output.sidecar else {
            throw ValidationError("--box-hash is about records inside of images, not about --sidecar.")
        }
        guard !json || output.target != "-" else {
            throw ValidationError("--json and -o - would both write to standard output.")
        }
        guard let algorithm else { return }
        guard SignatureAlgorithm(rawValue: algorithm) != nil else {
            throw ValidationError("--alg does not know \(SafeText.escape(algorithm)); see --help.")
        }
    }

    func run() throws {
        try reporting(json: json) {
            let time = try claim.moment() ?? trust.moment()
            let configuration = try trust.load()
            var settings = ValidationSettings(trust: configuration, time: try trust.moment(), limits: limits.limits)
            settings.network = network.access(limits.limits)
            let signer = try SignerLoader.load(
                key: key, chain: certificate, allowInsecure: insecureKey,
                algorithm: algorithm.flatMap(SignatureAlgorithm.init(rawValue:)), module: pkcs11Module,
                token: try keyToken.map { (name) throws(SignetError) in
                    try AccessToken(name, allowInsecure: insecureKey)
                })
            let fileSigner = try FileSigner(
                signer: signer, settings: settings,
                proofs: try proofs.proofs(for: signer, at: settings.time, settings.limits))
            let run = FileSignerRun(
                signer: fileSigner,
                memory: output.dryRun ? nil : try remembering.memory(fileSigner, limits: settings.limits),
                request: try claim.request(at: time, fileSigner),
                parent: claim.parent, output: output,
                warnings: SigningWarning.all(
                    signer, at: settings.time, expectsTimeStamp: proofs.expectsTimeStamp),
                batch: batch, printsJSON: json || batch.readsRequests, isQuiet: quiet,
                makesThumbnails: claim.makesThumbnails)
            if let watch, let folder = output.folder {
                try Folder.create(folder)
                let stop = StopSignal()
                try finish(with: try run.run(nil, watch: FolderWatch(folder: watch, outputs: folder, stop: stop)))
                return
            }
            let targets = batch.readsRequests ? nil : try output.targets(try ImageFinder.files(inputs), inputs: inputs)
            try finish(with: try run.run(targets))
        }
    }
}
