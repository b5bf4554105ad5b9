internal import ArgumentParser
internal import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import Reports

/// What may be asked of the network, and which certificates do not count any more.
struct NetworkOptions: ParsableArguments {
    @Flag(
        name: .customLong("allow-network"),
        help: ArgumentHelp(
            "Ask issuers whether certificates were revoked, and fetch manifests that are elsewhere.",
            discussion: "Without it nothing is connected to, except what --tsa and --ocsp-staple ask for."))
    var allowNetwork = false

    @Option(
        name: .customLong("ocsp-responder"),
        help: ArgumentHelp(
            "With --allow-network: ask this OCSP responder instead of the issuers' own.", valueName: "url"))
    var responder: String?

    func validate() throws {
        guard responder == nil || allowNetwork else {
            throw ValidationError("--ocsp-responder needs --allow-network.")
        }
    }

    func access(_ limits: Limits) -> NetworkAccess? {
        allowNetwork ? NetworkAccess(statusService: responder, maximumManifest: limits.maximumStoreBytes) : nil
    }
}

/// What others attest beside a new signature.
struct ProofOptions: ParsableArguments {
    @Option(
        name: .customLong("tsa"),
        help: ArgumentHelp(
            "A time-stamp authority (RFC 3161) that attests the time of signing.",
            discussion: "When it gives no time-stamp, nothing is written.", valueName: "url"))
    var timeStampAuthority: String?

    @Flag(name: .customLong("no-timestamp"), help: "Sign without a time-stamp, and do not warn about it.")
    var noTimeStamp = false

    @Option(
        name: .customLong("tsa-timeout"),
        help: ArgumentHelp("Seconds to wait for the authority, three times.", valueName: "seconds"))
    var timeout: Double = 10

    @Flag(
        name: .customLong("ocsp-staple"),
        help: ArgumentHelp(
            "Ask the issuer of the certificate whether it was revoked, and add the answer. Needs --tsa.",
            discussion: "With --allow-network the issuer of the parent's certificate is asked too."))
    var staples = false

    func validate() throws {
        guard timeStampAuthority == nil || !noTimeStamp else {
            throw ValidationError("--tsa and --no-timestamp contradict each other.")
        }
        guard !staples || timeStampAuthority != nil else {
            throw ValidationError("--ocsp-staple needs --tsa: without a time-stamp the answer proves nothing.")
        }
        guard timeout > 0, timeout <= 600 else { throw ValidationError("--tsa-timeout needs 1 to 600 seconds.") }
        if let timeStampAuthority {
            let lower = timeStampAuthority.lowercased()
            guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
                throw ValidationError(
                    "--tsa needs a URL with http or https, not \(SafeText.escape(timeStampAuthority)).")
            }
        }
    }

    func proofs(for signer: any ClaimSigner, at time: Date, _ limits: Limits) throws(SignetError) -> SigningProofs {
        guard let timeStampAuthority else { return .none }
        let service = TimeStampService(url: timeStampAuthority, timeout: timeout, limits: limits)
        return try SigningProofs(timeStamps: service, staplesFor: staples ? signer : nil, at: time)
    }

    var expectsTimeStamp: Bool { timeStampAuthority == nil && !noTimeStamp }
}
