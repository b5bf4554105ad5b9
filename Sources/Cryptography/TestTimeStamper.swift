public import Bytes
internal import COpenSSL
public import Digests
public import FoundationEssentials

/// A throw-away time-stamp authority (RFC 3161) whose clock says whatever it is told.
public struct TestTimeStamper: Sendable {
    public let certificate: Certificate
    private let key: SigningKey
    private let intermediates: [Certificate]

    /// - Parameters:
    ///   - signer: its certificate must have the time-stamping purpose, alone and critical.
    ///   - intermediates: further certificates to put into the tokens.
    public init(signer: TestCertificate, intermediates: [Certificate] = []) {
        certificate = signer.certificate
        key = signer.key
        self.intermediates = intermediates
    }

    /// A `TimeStampToken` over `message`, as `sigTst2` has it.
    public func token(
        over message: [UInt8], at time: Date, hash: HashAlgorithm = .sha256
    ) throws(SignetError) -> [UInt8] {
        Array(try TimeStampToken.unwrap(try response(over: message, at: time, hash: hash)[...]))
    }

    /// A `TimeStampResp` over `message`, as `sigTst` has it.
    public func response(
        over message: [UInt8], at time: Date, hash: HashAlgorithm = .sha256
    ) throws(SignetError) -> [UInt8] {
        guard let request = BIO_new(BIO_s_mem()) else { throw Self.failure }
        defer { BIO_free(request) }
        try Self.writeRequest(to: request, imprint: Hasher.digest(message, hash), hash)
        return try answer(request, at: time, hash)
    }

    /// A `TimeStampResp` to a `TimeStampReq`, as an authority makes it.
    public func response(to request: [UInt8], at time: Date) throws(SignetError) -> [UInt8] {
        guard let input = BIO_new(BIO_s_mem()) else { throw Self.failure }
        defer { BIO_free(input) }
        guard BIO_write(input, request, Int32(clamping: request.count)) == Int32(clamping: request.count) else {
            throw Self.failure
        }
        return try answer(input, at: time, .sha256)
    }

    private func answer(
        _ request: OpaquePointer, at time: Date, _ hash: HashAlgorithm
    ) throws(SignetError) -> [UInt8] {
        OpenSSLErrors.clear()
        guard let context = TS_RESP_CTX_new(),
            let policy = OBJ_txt2obj("1.3.6.1.4.1.32473.2", 1), let chain = OPENSSL_sk_new_null()
        else { throw Self.failure }
        defer {
            TS_RESP_CTX_free(context)
            ASN1_OBJECT_free(policy)
            OPENSSL_sk_free(chain)
        }
        for certificate in intermediates {
            guard OPENSSL_sk_push(chain, UnsafeRawPointer(certificate.pointer)) > 0 else { throw Self.failure }
        }
        guard TS_RESP_CTX_set_signer_cert(context, certificate.pointer) == 1,
            TS_RESP_CTX_set_signer_key(context, key.pointer) == 1,
            TS_RESP_CTX_set_signer_digest(context, HashAlgorithm.sha256.implementation) == 1,
            TS_RESP_CTX_set_ess_cert_id_digest(context, HashAlgorithm.sha256.implementation) == 1,
            TS_RESP_CTX_set_def_policy(context, policy) == 1, TS_RESP_CTX_set_certs(context, chain) == 1,
            TS_RESP_CTX_add_md(context, hash.implementation) == 1, var seconds = ASN1Values.seconds(time)
        else { throw Self.failure }
        return try Self.answer(context, request, &seconds)
    }

    private static func writeRequest(
        to output: OpaquePointer, imprint: [UInt8], _ hash: HashAlgorithm
    ) throws(SignetError) {
        guard let request = TS_REQ_new(), let message = TS_MSG_IMPRINT_new(), let algorithm = X509_ALGOR_new() else {
            throw failure
        }
        defer {
            TS_REQ_free(request)
            TS_MSG_IMPRINT_free(message)
            X509_ALGOR_free(algorithm)
        }
        X509_ALGOR_set_md(algorithm, hash.implementation)
        var bytes = imprint
        guard TS_MSG_IMPRINT_set_algo(message, algorithm) == 1,
            TS_MSG_IMPRINT_set_msg(message, &bytes, Int32(clamping: bytes.count)) == 1,
            TS_REQ_set_version(request, 1) == 1, TS_REQ_set_msg_imprint(request, message) == 1,
            TS_REQ_set_cert_req(request, 1) == 1, i2d_TS_REQ_bio(output, request) == 1
        else { throw failure }
    }

    private static func answer(
        _ context: OpaquePointer, _ request: OpaquePointer, _ seconds: inout Int
    ) throws(SignetError) -> [UInt8] {
        let response = withUnsafeMutablePointer(to: &seconds) { clock in
            TS_RESP_CTX_set_time_cb(
                context,
                { _, clock, seconds, microseconds in
                    guard let clock, let seconds, let microseconds else { return 0 }
                    seconds.pointee = clock.assumingMemoryBound(to: Int.self).pointee
                    microseconds.pointee = 0
                    return 1
                }, clock)
            return TS_RESP_create_response(context, request)
        }
        guard let response else { throw failure }
        defer { TS_RESP_free(response) }
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = i2d_TS_RESP(response, &bytes)
        defer { CRYPTO_free(bytes, #file, #line) }
        guard length > 0, let bytes else { throw failure }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(length)))
    }

    private static var failure: SignetError {
        OpenSSLErrors.failure("timeStamp.creation", .unexpected, "a time-stamp could not be made")
    }
}
