public import FoundationEssentials

/// What a certificate says about itself, for printers.
public struct CertificateRecord: Sendable, Equatable {
    /// One attribute of a distinguished name.
    public struct Attribute: Sendable, Equatable {
        /// The short name (`CN`, `O`, `OU`, `C`) or the dotted object identifier.
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public let subject: [Attribute]
    public let issuer: [Attribute]
    /// Lower-case hexadecimal, without leading zeros beyond those of whole bytes.
    public let serialNumber: String
    public let notBefore: Date
    public let notAfter: Date
    /// SHA-256 of the DER encoding, lower-case hexadecimal.
    public let fingerprint: String

    public init(
        subject: [Attribute], issuer: [Attribute], serialNumber: String, notBefore: Date, notAfter: Date,
        fingerprint: String
    ) {
        self.subject = subject
        self.issuer = issuer
        self.serialNumber = serialNumber
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.fingerprint = fingerprint
    }

    public var commonName: String? { subject.first { $0.name == "CN" }?.value }
    public var organization: String? { subject.first { $0.name == "O" }?.value }
}
