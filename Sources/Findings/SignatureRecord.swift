public import FoundationEssentials

/// What the claim signature of a manifest says, for printers.
public struct SignatureRecord: Sendable, Equatable {
    /// A trusted or untrusted time-stamp and who made it.
    public struct TimeStamp: Sendable, Equatable {
        /// How much the authority's word is worth.
        public enum Standing: String, Sendable {
            /// Sound, and the authority is on a list of time-stamp authorities.
            case listed
            /// Sound, but the authority was held against no list.
            case unchecked
            /// Not sound, or of an authority that is on no list.
            case unlisted
        }

        public let time: Date
        public let authority: CertificateRecord?
        public let standing: Standing

        public init(time: Date, authority: CertificateRecord?, standing: Standing) {
            self.time = time
            self.authority = authority
            self.standing = standing
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
