public import Bytes
internal import COpenSSL

/// A question about the status of one certificate (RFC 6960, section 4.1).
public struct OCSPRequest: Sendable {
    /// The question as it is sent, as `application/ocsp-request`.
    public let der: [UInt8]
    /// What an answer has to repeat, if it repeats any.
    let nonce: [UInt8]

    public static let mediaType = "application/ocsp-request"
    public static let responseMediaType = "application/ocsp-response"

    /// - Parameter issuer: the certificate of whoever issued `certificate`.
    public init(about certificate: Certificate, issuer: Certificate) throws(SignetError) {
        OpenSSLErrors.clear()
        let nonce = RandomBytes.make(16)
        self.nonce = nonce
        guard let request = OCSP_REQUEST_new() else { throw Self.failure }
        defer { OCSP_REQUEST_free(request) }
        // SHA-1 names the issuer here and proves nothing; many responders know no other (RFC 5019, section 2.1.1).
        guard let identifier = OCSP_cert_to_id(EVP_sha1(), certificate.pointer, issuer.pointer) else {
            throw Self.failure
        }
        guard OCSP_request_add0_id(request, identifier) != nil else {
            OCSP_CERTID_free(identifier)
            throw Self.failure
        }
        var value = nonce
        guard OCSP_request_add1_nonce(request, &value, Int32(clamping: value.count)) == 1 else { throw Self.failure }
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = i2d_OCSP_REQUEST(request, &bytes)
        defer { CRYPTO_free(bytes, #file, #line) }
        guard length > 0, let bytes else { throw Self.failure }
        der = Array(UnsafeBufferPointer(start: bytes, count: Int(length)))
    }

    private static var failure: SignetError {
        OpenSSLErrors.failure("ocsp.request", .unexpected, "an OCSP request could not be made")
    }
}
