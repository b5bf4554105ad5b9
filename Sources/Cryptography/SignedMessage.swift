internal import Bytes
internal import COpenSSL

/// A CMS SignedData with exactly one signer (RFC 5652), as time-stamp tokens are.
final class SignedMessage {
    private let pointer: OpaquePointer
    private let signerInfo: OpaquePointer
    let content: [UInt8]
    /// OpenSSL's number of the content's type.
    let contentType: Int32

    init(_ der: [UInt8]) throws(SignetError) {
        let (parsed, isWhole) = der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let parsed = buffer.isEmpty ? nil : d2i_CMS_ContentInfo(nil, &cursor, buffer.count)
            return (parsed, cursor == buffer.baseAddress.map { $0 + buffer.count })
        }
        guard let parsed else {
            throw OpenSSLErrors.failure("cms.unreadable", .badData, "is not a CMS message")
        }
        var isComplete = false
        defer { if !isComplete { CMS_ContentInfo_free(parsed) } }
        guard isWhole else { throw SignetError("cms.unreadable", .badData, "bytes follow the CMS message") }
        guard OBJ_obj2nid(CMS_get0_type(parsed)) == NID_pkcs7_signed else {
            throw SignetError("cms.notSigned", .badData, "is not signed data")
        }
        let signers = CMS_get0_SignerInfos(parsed)
        guard let signers, OPENSSL_sk_num(signers) == 1, let signer = OPENSSL_sk_value(signers, 0) else {
            throw SignetError("cms.signers", .badData, "does not have exactly one signer")
        }
        guard let content = CMS_get0_content(parsed)?.pointee else {
            throw SignetError("cms.detached", .badData, "has no content")
        }
        self.content = ASN1Values.bytes(content)
        contentType = OBJ_obj2nid(CMS_get0_eContentType(parsed))
        pointer = parsed
        signerInfo = OpaquePointer(signer)
        isComplete = true
    }

    deinit { CMS_ContentInfo_free(pointer) }

    /// The certificates it carries.
    func certificates(maximumCount: Int) throws(SignetError) -> [Certificate] {
        guard let stack = CMS_get1_certs(pointer) else {
            OpenSSLErrors.clear()
            return []
        }
        defer { OPENSSL_sk_pop_free(stack) { X509_free($0.map { OpaquePointer($0) }) } }
        let count = OPENSSL_sk_num(stack)
        guard count <= maximumCount else {
            throw SignetError("cms.certificates", .badData, "carries more than \(maximumCount) certificates")
        }
        var result: [Certificate] = []
        for index in 0..<max(0, count) {
            guard let item = OPENSSL_sk_value(stack, index) else { continue }
            result.append(try Certificate(der: Self.encode(OpaquePointer(item))))
        }
        return result
    }

    private static func encode(_ certificate: OpaquePointer) throws(SignetError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = i2d_X509(certificate, &bytes)
        defer { CRYPTO_free(bytes, #file, #line) }
        guard length > 0, let bytes else {
            throw OpenSSLErrors.failure("certificate.unreadable", .badData, "a certificate cannot be encoded")
        }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(length)))
    }

    /// The certificate the signer names by issuer and serial number or by key identifier.
    func signer(among certificates: [Certificate]) throws(SignetError) -> Certificate? {
        certificates.first { CMS_SignerInfo_cert_cmp(signerInfo, $0.pointer) == 0 }
    }

    /// Whether the hash that is signed is SHA-2.
    var usesAllowedHash: Bool {
        var digest: UnsafeMutablePointer<X509_ALGOR>?
        CMS_SignerInfo_get0_algs(signerInfo, nil, nil, &digest, nil)
        guard let digest else { return false }
        return HashAlgorithm(openSSLIdentifier: OBJ_obj2nid(digest.pointee.algorithm)) != nil
    }

    /// Whether the signature over content and signed attributes is right; the signer's certificate is not judged.
    func isSignatureValid() -> Bool {
        guard let output = BIO_new(BIO_s_null()) else { return false }
        defer {
            BIO_free(output)
            OpenSSLErrors.clear()
        }
        let flags = UInt32(CMS_BINARY) | UInt32(CMS_NO_SIGNER_CERT_VERIFY)
        return CMS_verify(pointer, nil, nil, nil, output, flags) == 1
    }

    /// Whether the signed attributes carry the hash of `signer` (ESSCertID or ESSCertIDv2).
    func namesSigner(_ signer: Certificate) -> Bool {
        defer { OpenSSLErrors.clear() }
        let old = attribute(NID_id_smime_aa_signingCertificate) { d2i_ESS_SIGNING_CERT(nil, &$0, $1) }
        let new = attribute(NID_id_smime_aa_signingCertificateV2) { d2i_ESS_SIGNING_CERT_V2(nil, &$0, $1) }
        defer {
            ESS_SIGNING_CERT_free(old)
            ESS_SIGNING_CERT_V2_free(new)
        }
        guard let chain = OPENSSL_sk_new_null() else { return false }
        defer { OPENSSL_sk_free(chain) }
        guard OPENSSL_sk_push(chain, UnsafeRawPointer(signer.pointer)) > 0 else { return false }
        return OSSL_ESS_check_signing_certs(old, new, chain, 1) == 1
    }

    /// The decoded value of a signed attribute that occurs once.
    private func attribute(
        _ identifier: Int32, _ decode: (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?
    ) -> OpaquePointer? {
        guard
            let value = CMS_signed_get0_data_by_OBJ(
                signerInfo, OBJ_nid2obj(identifier), -3, V_ASN1_SEQUENCE)
        else { return nil }
        return ASN1Values.bytes(value.assumingMemoryBound(to: ASN1_STRING.self)).withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return decode(&cursor, buffer.count)
        }
    }
}
