internal import Findings

/// Turns validation results into the four answers and the one verdict.
struct FourAnswers {
    let checks: [Check]
    let verdict: Verdict

    /// Whether a sound signature is that of a signer on a trust list: before that, names in certificates mean nothing.
    var isIssuerConfirmed: Bool {
        checks.allSatisfy { $0.answer == .pass || ($0.question != .issuer && $0.question != .signature) }
    }

    private static let contentFailures: Set<StatusCode> = [
        .dataHashMismatch, .boxesHashMismatch, .boxesHashUnknownBox, "assertion.bmffHash.mismatch",
    ]
    private static let contentMatches: Set<StatusCode> = [
        .dataHashMatch, .boxesHashMatch, "assertion.bmffHash.match",
    ]
    /// Failures that are about when the signer's certificate was in date, and about nothing else.
    private static let dateFailures: Set<StatusCode> = [.signingCredentialExpired, .claimSignatureOutsideValidity]
    /// Failures that are about who signed.
    private static let issuerFailures: Set<StatusCode> = [.signingCredentialUntrusted]

    init(_ results: ValidationResults, state: ValidationState) {
        let active = results.activeManifest
        let failures = active.filter { $0.severity == .failure }.map(\.code)
        let codes = Set(active.map(\.code))
        let everyFailure = Set(results.all.filter { $0.severity == .failure }.map(\.code))

        let content = Self.content(codes, ContentCause.first(of: active))
        let issuer = Self.issuer(codes)
        let validity = Self.validity(codes)
        let damage = failures.filter {
            !Self.contentFailures.contains($0) && !Self.dateFailures.contains($0) && !Self.issuerFailures.contains($0)
        }
        checks = [content, Self.signature(codes, damage: damage), issuer, validity]
        verdict = Self.verdict(everyFailure, content: content, state: state)
    }

    private static func content(_ codes: Set<StatusCode>, _ cause: ContentCause?) -> Check {
        if let failure = codes.first(where: contentFailures.contains) {
            return Check(.content, .fail, codes: [failure], cause: cause)
        }
        if let match = codes.first(where: contentMatches.contains) { return Check(.content, .pass, codes: [match]) }
        return Check(.content, .unknown)
    }

    private static func signature(_ codes: Set<StatusCode>, damage: [StatusCode]) -> Check {
        if !damage.isEmpty { return Check(.signature, .fail, codes: damage) }
        guard codes.contains(.claimSignatureValidated) else { return Check(.signature, .unknown) }
        return Check(.signature, .pass, codes: [.claimSignatureValidated])
    }

    private static func issuer(_ codes: Set<StatusCode>) -> Check {
        if codes.contains(.signingCredentialRevoked) {
            return Check(.issuer, .fail, codes: [.signingCredentialRevoked])
        }
        if codes.contains(.signingCredentialTrusted) {
            return Check(.issuer, .pass, codes: [.signingCredentialTrusted])
        }
        return Check(
            .issuer, .unknown, codes: codes.contains(.signingCredentialUntrusted) ? [.signingCredentialUntrusted] : [])
    }

    private static func validity(_ codes: Set<StatusCode>) -> Check {
        for failure in [StatusCode.signingCredentialExpired, .claimSignatureOutsideValidity]
        where codes.contains(failure) {
            return Check(.validity, .fail, codes: [failure])
        }
        guard codes.contains(.claimSignatureInsideValidity) else { return Check(.validity, .unknown) }
        return Check(
            .validity, .pass,
            codes: codes.contains(.timeStampTrusted)
                ? [.timeStampTrusted, .claimSignatureInsideValidity] : [.claimSignatureInsideValidity])
    }

    /// The gravest thing that is true of the file.
    private static func verdict(_ failures: Set<StatusCode>, content: Check, state: ValidationState) -> Verdict {
        switch state {
        case .trusted: return .trusted
        case .valid: return .untrusted
        case .invalid: break
        }
        let rest = failures.subtracting(issuerFailures)
        let damage = rest.subtracting(contentFailures).subtracting(dateFailures).subtracting([.signingCredentialRevoked]
        )
        // An invalid store without any failure is one whose signature was never found sound.
        guard damage.isEmpty, !rest.isEmpty else { return .damaged }
        if content.answer == .fail { return .changed }
        if rest.contains(.signingCredentialRevoked) { return .revoked }
        return .expired
    }
}
