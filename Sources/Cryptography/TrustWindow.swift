public import FoundationEssentials

/// From when until when somebody vouches for an anchor: a claim that was made outside of it is not trusted through that anchor
/// (C2PA 2.4, section 15.7).
public struct TrustWindow: Sendable, Equatable {
    /// The first moment; nil for no beginning.
    public let from: Date?
    /// The moment at which it is over; nil for no end.
    public let until: Date?

    public init(from: Date? = nil, until: Date? = nil) {
        self.from = from
        self.until = until
    }

    public func contains(_ time: Date) -> Bool {
        if let from, time < from { return false }
        if let until, time >= until { return false }
        return true
    }
}
