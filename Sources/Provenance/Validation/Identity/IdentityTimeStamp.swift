internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// The time-stamp of the signature of an identity assertion (CAWG identity assertion 1.2, sections 8.1.2 and 8.2).
///
/// Only version 2 time-stamps count; `sigTst` is passed over.
struct IdentityTimeStamp {
    let settings: ValidationSettings

    enum Outcome {
        case none
        /// It is not a time-stamp of this signature.
        case invalid(String)
        /// A sound time-stamp; whether its authority is on a list of the user's is the second part.
        case sound(Date, isTrusted: Bool)
    }

    func validate(_ signature: COSESign1) -> Outcome {
        guard let stamps = signature.timeStamps, stamps.version == 2 else { return .none }
        guard stamps.tokens.count == 1, let bytes = stamps.tokens.first else {
            return .invalid("there are \(stamps.tokens.count) time-stamps instead of one")
        }
        switch TimeStampToken.parse(bytes, form: .token, limits: settings.limits) {
        case .malformed(let reason): return .invalid("the time-stamp is unreadable: \(reason)")
        case .token(let token):
            // A version 2 time-stamp is over the signature, so the payload takes no part.
            let message = signature.timeStampedBytes(version: 2, claim: [])
            guard token.usesAllowedAlgorithms, token.isSignatureValid, token.matches(message) else {
                return .invalid("the time-stamp is not about this signature")
            }
            guard let authority = token.signer, token.isSignerBound, token.isInsideSignerValidity else {
                return .invalid("the time-stamp's authority had no valid certificate")
            }
            return .sound(token.time, isTrusted: isTrusted(authority, token))
        }
    }

    private func isTrusted(_ authority: Certificate, _ token: TimeStampToken) -> Bool {
        guard token.signerViolations.isEmpty else { return false }
        return TrustPath.evaluate(
            leaf: authority, intermediates: token.certificates.filter { $0 != authority },
            lists: settings.trust.timeStampAuthorities, at: token.time, role: .timeStamping, limits: settings.limits
        ).isTrusted
    }
}
