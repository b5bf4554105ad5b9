public import Bytes
internal import COpenSSL
internal import Digests
public import FoundationEssentials

/// A throw-away OCSP responder (RFC 6960) that says whatever it is told.
public struct TestResponder: Sendable {
    private let signer: TestCertificate
    private let carriesCertificate: Bool

    /// - Parameters:
    ///   - signer: the issuer itself, or a responder that it certified.
    ///   - carriesCertificate: whether responses carry the signer's certificate.
    public init(signer: TestCertificate, carriesCertificate: Bool = true) {
        self.signer = signer
        self.carriesCertificate = carriesCertificate
    }

    /// A response about `certificate`. Its `producedAt` is the machine's time; OpenSSL knows no other.
    public func response(
        about certificate: Certificate, issuer: Certificate, _ status: OCSPResponse.Status, thisUpdate: Date,
        nextUpdate: Date?, nonceOf request: [UInt8]? = nil
    ) throws(SignetError) -> [UInt8] {
        OpenSSLErrors.clear()
        guard let basic = OCSP_BASICRESP_new(),
            let identifier = OCSP_cert_to_id(EVP_sha1(), certificate.pointer, issuer.pointer)
        else { throw Self.failure }
        defer {
            OCSP_BASICRESP_free(basic)
            OCSP_CERTID_free(identifier)
        }
        var code = V_OCSP_CERTSTATUS_GOOD
        var reason: Int32 = -1
        var revoked: Date?
        switch status {
        case .good: break
        case .unknown: code = V_OCSP_CERTSTATUS_UNKNOWN
        case .revoked(let time, let why):
            code = V_OCSP_CERTSTATUS_REVOKED
            revoked = time
            reason = why.map { Int32(clamping: $0) } ?? -1
        }
        let times = try [revoked, thisUpdate, nextUpdate].map { (date) throws(SignetError) in try Self.time(date) }
        defer { for time in times { ASN1_TIME_free(time) } }
        guard OCSP_basic_add1_status(basic, identifier, code, reason, times[0], times[1], times[2]) != nil else {
            throw Self.failure
        }
        if let request { try Self.copyNonce(of: request, to: basic) }
        let hash = signer.key.kind == .ed25519 ? nil : HashAlgorithm.sha256.implementation
        let flags = UInt(carriesCertificate ? 0 : OCSP_NOCERTS)
        guard OCSP_basic_sign(basic, signer.certificate.pointer, signer.key.pointer, hash, nil, flags) == 1,
            let response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic)
        else { throw Self.failure }
        defer { OCSP_RESPONSE_free(response) }
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = i2d_OCSP_RESPONSE(response, &bytes)
        defer { CRYPTO_free(bytes, #file, #line) }
        guard length > 0, let bytes else { throw Self.failure }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(length)))
    }

    private static func time(_ date: Date?) throws(SignetError) -> UnsafeMutablePointer<ASN1_TIME>? {
        guard let date else { return nil }
        guard let seconds = ASN1Values.seconds(date), let time = ASN1_GENERALIZEDTIME_set(nil, seconds) else {
            throw failure
        }
        return time
    }

    private static func copyNonce(of request: [UInt8], to basic: OpaquePointer) throws(SignetError) {
        let parsed = request.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_OCSP_REQUEST(nil, &cursor, buffer.count)
        }
        guard let parsed else { throw failure }
        defer { OCSP_REQUEST_free(parsed) }
        guard OCSP_copy_nonce(basic, parsed) >= 0 else { throw failure }
    }

    private static var failure: SignetError {
        OpenSSLErrors.failure("ocsp.creation", .unexpected, "an OCSP response could not be made")
    }
}
