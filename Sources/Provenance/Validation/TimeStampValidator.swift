internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// Validates the RFC 3161 time-stamp of a claim signature (C2PA 2.4 section 15.8).
///
/// Nothing about a time-stamp is a failure: one that does not hold is ignored, and the clock decides instead.
struct TimeStampValidator {
    let settings: ValidationSettings

    struct Outcome {
        let record: SignatureRecord.TimeStamp
        /// The attested time, when the token is sound and its authority counts.
        let provenTime: Date?
    }

    /// - Parameter further: tokens about this signature from time-stamp assertions, which count when the one beside the
    ///   signature does not (section 15.8.1.2).
    /// - Returns: nil when there is no token that can be read.
    func validate(
        _ signature: COSESign1, claim: Claim, further: [ArraySlice<UInt8>], _ uri: JUMBFURI, log: inout FindingLog
    ) -> Outcome? {
        let embedded = validateEmbedded(signature, claim: claim, uri, log: &log)
        if embedded?.provenTime != nil { return embedded }
        var first: (outcome: Outcome?, log: FindingLog)?
        for token in further {
            // Of the tokens that do not hold, only the first is worth a word.
            var own = FindingLog()
            let outcome = validate(token, .token, version: 2, signature, claim: claim, uri, log: &own)
            guard outcome?.provenTime == nil else {
                log.append(own.findings)
                return outcome
            }
            if first == nil { first = (outcome, own) }
        }
        log.append(first?.log.findings ?? [])
        return embedded ?? first?.outcome
    }

    private func validateEmbedded(
        _ signature: COSESign1, claim: Claim, _ uri: JUMBFURI, log: inout FindingLog
    ) -> Outcome? {
        guard let stamps = signature.timeStamps else { return nil }
        guard stamps.tokens.count == 1, let bytes = stamps.tokens.first else {
            log.informational(
                .timeStampMalformed, uri, "the signature has \(stamps.tokens.count) time-stamps instead of one")
            return nil
        }
        return validate(
            bytes, stamps.version == 1 ? .response : .token, version: stamps.version, signature, claim: claim, uri,
            log: &log)
    }

    private func validate(
        _ bytes: ArraySlice<UInt8>, _ form: TimeStampToken.Form, version: Int, _ signature: COSESign1, claim: Claim,
        _ uri: JUMBFURI, log: inout FindingLog
    ) -> Outcome? {
        switch TimeStampToken.parse(bytes, form: form, limits: settings.limits) {
        case .malformed(let reason):
            log.informational(.timeStampMalformed, uri, "the time-stamp is unreadable: \(reason)")
            return nil
        case .token(let token):
            let message = signature.timeStampedBytes(version: version, claim: claim.bytes)
            let isLegacy = claim.version == 1
            let isProven = judge(token, message: message, isLegacy: isLegacy, uri, log: &log)
            let hasList = !settings.trust.timeStampAuthorities.isEmpty
            let record = SignatureRecord.TimeStamp(
                time: token.time, authority: token.signer.map(CertificateRecord.init),
                standing: isProven ? (hasList ? .listed : .unchecked) : .unlisted)
            return Outcome(record: record, provenTime: isProven ? token.time : nil)
        }
    }

    private func judge(
        _ token: TimeStampToken, message: [UInt8], isLegacy: Bool, _ uri: JUMBFURI, log: inout FindingLog
    ) -> Bool {
        guard token.usesAllowedAlgorithms else {
            log.informational(.timeStampUntrusted, uri, "the time-stamp uses an algorithm that C2PA does not allow")
            return false
        }
        guard token.isSignatureValid, token.matches(message) else {
            log.informational(.timeStampMismatch, uri, "the time-stamp is not about this signature")
            return false
        }
        guard let authority = token.signer, token.isSignerBound else {
            log.informational(.timeStampUntrusted, uri, "the time-stamp does not carry its authority's certificate")
            return false
        }
        guard token.isInsideSignerValidity else {
            log.informational(
                .timeStampOutsideValidity, uri,
                "the time-stamp is outside of the validity of its authority's certificate")
            return false
        }
        log.success(.timeStampValidated, uri, "the time-stamp is sound")
        if let violation = token.signerViolations.first {
            log.informational(.timeStampCredentialInvalid, uri, violation.explanation)
            log.informational(
                .timeStampUntrusted, uri, "the certificate of the time-stamp authority may not make time-stamps")
            return false
        }
        return isTrusted(authority, token, isLegacy: isLegacy, uri, log: &log)
    }

    private func isTrusted(
        _ authority: Certificate, _ token: TimeStampToken, isLegacy: Bool, _ uri: JUMBFURI, log: inout FindingLog
    ) -> Bool {
        let lists = settings.trust.timeStampAuthorities
        // No list of time-stamp authorities existed for version 1 claims; without one of the user's own, they are taken at
        // their word, as the reference implementation does. With a list, it decides for every claim.
        if isLegacy, lists.isEmpty {
            log.success(.timeStampTrusted, uri, "the time-stamp authority was not held against a list")
            return true
        }
        let result = TrustPath.evaluate(
            leaf: authority, intermediates: token.certificates.filter { $0 != authority }, lists: lists, at: token.time,
            role: .timeStamping, limits: settings.limits)
        switch result {
        case .trusted(let list, _):
            log.success(.timeStampTrusted, uri, "the time-stamp authority is on \(list)")
            return true
        case .untrusted(let reason):
            log.informational(.timeStampUntrusted, uri, "the time-stamp authority is on no list: \(reason)")
            return false
        }
    }
}
