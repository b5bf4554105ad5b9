public import FoundationEssentials

/// A trust list that was in use, for printers: a verdict is only as good, and as current, as the list behind it.
public struct TrustListRecord: Sendable, Equatable {
    /// As in ``FileReport/trustLists`` and ``SignatureRecord/trustList``.
    public let name: String
    /// When the list was issued or fetched; nil when that is not known.
    public let date: Date?
    /// How many certificates it holds.
    public let certificateCount: Int?
    /// SHA-256 of the list as it was read, lower-case hexadecimal.
    public let sha256: String?

    public init(name: String, date: Date? = nil, certificateCount: Int? = nil, sha256: String? = nil) {
        self.name = name
        self.date = date
        self.certificateCount = certificateCount
        self.sha256 = sha256
    }
}
