public import Bytes
internal import COpenSSL
public import FoundationEssentials

/// Whether somebody on a trust list vouches for a certificate (C2PA 2.4, section 14.5.1.2; RFC 5280, section 6).
public enum TrustPath {
    public enum Result: Sendable, Equatable {
        /// A path leads to an anchor of the list, or the certificate itself is on it.
        case trusted(listName: String, anchor: String)
        /// No list has a path; the reason is that of the list that came closest.
        case untrusted(reason: String)

        public var isTrusted: Bool {
            if case .trusted = self { true } else { false }
        }
    }

    /// Looks for a path from `leaf` over `intermediates` to an anchor of one of `lists`.
    ///
    /// Only lists that vouch for a purpose of the leaf are asked. The profile of the leaf is not checked here (see
    /// ``CertificateProfile``), that of the authorities between leaf and anchor is.
    ///
    /// - Parameters:
    ///   - intermediates: certificates from the signature, in any order; they are candidates, not trusted.
    ///   - time: the moment at which every certificate of the path has to be valid; nil does not look at validity.
    ///   - claimTime: when the claim was made, as far as that is known, else now; anchors that have a ``TrustWindow`` count
    ///     only inside of it. nil takes `time`.
    ///   - limits: how many intermediates are looked at; with more, the answer is untrusted.
    public static func evaluate(
        leaf: Certificate, intermediates: [Certificate], lists: [TrustList], at time: Date?,
        claimTime: Date? = nil, role: CertificateProfile.Role = .claimSigning, limits: Limits = .default
    ) -> Result {
        guard intermediates.count <= limits.maximumCertificates else {
            return .untrusted(reason: "the signature carries more than \(limits.maximumCertificates) certificates")
        }
        let purposes = relevantPurposes(of: leaf, role)
        var reason = lists.isEmpty ? "there is no trust list" : "no trust list vouches for the certificate's purposes"
        let fingerprint = role == .claimSigning && lists.contains { !$0.allowed.isEmpty } ? leaf.fingerprint : []
        for list in lists where role == .certificateAuthority || !list.purposes.isDisjoint(with: purposes) {
            if role == .claimSigning, list.allowed.contains(fingerprint) {
                return .trusted(listName: list.name, anchor: leaf.subjectDescription)
            }
            guard !list.store.isEmpty else { continue }
            let question = PathMemory.Question(leaf, intermediates, time)
            var found = list.store.memory.anchor(for: question)
            if found == nil {
                list.store.prepare(for: [leaf] + intermediates)
                switch PathBuilder.build(leaf, intermediates, list.store, time) {
                case .none(let failure): reason = failure
                case .found(let anchor):
                    list.store.memory.remember(anchor, for: question)
                    found = anchor
                }
            }
            guard let anchor = found else { continue }
            guard list.vouches(for: anchor.fingerprint, at: claimTime ?? time) else {
                reason = "the list vouches for \(anchor.name) only at other times"
                continue
            }
            return .trusted(listName: list.name, anchor: anchor.name)
        }
        return .untrusted(reason: reason)
    }

    private static func relevantPurposes(of leaf: Certificate, _ role: CertificateProfile.Role) -> Set<String> {
        let own = Set(leaf.extendedKeyUsages)
        let timeStamping: Set = [CertificateProfile.timeStampingPurpose]
        let ocspSigning: Set = [CertificateProfile.ocspSigningPurpose]
        return switch role {
        case .claimSigning, .certificateAuthority: own.subtracting(timeStamping).subtracting(ocspSigning)
        case .timeStamping: own.intersection(timeStamping)
        case .ocspSigning: own.intersection(ocspSigning)
        }
    }
}
