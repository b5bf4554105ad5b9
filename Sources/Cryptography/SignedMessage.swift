internal import Bytes
internal import COpenSSL
internal import Digests

/// A CMS SignedData with exactly one signer (RFC 5652), as time-stamp tokens are.
final class SignedMessage {
    private let pointer: OpaquePointer
    private let signerInfo: OpaquePointer
    let content: [UInt8]
    /// OpenSSL's number of the content's type.
    let contentType: Int32
    /// The certificates it carries, in its order.
    let certificates: [Certificate]
    /// The one the signer names by issuer and serial number or by key identifier.
    let signer: Certificate?

    init(_ der: ArraySlice<UInt8>, maximumCertificates: Int) throws(SignetError) {
        let envelope = try SignedMessageEnvelope(der, maximumCertificates: maximumCertificates)
        var certificates: [Certificate] = []
        for encoding in envelope.certificates { certificates.append(try Certificate.shared(der: encoding)) }
        let message = envelope.stripped
        let (parsed, isWhole) = message.withUnsafeBufferPointer { buffer in
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
        self.certificates = certificates
        self.signer = certificates.first { CMS_SignerInfo_cert_cmp(OpaquePointer(signer), $0.pointer) == 0 }
        isComplete = true
    }

    deinit { CMS_ContentInfo_free(pointer) }

    /// Whether the hash that is signed is SHA-2.
    var usesAllowedHash: Bool {
        var digest: UnsafeMutablePointer<X509_ALGOR>?
        CMS_SignerInfo_get0_algs(signerInfo, nil, nil, &digest, nil)
        guard let digest else { return false }
        return HashAlgorithm(openSSLIdentifier: OBJ_obj2nid(digest.pointee.algorithm)) != nil
    }

    /// Whether the signature over content and signed attributes is right; the signer's certificate is not judged.
    func isSignatureValid() -> Bool {
        guard let signer, let output = BIO_new(BIO_s_null()), let candidates = OPENSSL_sk_new_null() else {
            return false
        }
        defer {
            BIO_free(output)
            OPENSSL_sk_free(candidates)
            OpenSSLErrors.clear()
        }
        guard OPENSSL_sk_push(candidates, UnsafeRawPointer(signer.pointer)) > 0 else { return false }
        let flags = UInt32(CMS_BINARY) | UInt32(CMS_NO_SIGNER_CERT_VERIFY)
        return CMS_verify(pointer, candidates, nil, nil, output, flags) == 1
    }

    /// Whether the signed attributes carry the hash of the signer's certificate (ESSCertID or ESSCertIDv2).
    func namesSigner() -> Bool {
        guard let signer else { return false }
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
