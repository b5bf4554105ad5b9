public import Cryptography
public import FoundationEssentials

/// Something about a signer that its user should know before it hurts.
public enum SigningWarning: Sendable, Equatable {
    /// Without a time-stamp the record cannot be shown to be older than the certificate's end.
    case noTimeStamp(validUntil: Date)
    /// The certificate ends within 30 days.
    case certificateEnds(Date)

    private static let notice = 30.0 * 86_400

    /// - Parameter expectsTimeStamp: whether a signature without a time-stamp is worth a warning; false when one is added, and
    ///   when the user said that none is wanted.
    public static func all(
        _ signer: any ClaimSigner, at time: Date, expectsTimeStamp: Bool = true
    ) -> [SigningWarning] {
        guard let end = signer.certificates.map(\.notAfter).min() else { return [] }
        var warnings = expectsTimeStamp ? [SigningWarning.noTimeStamp(validUntil: end)] : []
        if end.timeIntervalSince(time) < notice { warnings.append(.certificateEnds(end)) }
        return warnings
    }

    /// The stable code.
    public var code: String {
        switch self {
        case .noTimeStamp: "sign.noTimeStamp"
        case .certificateEnds: "sign.certificateEnds"
        }
    }

    /// One English clause.
    public var explanation: String {
        switch self {
        case .noTimeStamp(let end):
            "no time-stamp is added: the record stops validating on \(end.formatted(.iso8601)), when the certificate ends "
                + "(see --tsa and --no-timestamp)"
        case .certificateEnds(let end): "the certificate ends on \(end.formatted(.iso8601)), in less than 30 days"
        }
    }
}
