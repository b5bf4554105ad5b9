internal import COpenSSL
internal import FoundationEssentials

/// Builds and checks one certificate path with OpenSSL.
///
/// OpenSSL extends the path by one certificate at a time and does not go back, so the work is linear in the number of
/// certificates: at most one signature check for each link of the path.
enum PathBuilder {
    enum Outcome {
        case found(Anchor)
        case none(reason: String)
    }

    /// Where a path ends.
    struct Anchor: Equatable, Sendable {
        let name: String
        /// SHA-256 of the DER.
        let fingerprint: [UInt8]
    }

    /// How many authorities may stand between the leaf and the anchor.
    static let maximumDepth: Int32 = 8

    static func build(
        _ leaf: Certificate, _ intermediates: [Certificate], _ store: AnchorStore, _ time: Date?,
        maximumDepth: Int32 = maximumDepth
    ) -> Outcome {
        OpenSSLErrors.clear()
        defer { OpenSSLErrors.clear() }
        guard let context = X509_STORE_CTX_new(), let candidates = OPENSSL_sk_new_null() else {
            return .none(reason: "no memory")
        }
        defer {
            X509_STORE_CTX_free(context)
            OPENSSL_sk_free(candidates)
        }
        for certificate in intermediates {
            guard OPENSSL_sk_push(candidates, UnsafeRawPointer(certificate.pointer)) > 0 else {
                return .none(reason: "no memory")
            }
        }
        guard X509_STORE_CTX_init(context, store.pointer, leaf.pointer, candidates) == 1,
            let parameters = X509_STORE_CTX_get0_param(context), set(parameters, time, maximumDepth)
        else { return .none(reason: "the path cannot be checked") }
        return withExtendedLifetime((leaf, store)) { run(context, intermediates) }
    }

    private static func set(_ parameters: OpaquePointer, _ time: Date?, _ maximumDepth: Int32) -> Bool {
        var flags = UInt(X509_V_FLAG_X509_STRICT) | UInt(X509_V_FLAG_PARTIAL_CHAIN)
        if let time {
            guard let seconds = ASN1Values.seconds(time) else { return false }
            X509_VERIFY_PARAM_set_time(parameters, seconds)
        } else {
            flags |= UInt(X509_V_FLAG_NO_CHECK_TIME)
        }
        X509_VERIFY_PARAM_set_depth(parameters, maximumDepth)
        // 112 bits: refuses SHA-1 signatures and RSA below 2048 anywhere below the anchor.
        X509_VERIFY_PARAM_set_auth_level(parameters, 2)
        return X509_VERIFY_PARAM_set_flags(parameters, flags) == 1
    }

    private static func run(_ context: OpaquePointer, _ intermediates: [Certificate]) -> Outcome {
        guard X509_verify_cert(context) == 1 else {
            let number = X509_STORE_CTX_get_error(context)
            guard number != X509_V_OK, let text = X509_verify_cert_error_string(Int(number)) else {
                return .none(reason: "the path cannot be checked")
            }
            return .none(reason: String(cString: text))
        }
        let chain = X509_STORE_CTX_get0_chain(context)
        // The first certificate that comes from the list ends the path; it may be the leaf itself.
        let end = X509_STORE_CTX_get_num_untrusted(context)
        guard end >= 0, let anchor = OPENSSL_sk_value(chain, end) else { return .none(reason: "the path is empty") }
        // The profile is for all certificates (section 14.5.1.1), but whoever made the list answers for the anchors.
        for index in 1..<max(1, end) {
            let link = OPENSSL_sk_value(chain, index).map { OpaquePointer($0) }
            guard let certificate = intermediates.first(where: { $0.pointer == link }) else { continue }
            let violations = CertificateProfile.violations(of: certificate, role: .certificateAuthority)
            if let violation = violations.first {
                return .none(reason: "in an authority of the path, \(violation.explanation)")
            }
        }
        let pointer = OpaquePointer(anchor)
        return .found(
            Anchor(
                name: Certificate.description(of: X509_get_subject_name(pointer)),
                fingerprint: Certificate.fingerprint(of: pointer)))
    }
}
