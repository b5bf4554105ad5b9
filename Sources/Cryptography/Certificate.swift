public import Bytes
internal import COpenSSL
public import FoundationEssentials

/// An X.509 certificate (RFC 5280).
///
/// Parsing checks the form only; what the certificate may be used for is ``CertificateProfile``, and whether anybody vouches
/// for it is ``TrustPath``. The handle is only read after `init`, which OpenSSL allows from any thread.
public final class Certificate: @unchecked Sendable {
    /// The largest certificate that is parsed, in bytes. Real ones have one to three thousand.
    public static let maximumSize = 64 << 10

    /// The encoding it was made from.
    public let der: [UInt8]
    public let notBefore: Date
    public let notAfter: Date
    let pointer: OpaquePointer
    /// nil when OpenSSL does not know the kind of key.
    let publicKey: PublicKey?

    public convenience init(der: ArraySlice<UInt8>) throws(SignetError) { try self.init(der: Array(der)) }

    /// Parses one certificate; all of `der` must belong to it. See ``shared(der:)`` for those that come again and again.
    public convenience init(der: [UInt8]) throws(SignetError) {
        guard der.count <= Self.maximumSize else {
            throw SignetError(
                "certificate.tooLarge", .configuration, "a certificate has more than \(Self.maximumSize) bytes")
        }
        OpenSSLErrors.clear()
        let (parsed, isWhole) = der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let parsed = buffer.isEmpty ? nil : d2i_X509(nil, &cursor, buffer.count)
            return (parsed, cursor == buffer.baseAddress.map { $0 + buffer.count })
        }
        guard let parsed else {
            throw OpenSSLErrors.failure("certificate.unreadable", .configuration, "is not an X.509 certificate in DER")
        }
        guard isWhole else {
            X509_free(parsed)
            throw SignetError("certificate.unreadable", .configuration, "bytes follow the certificate")
        }
        try self.init(owning: parsed, der: der)
    }

    /// Takes over `pointer`, whose encoding is `der`, also when it throws.
    private init(owning pointer: OpaquePointer, der: [UInt8]) throws(SignetError) {
        guard let notBefore = ASN1Values.date(X509_get0_notBefore(pointer)),
            let notAfter = ASN1Values.date(X509_get0_notAfter(pointer))
        else {
            X509_free(pointer)
            throw SignetError("certificate.validity", .configuration, "the certificate's validity is not a date")
        }
        self.der = der
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.pointer = pointer
        publicKey = X509_get0_pubkey(pointer).flatMap { PublicKey(sharing: $0) }
        // Makes OpenSSL read and remember the extensions now, so that all later calls are reads.
        X509_check_purpose(pointer, -1, 0)
        OpenSSLErrors.clear()
    }

    deinit { X509_free(pointer) }

    /// Whether `signature` over `message` was made with this certificate's key.
    ///
    /// Signatures are in the form COSE has them: ECDSA is r‖s, each exactly as long as the curve's coordinates, never DER;
    /// RSASSA-PSS has a salt as long as the digest. The key must fit the algorithm: RSA of 2048 to 16384 bits, Ed25519, or
    /// for each of the ECDSA algorithms any of P-256, P-384 and P-521 (C2PA 2.4, section 13.2.1). A "no" of any kind,
    /// errors included, is false.
    public func verify(
        signature: some Collection<UInt8>, message: [ArraySlice<UInt8>], algorithm: SignatureAlgorithm
    ) -> Bool {
        publicKey?.verify(signature: Array(signature), pieces: message, algorithm: algorithm) ?? false
    }

    public func verify(
        signature: some Collection<UInt8>, message: [UInt8], algorithm: SignatureAlgorithm
    ) -> Bool {
        verify(signature: signature, message: [message[...]], algorithm: algorithm)
    }

    /// Whether `time` is inside the validity, to the second, ends included (RFC 5280, section 4.1.2.5).
    public func isValid(at time: Date) -> Bool {
        let second = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
        return notBefore <= second && second <= notAfter
    }
}

extension Certificate: Equatable {
    public static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }
}
