public import Bytes
internal import COpenSSL
internal import Digests

/// A question to a time-stamp authority (RFC 3161, section 2.4.1): SHA-256, a fresh nonce, certificates asked for.
public struct TimeStampRequest: Sendable {
    /// The question as it is sent, as `application/timestamp-query`.
    public let der: [UInt8]
    private let message: [UInt8]
    /// The nonce as a positive integer without leading zeros.
    private let nonce: [UInt8]

    public static let mediaType = "application/timestamp-query"
    public static let responseMediaType = "application/timestamp-reply"

    /// Asks for a time-stamp over `message`, of which only the hash is sent.
    public init(over message: [UInt8]) throws(SignetError) {
        var nonce = RandomBytes.make(16)
        // Positive, and of a fixed size.
        nonce[0] = nonce[0] & 0x7F | 0x40
        self.nonce = nonce
        self.message = message
        der = try Self.encode(imprint: Hasher.digest(message, .sha256), nonce: nonce)
    }

    private static func encode(imprint: [UInt8], nonce: [UInt8]) throws(SignetError) -> [UInt8] {
        OpenSSLErrors.clear()
        guard let request = TS_REQ_new(), let imprintPart = TS_MSG_IMPRINT_new(), let algorithm = X509_ALGOR_new(),
            let number = BN_bin2bn(nonce, Int32(clamping: nonce.count), nil),
            let integer = BN_to_ASN1_INTEGER(number, nil)
        else { throw failure }
        defer {
            TS_REQ_free(request)
            TS_MSG_IMPRINT_free(imprintPart)
            X509_ALGOR_free(algorithm)
            BN_free(number)
            ASN1_INTEGER_free(integer)
        }
        X509_ALGOR_set_md(algorithm, HashAlgorithm.sha256.implementation)
        var digest = imprint
        guard TS_MSG_IMPRINT_set_algo(imprintPart, algorithm) == 1,
            TS_MSG_IMPRINT_set_msg(imprintPart, &digest, Int32(clamping: digest.count)) == 1,
            TS_REQ_set_version(request, 1) == 1, TS_REQ_set_msg_imprint(request, imprintPart) == 1,
            TS_REQ_set_nonce(request, integer) == 1, TS_REQ_set_cert_req(request, 1) == 1
        else { throw failure }
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = i2d_TS_REQ(request, &bytes)
        defer { CRYPTO_free(bytes, #file, #line) }
        guard length > 0, let bytes else { throw failure }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(length)))
    }

    private static var failure: SignetError {
        OpenSSLErrors.failure("timeStamp.request", .unexpected, "a time-stamp request could not be made")
    }

    /// What an authority's answer is worth.
    public enum Answer: Sendable {
        /// It is a time-stamp over the message, answers this request and is soundly signed by a certificate that may make
        /// time-stamps. Whether anybody trusts that certificate is another question.
        case granted(TimeStampToken, der: [UInt8])
        /// It is not; the reason is one clause.
        case refused(reason: String)
    }

    /// Checks a `TimeStampResp` (RFC 3161, section 2.4.2) against this request.
    public func check(_ response: [UInt8], limits: Limits = .default) -> Answer {
        switch TimeStampToken.parse(response, form: .response, limits: limits) {
        case .malformed(let reason): return .refused(reason: reason)
        case .token(let token):
            if let reason = objection(to: token) { return .refused(reason: reason) }
            do throws(SignetError) {
                return .granted(token, der: Array(try TimeStampToken.unwrap(response[...])))
            } catch {
                return .refused(reason: error.reason)
            }
        }
    }

    private func objection(to token: TimeStampToken) -> String? {
        guard token.imprintAlgorithm == .sha256, token.matches(message) else {
            return "the time-stamp is about something else"
        }
        guard token.nonce == nonce else { return "the time-stamp answers another request: its nonce differs" }
        guard token.signer != nil, token.isSignerBound else {
            return "the time-stamp does not carry its authority's certificate"
        }
        guard token.usesAllowedAlgorithms else { return "the time-stamp uses an algorithm that C2PA does not allow" }
        guard token.isSignatureValid else { return "the signature of the time-stamp is wrong" }
        if let violation = token.signerViolations.first {
            return "the authority's certificate may not make time-stamps: \(violation.explanation)"
        }
        guard token.isInsideSignerValidity else { return "the authority's certificate is out of date" }
        return nil
    }
}
