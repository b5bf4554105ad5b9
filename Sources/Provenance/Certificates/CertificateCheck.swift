public import Bytes
public import Cryptography
public import Findings
public import FoundationEssentials

/// What the C2PA certificate profile says about a certificate that somebody wants to sign with.
public struct CertificateCheck: Sendable {
    public let record: CertificateRecord
    /// For example `P-256` or `RSA 2048`.
    public let key: String
    public let violations: [CertificateProfile.Violation]
    /// Whether it is in date at the time of the check.
    public let isInDate: Bool

    /// Checks the first certificate of a PEM file against C2PA 2.4 section 14.5.1.
    public init(path: String, at time: Date, purposes: Set<String>) throws(SignetError) {
        let source = try FileSource(path: path)
        guard source.count <= Certificate.maximumPEMSize else {
            throw SignetError("certificate.tooLarge", .configuration, "is too large to be a certificate")
        }
        let certificates = try Certificate.parsePEM(try source.bytes(0..<source.count))
        guard let leaf = certificates.first else {
            throw SignetError("certificate.noneFound", .configuration, "holds no certificate")
        }
        record = CertificateRecord(leaf)
        key = leaf.keyDescription
        violations = CertificateProfile.violations(of: leaf, role: .claimSigning, allowedPurposes: purposes)
        isInDate = leaf.isValid(at: time)
    }
}
