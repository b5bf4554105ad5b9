public import Digests
public import FoundationEssentials

/// An RFC 3161 time-stamp token: somebody's signed statement that some bytes existed at some time.
///
/// A token that can be read is a value with the answers a validator needs (C2PA 2.4, section 15.8.2); none of the answers
/// is an error:
///
/// | question | status code when the answer is no |
/// |---|---|
/// | ``parse(_:form:limits:)`` gave a token | `timeStamp.malformed` |
/// | ``usesAllowedAlgorithms`` | `timeStamp.untrusted` |
/// | ``isSignatureValid`` | `timeStamp.mismatch` |
/// | ``matches(_:)-([ArraySlice<UInt8>])`` | `timeStamp.mismatch` |
/// | ``signerViolations`` is empty and ``isSignerBound`` | `timeStamp.credentialInvalid` |
/// | ``isInsideSignerValidity`` | `timeStamp.outsideValidity` |
/// | ``TrustPath`` at ``time`` in the role `timeStamping` | `timeStamp.untrusted` |
public struct TimeStampToken: Sendable {
    /// How a token is wrapped.
    public enum Form: Sendable {
        /// A whole `TimeStampResp`, as `sigTst` has it.
        case response
        /// A `TimeStampToken` (a CMS ContentInfo), as `sigTst2` has it.
        case token
    }

    /// What reading a token gave.
    public enum ParseResult: Sendable {
        case token(TimeStampToken)
        /// It is not a token of RFC 3161; the reason is one clause.
        case malformed(reason: String)
    }

    /// The attested time (`genTime`), to the second.
    public let time: Date
    /// The hash of the message imprint; nil when it is not one that C2PA allows.
    public let imprintAlgorithm: HashAlgorithm?
    /// The dotted object identifier of the imprint's hash.
    public let imprintAlgorithmIdentifier: String
    public let imprint: [UInt8]
    /// The token's serial number, lower-case hexadecimal.
    public let serialNumber: String
    /// The authority's policy, as a dotted object identifier.
    public let policy: String
    /// The nonce of the request as a positive integer without leading zeros; nil when there is none.
    public let nonce: [UInt8]?
    /// The authority's certificate; nil when the token does not carry it.
    public let signer: Certificate?
    /// All certificates in the token, in its order; the signer's is one of them.
    public let certificates: [Certificate]
    /// Whether the imprint's hash and the signature's hash are SHA-2, as C2PA 2.4, sections 13.1 and 13.2, demand.
    public let usesAllowedAlgorithms: Bool
    /// Whether the signature over the statement was made with the signer's key; says nothing about trust.
    public let isSignatureValid: Bool
    /// Whether the signed attributes name the signer's certificate (RFC 5035, and RFC 2634 for older tokens), so that
    /// another certificate for the same key cannot take its place.
    public let isSignerBound: Bool
    /// The rules for time-stamp authorities that the signer's certificate breaks.
    public let signerViolations: [CertificateProfile.Violation]

    /// Whether the token is about the bytes that `pieces` are together.
    public func matches(_ pieces: [ArraySlice<UInt8>]) -> Bool {
        guard let imprintAlgorithm, imprint.count == imprintAlgorithm.digestSize else { return false }
        let hasher = Hasher(imprintAlgorithm)
        for piece in pieces { hasher.update(piece) }
        return hasher.finalize() == imprint
    }

    public func matches(_ message: [UInt8]) -> Bool { matches([message[...]]) }

    /// Whether the attested time is inside the validity of the signer's certificate.
    public var isInsideSignerValidity: Bool { signer?.isValid(at: time) ?? false }
}
