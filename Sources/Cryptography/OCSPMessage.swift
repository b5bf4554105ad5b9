internal import Bytes
internal import COpenSSL
internal import FoundationEssentials

/// A decoded OCSP response of the one type there is (`id-pkix-ocsp-basic`). The handle is only read after `init`.
final class OCSPMessage: @unchecked Sendable {
    private let pointer: OpaquePointer
    let producedAt: Date
    let certificates: [Certificate]
    let nonce: [UInt8]?

    init(_ der: [UInt8], maximumCertificates: Int) throws(SignetError) {
        let (parsed, isWhole) = der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let parsed = buffer.isEmpty ? nil : d2i_OCSP_RESPONSE(nil, &cursor, buffer.count)
            return (parsed, cursor == buffer.baseAddress.map { $0 + buffer.count })
        }
        guard let parsed else { throw Self.malformed("is not an OCSP response") }
        defer { OCSP_RESPONSE_free(parsed) }
        guard isWhole else { throw Self.malformed("bytes follow the OCSP response") }
        let status = OCSP_response_status(parsed)
        guard status == OCSP_RESPONSE_STATUS_SUCCESSFUL else {
            throw Self.malformed("the responder did not answer (status \(status))")
        }
        guard let basic = OCSP_response_get1_basic(parsed) else {
            throw Self.malformed("the OCSP response is of another type")
        }
        var isComplete = false
        defer { if !isComplete { OCSP_BASICRESP_free(basic) } }
        guard OCSP_resp_count(basic) <= Int32(OCSPResponse.maximumAnswers) else {
            throw Self.malformed("the OCSP response is about too many certificates")
        }
        guard let producedAt = ASN1Values.date(OCSP_resp_get0_produced_at(basic)) else {
            throw Self.malformed("the time of the OCSP response is not a date")
        }
        guard !Self.hasUnknownCriticalExtension(basic) else {
            throw Self.malformed("the OCSP response has a critical extension that is not known")
        }
        certificates = try Self.certificates(of: basic, maximum: maximumCertificates)
        nonce = Self.nonce(of: basic)
        self.producedAt = producedAt
        pointer = basic
        isComplete = true
    }

    deinit { OCSP_BASICRESP_free(pointer) }

    private static func malformed(_ reason: String) -> SignetError { SignetError("ocsp.malformed", .badData, reason) }

    private static func certificates(
        of basic: OpaquePointer, maximum: Int
    ) throws(SignetError) -> [Certificate] {
        let stack = OCSP_resp_get0_certs(basic)
        let count = max(0, OPENSSL_sk_num(stack))
        guard count <= Int32(clamping: maximum) else {
            throw malformed("the OCSP response carries more than \(maximum) certificates")
        }
        var certificates: [Certificate] = []
        for index in 0..<count {
            guard let entry = OPENSSL_sk_value(stack, index) else { continue }
            var bytes: UnsafeMutablePointer<UInt8>?
            let length = i2d_X509(OpaquePointer(entry), &bytes)
            defer { CRYPTO_free(bytes, #file, #line) }
            guard length > 0, let bytes else { throw malformed("a certificate of the OCSP response is unreadable") }
            certificates.append(
                try Certificate.shared(der: Array(UnsafeBufferPointer(start: bytes, count: Int(length)))[...]))
        }
        return certificates
    }

    private static func hasUnknownCriticalExtension(_ basic: OpaquePointer) -> Bool {
        let isUnknown = { (item: OpaquePointer?) in
            X509_EXTENSION_get_critical(item) == 1
                && OBJ_obj2nid(X509_EXTENSION_get_object(item)) != NID_id_pkix_OCSP_Nonce
        }
        if (0..<max(0, OCSP_BASICRESP_get_ext_count(basic))).contains(where: {
            isUnknown(OCSP_BASICRESP_get_ext(basic, $0))
        }) {
            return true
        }
        return (0..<max(0, OCSP_resp_count(basic))).contains { index in
            let single = OCSP_resp_get0(basic, index)
            return (0..<max(0, OCSP_SINGLERESP_get_ext_count(single))).contains {
                isUnknown(OCSP_SINGLERESP_get_ext(single, $0))
            }
        }
    }

    private static func nonce(of basic: OpaquePointer) -> [UInt8]? {
        let index = OCSP_BASICRESP_get_ext_by_NID(basic, NID_id_pkix_OCSP_Nonce, -1)
        guard index >= 0 else { return nil }
        let value = ASN1Values.bytes(X509_EXTENSION_get_data(OCSP_BASICRESP_get_ext(basic, index)))
        // The value is an OCTET STRING in the OCTET STRING; old responders leave the inner one out.
        var reader = DERReader(value[...])
        let inner = try? reader.take(tag: 0x04)
        return inner.map(Array.init) ?? value
    }

    /// Whether the signature is one of the algorithms C2PA allows for certificates, which leaves SHA-1 out.
    var usesAllowedSignature: Bool {
        CertificateSignature.isAllowed(OCSP_resp_get0_tbs_sigalg(pointer))
    }

    /// Whether it names `signer` as its responder and carries a signature by its key.
    func isSigned(by signer: Certificate) -> Bool {
        defer { OpenSSLErrors.clear() }
        guard let candidates = OPENSSL_sk_new_null() else { return false }
        defer { OPENSSL_sk_free(candidates) }
        guard OPENSSL_sk_push(candidates, UnsafeRawPointer(signer.pointer)) > 0 else { return false }
        // Whether the signer may sign is `OCSPResponse.isAuthorized(by:at:)`; here is only the signature.
        return OCSP_basic_verify(pointer, candidates, nil, UInt(OCSP_NOINTERN | OCSP_NOVERIFY)) == 1
    }

    func answers(about certificate: Certificate, issuer: Certificate) -> [OCSPResponse.Answer] {
        defer { OpenSSLErrors.clear() }
        return (0..<max(0, OCSP_resp_count(pointer))).compactMap { index in
            guard let single = OCSP_resp_get0(pointer, index), let identifier = OCSP_SINGLERESP_get0_id(single),
                Self.names(identifier, certificate, issuer)
            else { return nil }
            return Self.answer(single)
        }
    }

    private static func names(_ identifier: OpaquePointer, _ certificate: Certificate, _ issuer: Certificate) -> Bool {
        var algorithm: OpaquePointer?
        guard OCSP_id_get0_info(nil, &algorithm, nil, nil, identifier) == 1,
            let hash = EVP_get_digestbyname(OBJ_nid2sn(OBJ_obj2nid(algorithm))),
            let expected = OCSP_cert_to_id(hash, certificate.pointer, issuer.pointer)
        else { return false }
        defer { OCSP_CERTID_free(expected) }
        return OCSP_id_cmp(expected, identifier) == 0
    }

    private static func answer(_ single: OpaquePointer) -> OCSPResponse.Answer? {
        var reason: Int32 = -1
        var revoked: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var this: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var next: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        let status = OCSP_single_get0_status(single, &reason, &revoked, &this, &next)
        guard let thisUpdate = ASN1Values.date(this) else { return nil }
        let nextUpdate = ASN1Values.date(next)
        // A limit that cannot be read is not the same as none.
        guard next == nil || nextUpdate != nil else { return nil }
        switch status {
        case V_OCSP_CERTSTATUS_GOOD:
            return OCSPResponse.Answer(status: .good, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
        case V_OCSP_CERTSTATUS_REVOKED:
            let time = ASN1Values.date(revoked) ?? thisUpdate
            return OCSPResponse.Answer(
                status: .revoked(at: time, reason: reason < 0 ? nil : Int(reason)), thisUpdate: thisUpdate,
                nextUpdate: nextUpdate)
        default: return OCSPResponse.Answer(status: .unknown, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
        }
    }
}
