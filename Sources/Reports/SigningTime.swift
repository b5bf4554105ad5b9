internal import Findings
internal import FoundationEssentials

/// A time a record states, and who says so: a time without its origin is worth nothing.
struct SigningTime: Equatable {
    enum Origin: String {
        case trustedTimeStamp = "trusted_time_stamp"
        /// By an authority that was held against no list.
        case uncheckedTimeStamp = "unchecked_time_stamp"
        case untrustedTimeStamp = "untrusted_time_stamp"
        /// As the signer wrote it; nobody vouches for it.
        case signerStatement = "signer_statement"
    }

    /// RFC 3339 for time-stamps; as written for the signer's own statements.
    let time: String
    let origin: Origin
    /// `signature`, or the name of the action.
    let subject: String
    /// The name in the certificate of the time-stamp authority.
    let authority: String?

    /// The times of a manifest, the most reliable first.
    static func all(of manifest: ManifestRecord) -> [SigningTime] {
        var times: [SigningTime] = []
        if let stamp = manifest.signature?.timeStamp {
            times.append(
                SigningTime(
                    time: Timestamp.text(stamp.time), origin: origin(of: stamp),
                    subject: "signature", authority: stamp.authority?.displayName))
        }
        for action in manifest.actions {
            guard let when = action.when, !when.isEmpty else { continue }
            times.append(SigningTime(time: when, origin: .signerStatement, subject: action.name, authority: nil))
        }
        return times
    }

    private static func origin(of stamp: SignatureRecord.TimeStamp) -> Origin {
        switch stamp.standing {
        case .listed: .trustedTimeStamp
        case .unchecked: .uncheckedTimeStamp
        case .unlisted: .untrustedTimeStamp
        }
    }

    /// The time with its origin, in words.
    func words(_ strings: Strings) -> String {
        let time = SafeText.escape(time, limit: SafeText.nameLimit)
        switch origin {
        case .trustedTimeStamp:
            guard let authority else { return strings(.whenTrusted, time) }
            return strings(.whenTrustedBy, time, SafeText.escape(authority, limit: SafeText.nameLimit))
        case .uncheckedTimeStamp:
            let name = authority.map { SafeText.escape($0, limit: SafeText.nameLimit) }
            return strings(.whenUnchecked, time, name ?? strings(.issuerUnnamed))
        case .untrustedTimeStamp: return strings(.whenUntrusted, time)
        case .signerStatement: return strings(.whenStated, time)
        }
    }
}

extension CertificateRecord {
    /// The organisation, else the common name, as written in the certificate.
    var displayName: String? {
        [organization, commonName].compactMap { $0 }.first { !$0.isEmpty }
    }
}
