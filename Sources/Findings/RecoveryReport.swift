/// A manifest store that was found by the fingerprints of an image and put beside it or into a copy of it.
public struct RecoveryReport: Sendable {
    /// The image that was looked up.
    public let file: String
    /// SHA-256 of it, lower-case hexadecimal.
    public let sha256: String
    public let output: String
    public let match: IndexMatch
    /// The label of the active manifest of the store.
    public let manifestID: String?
    /// What verifying the output says, without any trust list.
    public let verdict: Verdict
    /// How near the image is to the fingerprints that the record states.
    public let softBindings: [SoftBindingMatch]
    /// RFC 3339, UTC.
    public let time: String

    public init(
        file: String, sha256: String, output: String, match: IndexMatch, manifestID: String?, verdict: Verdict,
        softBindings: [SoftBindingMatch], time: String
    ) {
        self.file = file
        self.sha256 = sha256
        self.output = output
        self.match = match
        self.manifestID = manifestID
        self.verdict = verdict
        self.softBindings = softBindings
        self.time = time
    }

    /// Whether the record is bound to these very bytes after all, as when nothing but the record had been cut out.
    public var isHardMatch: Bool { [.trusted, .untrusted, .expired, .revoked].contains(verdict) }
}
