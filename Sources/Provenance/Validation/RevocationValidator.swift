internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// Finds out whether the certificates of a signature were revoked (C2PA 2.4 section 15.9): from deny lists of the user, from
/// responses that came with the file, and from the responder when the network is allowed.
struct RevocationValidator {
    let settings: ValidationSettings
    let evidence: StoreEvidence
    let signature: COSESign1
    /// The signer's first.
    let chain: [Certificate]
    /// What a trusted time-stamp proves.
    let provenTime: Date?

    /// Why an authority of the chain does not count any more; nil when none is known to be revoked.
    func revokedAuthority() -> String? {
        for authority in chain.dropFirst() {
            if let list = denyList(with: authority) {
                return "the authority \(authority.subjectDescription) is on the deny list \(list)"
            }
            guard !responses.isEmpty, let issuer = issuer(of: authority) else { continue }
            if case .revoked = stapledVerdict(on: authority, issuer: issuer) {
                return "the certificate of the authority \(authority.subjectDescription) was revoked"
            }
        }
        return nil
    }

    /// Looks at the signer's certificate.
    ///
    /// - Parameter isTrusted: whether a trust list vouches for the signer. Without that an issuer's "not revoked" is worth
    ///   nothing, and nobody is asked on the say of a file; its "revoked" still counts.
    func validate(isTrusted: Bool, _ uri: JUMBFURI, log: inout FindingLog) {
        let leaf = chain[0]
        if let list = denyList(with: leaf) {
            log.failure(.signingCredentialRevoked, uri, "the signer's certificate is on the deny list \(list)")
            return
        }
        var stapled: OCSPResponse.Verdict = .none(reason: "")
        let isStapled = !responses.isEmpty
        let issuer = isStapled || (isTrusted && settings.network != nil) ? issuer(of: leaf) : nil
        if let issuer { stapled = stapledVerdict(on: leaf, issuer: issuer) }
        switch stapled {
        case .revoked(let time):
            log.failure(
                .signingCredentialRevoked, uri, "the signer's certificate was revoked on \(time.formatted(.iso8601))")
        case .notRevoked:
            // The issuer speaks for itself only, so this says as little as the certificate does.
            guard isTrusted else { return }
            log.success(
                .signingCredentialNotRevoked, uri,
                "the signer's certificate was not revoked when it signed, says its issuer")
        case .unknown, .none:
            if let issuer, isTrusted, let network = settings.network {
                validate(leaf, issuer, by: network, uri, log: &log)
                return
            }
            if case .unknown(let reason) = stapled, isTrusted {
                log.informational(.ocspUnknown, uri, "whether the certificate was revoked is not known: \(reason)")
            } else {
                log.informational(.ocspSkipped, uri, "whether the certificate was revoked was not checked")
            }
        }
    }

    /// Section 15.9.2.
    private func validate(
        _ leaf: Certificate, _ issuer: Certificate, by network: NetworkAccess, _ uri: JUMBFURI, log: inout FindingLog
    ) {
        guard evidence.queries.take() else {
            log.informational(.ocspSkipped, uri, "the file has too many signers to ask about all of them")
            return
        }
        let response: OCSPResponse?
        do throws(SignetError) {
            response = try network.status(of: leaf, issuer: issuer)
        } catch {
            log.informational(.ocspInaccessible, uri, "the issuer's responder could not be asked: \(error.reason)")
            return
        }
        guard let response else {
            log.informational(
                .ocspSkipped, uri, "the certificate names nobody who could be asked whether it was revoked")
            return
        }
        switch response.verdict(on: leaf, issuer: issuer, provenTime: provenTime, now: settings.time, isLive: true) {
        case .notRevoked:
            log.success(.signingCredentialNotRevoked, uri, "the signer's certificate was not revoked, says its issuer")
        case .revoked(let time):
            log.failure(
                .signingCredentialRevoked, uri, "the signer's certificate was revoked on \(time.formatted(.iso8601))")
        case .unknown(let reason):
            log.informational(.ocspUnknown, uri, "whether the certificate was revoked is not known: \(reason)")
        case .none(let reason):
            log.informational(.ocspInaccessible, uri, "the responder gave no answer that counts: \(reason)")
        }
    }

    private func denyList(with certificate: Certificate) -> String? {
        settings.trust.denyLists.first { $0.contains(certificate, provenTime: provenTime) }?.name
    }

    /// How many responses are looked at for one signature.
    private static let maximumResponses = 32

    private var responses: [ArraySlice<UInt8>] {
        Array((signature.ocspResponses + evidence.ocspResponses).prefix(Self.maximumResponses))
    }

    /// Each response is tried until one decides; a revocation outweighs everything.
    private func stapledVerdict(on certificate: Certificate, issuer: Certificate) -> OCSPResponse.Verdict {
        var best: OCSPResponse.Verdict = .none(reason: "no OCSP response came with the file")
        for bytes in responses {
            guard case .response(let response) = OCSPResponse.parse(bytes, limits: settings.limits) else { continue }
            let verdict = response.verdict(
                on: certificate, issuer: issuer, provenTime: provenTime, now: settings.time, isLive: false)
            switch (verdict, best) {
            case (.revoked, _): return verdict
            case (.notRevoked, _), (.unknown, .none): best = verdict
            default: break
            }
        }
        return best
    }

    /// The certificate of whoever issued `certificate`: one that came with the signature, else an anchor.
    private func issuer(of certificate: Certificate) -> Certificate? {
        if let sent = chain.first(where: { $0 != certificate && certificate.isIssued(by: $0) }) { return sent }
        for list in settings.trust.signers {
            if let anchor = list.anchors.first(where: { certificate.isIssued(by: $0) }) { return anchor }
        }
        return nil
    }
}
