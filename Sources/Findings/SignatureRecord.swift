public import FoundationEssentials

/// What the claim signature of a manifest says, for printers.
public struct SignatureRecord: Sendable, Equatable {
    /// A trusted or untrusted time-stamp and who made it.
    public struct TimeStamp: Sendable, Equatable {
        public let time: Date
        public let authority: CertificateRecord?
        /// Whether the token is sound and its authority is on the time-stamp trust list.
        public let isTrusted: Bool

        public init(time: Date, authority: CertificateRecord?, isTrusted: Bool) {
            self.time = time
            self.authority = authority
            self.isTrusted = isTrusted
        }
    }

    /// The COSE algorithm name: `ES256`, `PS384`, `EdDSA`…
    public let algorithm: String?
    /// Leaf first; as they stand in the signature.
    public let certificates: [CertificateRecord]
    public let timeStamp: TimeStamp?
    /// The trust list that vouches for the leaf, when one does.
    public let trustList: String?

    public init(
        algorithm: String?, certificates: [CertificateRecord], timeStamp: TimeStamp?, trustList: String? = nil
    ) {
        self.algorithm = algorithm
        self.certificates = certificates
        self.timeStamp = timeStamp
        self.trustList = trustList
    }
}
