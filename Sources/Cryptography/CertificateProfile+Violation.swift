extension CertificateProfile {
    /// The rules of the profile. The raw values are stable.
    public enum Rule: String, Sendable, CaseIterable {
        case version
        case algorithm
        case weakKey
        case curve
        case uniqueIdentifiers
        case isCA
        case notCA
        case selfSigned
        case keyUsageMissing
        case keyUsageDigitalSignature
        case keyUsageCertSign
        case extendedKeyUsageMissing
        case anyExtendedKeyUsage
        case extendedKeyUsageNotAllowed
        case extendedKeyUsageMixed
        case extendedKeyUsageNotCritical
        case authorityKeyIdentifierMissing
        case subjectKeyIdentifierMissing
        case unknownCriticalExtension
        case malformedExtension
        case nameConstraints
    }

    /// One rule that a certificate breaks.
    public struct Violation: Sendable, Equatable {
        public let rule: Rule

        init(rule: Rule) { self.rule = rule }

        /// Where the rule stands.
        public var section: String {
            switch rule {
            case .extendedKeyUsageNotCritical: "RFC 3161, 2.3"
            case .unknownCriticalExtension, .malformedExtension: "RFC 5280, 4.2"
            case .nameConstraints: "RFC 5280, 4.2.1.10"
            default: "C2PA 2.4, 14.5.1.1"
            }
        }

        /// One English sentence, without a final full stop.
        public var explanation: String {
            switch rule {
            case .version: "the certificate is not of version 3"
            case .algorithm: "the certificate is signed with an algorithm that C2PA does not allow"
            case .weakKey: "the RSA key has fewer than 2048 bits"
            case .curve: "the key is not RSA, Ed25519 or on one of the curves P-256, P-384 and P-521"
            case .uniqueIdentifiers: "the certificate has an issuer or subject unique identifier"
            case .isCA: "the certificate is that of a certificate authority, which must not sign content itself"
            case .notCA: "the certificate is not that of a certificate authority"
            case .selfSigned: "the certificate is signed by itself, so nobody vouches for it"
            case .keyUsageMissing: "the key usage extension is missing"
            case .keyUsageDigitalSignature: "the key usage does not allow digital signatures"
            case .keyUsageCertSign: "the key usage for signing certificates does not fit the certificate's role"
            case .extendedKeyUsageMissing: "the extended key usage extension is missing or empty"
            case .anyExtendedKeyUsage: "the extended key usage allows any purpose"
            case .extendedKeyUsageNotAllowed: "no extended key usage allows what the certificate is used for"
            case .extendedKeyUsageMixed: "time-stamping or OCSP signing is mixed with other purposes"
            case .extendedKeyUsageNotCritical: "the extended key usage of a time-stamp authority is not critical"
            case .nameConstraints: "the certificate has name constraints, which only authorities may have"
            case .authorityKeyIdentifierMissing: "the authority key identifier extension is missing"
            case .subjectKeyIdentifierMissing: "the subject key identifier extension is missing"
            case .unknownCriticalExtension: "a critical extension is not known"
            case .malformedExtension: "an extension is malformed or occurs twice"
            }
        }
    }
}
