/// Whether the name in a signer's certificate is that of a product on the list of conforming products.
///
/// It is only looked up when the signer's issuer is on a trust list: anybody can write any name into a certificate. A match
/// says that the names are the same, not that the record was made by that product in a version that conforms.
public struct ProductMatch: Sendable, Equatable {
    /// A product as the list has it.
    public struct Product: Sendable, Equatable {
        public let name: String
        /// Who had it checked.
        public let applicant: String
        public let recordIdentifier: String
        /// The highest assurance level it may claim.
        public let assuranceLevel: Int?
        /// The first version the entry is about; nil when the list names none.
        public let minimumVersion: String?

        public init(
            name: String, applicant: String, recordIdentifier: String, assuranceLevel: Int?, minimumVersion: String?
        ) {
            self.name = name
            self.applicant = applicant
            self.recordIdentifier = recordIdentifier
            self.assuranceLevel = assuranceLevel
            self.minimumVersion = minimumVersion
        }
    }

    /// Nil when no product has the name.
    public let product: Product?
    /// The day of the newest change to the list, as the list writes it (`2026-08-20`).
    public let listDate: String?

    public init(product: Product?, listDate: String?) {
        self.product = product
        self.listDate = listDate
    }
}
