public import FoundationEssentials

extension OCSPResponse {
    /// What a response amounts to for one signature (C2PA 2.4, sections 15.9.1 and 15.9.2).
    public enum Verdict: Sendable, Equatable {
        case notRevoked
        case revoked(at: Date)
        /// The responder does not know the certificate, or what it says is not about the time in question.
        case unknown(reason: String)
        /// The response decides nothing: it is about another certificate, or made by somebody who may not make it.
        case none(reason: String)
    }

    /// `removeFromCRL` takes a revocation back (RFC 5280, section 5.3.1).
    private static let removeFromCRL = 8

    /// - Parameters:
    ///   - provenTime: the time that a trusted time-stamp proves for the signature; nil when there is none.
    ///   - isLive: whether the response was asked for now, and did not come with the file.
    public func verdict(
        on certificate: Certificate, issuer: Certificate, provenTime: Date?, now: Date, isLive: Bool
    ) -> Verdict {
        let answers = answers(about: certificate, issuer: issuer)
        guard !answers.isEmpty else { return .none(reason: "the OCSP response is about another certificate") }
        var first: Verdict?
        for answer in answers {
            let verdict = verdict(answer, issuer: issuer, provenTime: provenTime, now: now, isLive: isLive)
            // Of several answers about one certificate, a revocation is the one that counts.
            if case .revoked = verdict { return verdict }
            if first == nil || verdict == .notRevoked { first = verdict }
        }
        return first ?? .none(reason: "the OCSP response says nothing")
    }

    private func verdict(
        _ answer: Answer, issuer: Certificate, provenTime: Date?, now: Date, isLive: Bool
    ) -> Verdict {
        guard isAuthorized(by: issuer, at: answer.thisUpdate) else {
            return .none(reason: "the OCSP response is not signed by anybody who may speak for the issuer")
        }
        // A responder that was just asked answers later than `now` was read, and its clock may differ.
        guard now.addingTimeInterval(isLive ? Self.clockDifference : 0) >= answer.thisUpdate else {
            return .unknown(reason: "the OCSP response is from the future")
        }
        switch answer.status {
        case .unknown: return .unknown(reason: "the responder does not know the certificate")
        case .revoked(_, Self.removeFromCRL), .good:
            return confirms(answer, provenTime: provenTime, now: now, isLive: isLive)
                ? .notRevoked : .unknown(reason: "the OCSP response is not about the time of signing")
        case .revoked(let time, _):
            guard let provenTime, time > provenTime else { return .revoked(at: time) }
            guard covers(provenTime, answer) else {
                return .unknown(reason: "the OCSP response is not about the time of signing")
            }
            // The signature is older than the revocation. Section 15.9.2 lets that count for a response that was asked for
            // now, section 15.9.1 does not for one that came with the file.
            return isLive ? .notRevoked : .revoked(at: time)
        }
    }

    /// Seconds by which the clock of a responder may be ahead: what OpenSSL allows by default.
    private static let clockDifference = 300.0

    /// Whether a good answer is about the time that matters. One that came with the file says nothing without a time-stamp:
    /// whoever stole the key later could have added an old one.
    private func confirms(_ answer: Answer, provenTime: Date?, now: Date, isLive: Bool) -> Bool {
        guard let provenTime else { return isLive && now <= end(of: answer) }
        return covers(provenTime, answer)
    }

    /// Whether the answer is later than `time` or `time` is in its interval: a certificate that was good later was good.
    private func covers(_ time: Date, _ answer: Answer) -> Bool {
        time <= answer.thisUpdate || time <= end(of: answer)
    }

    private func end(of answer: Answer) -> Date { answer.nextUpdate ?? producedAt.addingTimeInterval(86_400) }
}
