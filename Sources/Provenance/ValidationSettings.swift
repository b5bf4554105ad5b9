public import Bytes
public import FoundationEssentials

/// What a validation is held against: trust lists, a moment in time, and limits.
public struct ValidationSettings: Sendable {
    public var trust: TrustConfiguration
    /// The moment that counts as now.
    public var time: Date
    public var limits: Limits
    /// What may be fetched; nil, and nothing is, unless the user allowed it.
    public var network: NetworkAccess?

    public init(trust: TrustConfiguration = TrustConfiguration(), time: Date = Date(), limits: Limits = .default) {
        self.trust = trust
        self.time = time
        self.limits = limits
    }
}
