internal import ArgumentParser
internal import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import Reports

/// Options about whom to trust and when.
struct TrustOptions: ParsableArguments {
    @Option(
        name: .customLong("trust"),
        help: ArgumentHelp(
            "Anchors of signers: a PEM file, a folder of them or a list in JSON. Repeatable.",
            discussion: "Without it, the lists that `signet trust` shows are used.", valueName: "pem-or-folder"))
    var trust: [String] = []

    @Option(
        name: .customLong("tsa-trust"),
        help: ArgumentHelp(
            "Anchors of time-stamp authorities: a PEM file or a folder. Repeatable.", valueName: "pem-or-folder"))
    var timeStampTrust: [String] = []

    @Option(
        name: .customLong("cawg-trust"),
        help: ArgumentHelp(
            "Anchors of the people and organisations that identity assertions name. Repeatable.",
            discussion: "A PEM file, a folder, or a text file (.txt) of did: identifiers of identity issuers.",
            valueName: "pem-or-folder"))
    var identityTrust: [String] = []

    @Option(
        name: .customLong("allowed-list"),
        help: ArgumentHelp("Single certificates to trust: base64 SHA-256 values or PEM.", valueName: "file"))
    var allowedList: String?

    @Option(
        name: .customLong("eku-config"),
        help: ArgumentHelp("Extended key usages that signers may have: one OID per line.", valueName: "file"))
    var purposes: String?

    @Option(
        name: .customLong("deny-list"),
        help: ArgumentHelp("Certificates and keys that do not count any more. Repeatable.", valueName: "file"))
    var denyLists: [String] = []

    @Option(
        name: .customLong("conforming-products"),
        help: ArgumentHelp("The list of conforming products (JSON) to look signers up on.", valueName: "file"))
    var products: String?

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp(
            "Judge as of this moment instead of now, for example 2026-11-23T18:00:00Z.", valueName: "time"))
    var time: String?

    func load() throws(SignetError) -> TrustConfiguration {
        var sources = TrustSources(
            signers: trust, timeStampAuthorities: timeStampTrust, allowedList: allowedList, purposes: purposes,
            products: products)
        sources.denyLists = denyLists
        sources.identities = identityTrust
        return try sources.load()
    }

    func moment() throws(SignetError) -> Date {
        guard let time else { return Date() }
        guard let date = try? Date(time, strategy: .iso8601) else {
            throw SignetError("usage.time", .usage, "--at needs a time like 2026-11-23T18:00:00Z, not \(time)")
        }
        return date
    }
}

/// Options about how much of anything a file may use.
struct LimitOptions: ParsableArguments {
    @Option(name: .customLong("max-bytes"), help: ArgumentHelp("The largest file that is read.", valueName: "bytes"))
    var maximumBytes: Int = Limits.default.maximumFileBytes

    @Option(
        name: .customLong("max-store-bytes"),
        help: ArgumentHelp("The largest manifest store that is read.", valueName: "bytes"))
    var maximumStoreBytes: Int = Limits.default.maximumStoreBytes

    @Option(name: .customLong("timeout"), help: ArgumentHelp("CPU seconds one file may cost.", valueName: "seconds"))
    var timeout: Double = Limits.default.maximumCPUSeconds

    func validate() throws {
        guard maximumBytes > 0, maximumStoreBytes > 0, timeout > 0 else {
            throw ValidationError("Limits must be greater than zero.")
        }
    }

    var limits: Limits {
        var limits = Limits.default
        limits.maximumFileBytes = maximumBytes
        limits.maximumStoreBytes = maximumStoreBytes
        limits.maximumCPUSeconds = timeout
        return limits
    }
}

/// Options about how results are printed.
struct PrintOptions: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: ArgumentHelp("Language of the text: en or ko. Codes never change.", valueName: "language"))
    var language: String?

    @Flag(name: .customLong("no-color"), help: "Plain text, as with NO_COLOR.")
    var noColor = false

    func validate() throws {
        guard let language, Language(tag: language) == nil else { return }
        throw ValidationError("--lang knows en and ko, not \(SafeText.escape(language)).")
    }

    /// For results that no trust list has a say in.
    func context() -> ReportContext { context(trust: TrustConfiguration()) }

    func context(trust: TrustConfiguration) -> ReportContext {
        let environment = ProcessInfo.processInfo.environment
        return ReportContext(
            tool: ReportContext.Tool(version: Signet.version), trust: trust.records,
            language: language.flatMap(Language.init(tag:)) ?? Language(environment: environment),
            style: Console.style(noColor: noColor))
    }
}
