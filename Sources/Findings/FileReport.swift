public import Bytes
public import FoundationEssentials

/// Everything signet found out about one file: the one result that every printer prints.
public struct FileReport: Sendable {
    /// The path as it was given, `-` for standard input.
    public var file: String
    /// SHA-256 of the whole file, lower-case hexadecimal; nil when it was not asked for or the file is unreadable.
    public var sha256: String?
    public var byteCount: Int?
    /// The short name of the image format, such as `png` or `jpeg`; nil when it is none that is known.
    public var format: String?
    public var verdict: Verdict
    /// Nil when there is nothing that could be validated.
    public var state: ValidationState?
    public var checks: [Check]
    public var ai: AIStatement
    public var signals: [MetadataSignal]
    public var results: ValidationResults
    /// The active manifest first, then the others in the order of the store's end to its start.
    public var manifests: [ManifestRecord]
    /// The label of the active manifest.
    public var activeManifest: String?
    /// Whom the records name beside their signers, and how far that could be verified; the active manifest's first.
    public var identities: [IdentityRecord] = []
    /// The boxes of the manifest store, when they were asked for.
    public var boxes: [BoxRecord] = []
    /// Every byte of the file, and of a record beside it, with what covers it, when that was asked for.
    public var coverage: [CoverageMap] = []
    /// The path of the manifest store beside the image that was judged, when the image itself carries none.
    public var sidecar: String?
    /// What the list of conforming products says about the signer; nil when it was not asked.
    public var product: ProductMatch?
    /// How many bytes outside the manifest store the signer left out of the content hash: they can be changed unnoticed.
    public var unhashedByteCount = 0
    /// Where a manifest that is not in the file is said to be; it was not fetched.
    public var remoteManifest: String?
    /// The time at which the file was judged.
    public var validationTime: Date
    /// The names of the trust lists that were used; empty when none was.
    public var trustLists: [String]
    /// What the index says of the picture; nil when it was not asked.
    public var index: IndexAnswer?
    /// Why the index could not be asked, when it should have been.
    public var indexProblem: String?
    /// How near the picture is to the fingerprints of a record that does not hold for the file's bytes.
    public var softBindingMatches: [SoftBindingMatch] = []
    /// Stable words for what was not looked at: `revocation`, `watermark`, `index`…
    public var notChecked: [String]

    public init(
        file: String, sha256: String? = nil, byteCount: Int? = nil, format: String? = nil, verdict: Verdict,
        state: ValidationState? = nil, checks: [Check] = [], ai: AIStatement = .none, signals: [MetadataSignal] = [],
        results: ValidationResults = ValidationResults(), manifests: [ManifestRecord] = [],
        activeManifest: String? = nil, remoteManifest: String? = nil, validationTime: Date, trustLists: [String] = [],
        notChecked: [String] = []
    ) {
        self.file = file
        self.sha256 = sha256
        self.byteCount = byteCount
        self.format = format
        self.verdict = verdict
        self.state = state
        self.checks = checks
        self.ai = ai
        self.signals = signals
        self.results = results
        self.manifests = manifests
        self.activeManifest = activeManifest
        self.remoteManifest = remoteManifest
        self.validationTime = validationTime
        self.trustLists = trustLists
        self.notChecked = notChecked
    }

    /// The active manifest's record, when there is one.
    public var active: ManifestRecord? { manifests.first { $0.label == activeManifest } }
}

/// What became of one file: a report, or the reason why there is none.
public enum FileOutcome: Sendable {
    case report(FileReport)
    case failure(file: String, SignetError)

    public var exitStatus: ExitStatus {
        switch self {
        case .report(let report): report.verdict.exitCode
        case .failure(_, let error): ExitStatus(error.category)
        }
    }
}
