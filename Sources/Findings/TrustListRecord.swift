public import FoundationEssentials

/// A trust list that was in use, for printers: a verdict is only as good, and as current, as the list behind it.
public struct TrustListRecord: Sendable, Equatable {
    /// Whom a list is about.
    public enum Kind: String, Sendable, CaseIterable {
        /// Anchors of those who sign claims.
        case signers
        /// Anchors of time-stamp authorities.
        case timeStampAuthorities = "tsa"
        /// Anchors of the people and organisations that identity assertions name.
        case identities
        /// The products that were found to conform; a list to look names up on, which makes nothing trusted.
        case products
    }

    /// As in ``FileReport/trustLists`` and ``SignatureRecord/trustList``.
    public let name: String
    /// When the list was issued or fetched; nil when that is not known.
    public let date: Date?
    /// How many certificates (or products) it holds.
    public let certificateCount: Int?
    /// SHA-256 of the list as it was read, lower-case hexadecimal.
    public let sha256: String?
    public var kind: Kind
    /// When its issuer means to issue the next one.
    public var nextUpdate: Date?
    /// Where it came from, as it was named then; nil when nobody noted it.
    public var source: String?
    /// When it was put into the configuration folder.
    public var installed: Date?
    /// Its file.
    public var path: String?

    public init(
        name: String, date: Date? = nil, certificateCount: Int? = nil, sha256: String? = nil, kind: Kind = .signers
    ) {
        self.name = name
        self.date = date
        self.certificateCount = certificateCount
        self.sha256 = sha256
        self.kind = kind
    }

    /// How old a list may be before it should be looked at again, in seconds: 90 days.
    public static let expectedAge = 90.0 * 86_400

    /// Whether the list was issued more than ``expectedAge`` before `time`.
    public func isOld(at time: Date) -> Bool {
        guard let date else { return false }
        return time.timeIntervalSince(date) > Self.expectedAge
    }

    /// Whether its issuer meant to have issued the next one before `time`.
    public func isOverdue(at time: Date) -> Bool {
        guard let nextUpdate else { return false }
        return nextUpdate < time
    }
}

/// One certificate of a trust list, with what the list says about it.
public struct TrustListEntry: Sendable, Equatable {
    public let certificate: CertificateRecord
    /// The organisation and its service, as the list names them; nil where the list only has the certificate.
    public let entity: String?
    public let service: String?
    /// From when until when the list vouches for it; nil for no bound.
    public let from: Date?
    public let until: Date?

    public init(certificate: CertificateRecord, entity: String?, service: String?, from: Date?, until: Date?) {
        self.certificate = certificate
        self.entity = entity
        self.service = service
        self.from = from
        self.until = until
    }
}
