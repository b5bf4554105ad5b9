/// The one word for a file, from which the exit code follows.
public enum Verdict: String, Sendable, CaseIterable {
    /// Unchanged since it was signed, by an issuer on a trust list, in date.
    case trusted
    /// Unchanged since it was signed; the issuer is not on a trust list.
    case untrusted
    /// Unchanged since it was signed; the certificate is out of date or its time cannot be proven.
    case expired
    /// The content was changed after it was signed.
    case changed
    /// The credentials are damaged or the signature is wrong.
    case damaged
    /// The issuer's certificate was revoked.
    case revoked
    /// The file only points to a manifest elsewhere, which was not fetched.
    case remote
    /// The file carries no credentials.
    case none

    /// The exit code of the command line for this verdict.
    public var exitCode: ExitStatus {
        switch self {
        case .trusted: .success
        case .none: .noCredentials
        case .untrusted: .untrusted
        case .expired: .expired
        case .changed: .changed
        case .damaged: .damaged
        case .revoked: .revoked
        case .remote: .remoteOnly
        }
    }
}
