internal import COpenSSL
internal import FoundationEssentials

/// Builds and checks one certificate path with OpenSSL.
///
/// OpenSSL extends the path by one certificate at a time and does not go back. Where several certificates are of one
/// authority, the way that it takes may be the wrong one, so each of these is left out once: the work is at most quadratic
/// in the number of certificates of one signature.
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
        let first = attempt(leaf, intermediates, store, time, maximumDepth)
        guard case .none = first else { return first }
        for index in intermediates.indices where hasTwin(index, of: intermediates) {
            var others = intermediates
            others.remove(at: index)
            let outcome = attempt(leaf, others, store, time, maximumDepth)
            if case .found = outcome { return outcome }
        }
        return first
    }

    /// Whether another certificate is of the same authority.
    private static func hasTwin(_ index: Int, of certificates: [Certificate]) -> Bool {
        let name = X509_get_subject_name(certificates[index].pointer)
        return certificates.indices.contains { other in
            other != index && X509_NAME_cmp(name, X509_get_subject_name(certificates[other].pointer)) == 0
        }
    }

    /// OpenSSL takes the last second of a validity as over; it belongs to it (RFC 5280, section 4.1.2.5).
    private static func attempt(
        _ leaf: Certificate, _ intermediates: [Certificate], _ store: AnchorStore, _ time: Date?, _ maximumDepth: Int32
    ) -> Outcome {
        let (outcome, error) = verify(leaf, intermediates, store, time, nil, maximumDepth)
        guard error == X509_V_ERR_CERT_HAS_EXPIRED, let time else { return outcome }
        let before = time.addingTimeInterval(-1)
        let again = verify(leaf, intermediates, store, before, time, maximumDepth).outcome
        if case .found = again { return again }
        return outcome
    }

    /// - Parameter end: the moment at which no certificate of the path may be out of date, when that is not `time`.
    private static func verify(
        _ leaf: Certificate, _ intermediates: [Certificate], _ store: AnchorStore, _ time: Date?, _ end: Date?,
        _ maximumDepth: Int32
    ) -> (outcome: Outcome, error: Int32) {
        OpenSSLErrors.clear()
        defer { OpenSSLErrors.clear() }
        guard let context = X509_STORE_CTX_new(), let candidates = OPENSSL_sk_new_null() else {
            return (.none(reason: "no memory"), X509_V_ERR_OUT_OF_MEM)
        }
        defer {
            X509_STORE_CTX_free(context)
            OPENSSL_sk_free(candidates)
        }
        for certificate in intermediates {
            guard OPENSSL_sk_push(candidates, UnsafeRawPointer(certificate.pointer)) > 0 else {
                return (.none(reason: "no memory"), X509_V_ERR_OUT_OF_MEM)
            }
        }
        guard X509_STORE_CTX_init(context, store.pointer, leaf.pointer, candidates) == 1,
            let parameters = X509_STORE_CTX_get0_param(context), set(parameters, time, maximumDepth)
        else { return (.none(reason: "the path cannot be checked"), X509_V_ERR_UNSPECIFIED) }
        return withExtendedLifetime((leaf, store)) {
            let outcome = run(context, intermediates, end)
            return (outcome, X509_STORE_CTX_get_error(context))
        }
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

    private static func run(_ context: OpaquePointer, _ intermediates: [Certificate], _ last: Date?) -> Outcome {
        guard X509_verify_cert(context) == 1 else {
            let number = X509_STORE_CTX_get_error(context)
            guard number != X509_V_OK, let text = X509_verify_cert_error_string(Int(number)) else {
                return .none(reason: "the path cannot be checked")
            }
            return .none(reason: String(cString: text))
        }
        let chain = X509_STORE_CTX_get0_chain(context)
        if let last, !isInside(last, chain) { return .none(reason: "certificate has expired") }
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

    /// Whether no certificate of the chain has ended before the second of `time`.
    private static func isInside(_ time: Date, _ chain: OpaquePointer?) -> Bool {
        let second = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
        return (0..<max(0, OPENSSL_sk_num(chain))).allSatisfy { index in
            guard let certificate = OPENSSL_sk_value(chain, index),
                let end = ASN1Values.date(X509_get0_notAfter(OpaquePointer(certificate)))
            else { return false }
            return second <= end
        }
    }
}
