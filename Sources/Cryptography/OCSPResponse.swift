public import Bytes
internal import COpenSSL
public import FoundationEssentials

/// Somebody's signed statement about whether certificates were revoked (RFC 6960, section 4.2).
///
/// Whether it is about a certificate, made by somebody who may make it, and what it says at some time are questions to
/// ``verdict(on:issuer:provenTime:now:isLive:)``; none of the answers is an error.
public struct OCSPResponse: Sendable {
    /// The largest response that is read, in bytes. Real ones have half to three thousand.
    public static let maximumSize = 64 << 10
    /// How many certificates one response may be about.
    static let maximumAnswers = 64

    /// What reading a response gave.
    public enum ParseResult: Sendable {
        case response(OCSPResponse)
        /// It is not a successful response of RFC 6960; the reason is one clause.
        case malformed(reason: String)
    }

    /// What is said about one certificate.
    public enum Status: Sendable, Equatable {
        case good
        /// The reason is a `CRLReason` (RFC 5280, section 5.3.1); 8 takes the revocation back.
        case revoked(at: Date, reason: Int?)
        case unknown
    }

    /// The statement about one certificate.
    public struct Answer: Sendable, Equatable {
        public let status: Status
        public let thisUpdate: Date
        public let nextUpdate: Date?
    }

    /// The encoding it was made from.
    public let der: [UInt8]
    /// When it was signed.
    public let producedAt: Date
    /// The certificates it carries, among them that of a responder that is not the issuer itself.
    public let certificates: [Certificate]
    let message: OCSPMessage

    public static func parse(_ der: ArraySlice<UInt8>, limits: Limits = .default) -> ParseResult {
        guard der.count <= maximumSize else {
            return .malformed(reason: "the OCSP response has more than \(maximumSize) bytes")
        }
        OpenSSLErrors.clear()
        defer { OpenSSLErrors.clear() }
        do throws(SignetError) {
            let bytes = Array(der)
            let message = try OCSPMessage(bytes, maximumCertificates: limits.maximumCertificates)
            return .response(
                OCSPResponse(
                    der: bytes, producedAt: message.producedAt, certificates: message.certificates, message: message))
        } catch {
            return .malformed(reason: error.reason)
        }
    }

    public static func parse(_ der: [UInt8], limits: Limits = .default) -> ParseResult {
        parse(der[...], limits: limits)
    }

    /// What it says about `certificate`; usually one answer or none.
    public func answers(about certificate: Certificate, issuer: Certificate) -> [Answer] {
        message.answers(about: certificate, issuer: issuer)
    }

    /// Whether it was signed by somebody who may speak for `issuer` (RFC 6960, section 4.2.2.2): the issuer itself, or a
    /// responder that the issuer certified for this and nothing else, at a time when that certificate was in date.
    public func isAuthorized(by issuer: Certificate, at time: Date) -> Bool {
        guard message.usesAllowedSignature else { return false }
        if message.isSigned(by: issuer) { return true }
        return certificates.contains { responder in
            message.isSigned(by: responder) && responder.isValid(at: time) && responder.isIssued(by: issuer)
                && CertificateProfile.violations(of: responder, role: .ocspSigning).isEmpty
        }
    }

    /// Whether it answers `request`: a response may leave the nonce out, but not have another.
    public func answers(_ request: OCSPRequest) -> Bool {
        guard let nonce = message.nonce else { return true }
        return nonce == request.nonce
    }
}
