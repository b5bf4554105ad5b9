internal import Boxes

/// What stands beside a claim signature and is not covered by it: proofs of time and of status, and padding (C2PA 2.4
/// sections 10.3.2.5, 10.4 and 14.5.2).
public struct UnprotectedHeaders: Sendable, Equatable {
    /// A `TimeStampToken` for `sigTst2`.
    public var timeStampToken: [UInt8]?
    /// OCSP responses for `rVals`.
    public var ocspResponses: [[UInt8]]
    /// Zero bytes in `pad` and `pad2`; nil leaves them out.
    private var padding: (first: Int, second: Int?)?

    public init(timeStampToken: [UInt8]? = nil, ocspResponses: [[UInt8]] = []) {
        self.timeStampToken = timeStampToken
        self.ocspResponses = ocspResponses
    }

    var entries: [CBORValue.Entry] {
        var entries: [CBORValue.Entry] = []
        if let timeStampToken {
            let token = CBORValue.map(["val": .bytes(timeStampToken)])
            entries.append(CBORValue.Entry(.text("sigTst2"), .map(["tstTokens": .array([token])])))
        }
        if !ocspResponses.isEmpty {
            let responses = CBORValue.array(ocspResponses.map { .bytes($0) })
            entries.append(CBORValue.Entry(.text("rVals"), .map(["ocspVals": responses])))
        }
        guard let padding else { return entries }
        entries.append(CBORValue.Entry(.text("pad"), Self.zeros(padding.first)))
        if let second = padding.second { entries.append(CBORValue.Entry(.text("pad2"), Self.zeros(second))) }
        return entries
    }

    private static func zeros(_ count: Int) -> CBORValue { .bytes([UInt8](repeating: 0, count: count)) }

    /// The size in bytes of the encoded headers.
    public var encodedSize: Int { CBOREncoder.encode(.map(entries)).count }

    /// These headers with padding that makes them `size` bytes long; nil when they are longer already, or so little shorter
    /// that no padding fits.
    public func padded(to size: Int) -> UnprotectedHeaders? {
        var plain = self
        plain.padding = nil
        let missing = size - plain.encodedSize
        if missing == 0 { return plain }
        // The key "pad" takes 4 bytes, the head of an empty string one. Where the head grows, one size is left out, which a
        // second string fills (section 10.4.4).
        for second in [nil, 0] as [Int?] {
            let used = 4 + (second == nil ? 0 : 6)
            for head in [1, 2, 3, 5] {
                let count = missing - used - head
                guard count >= 0 else { continue }
                var padded = plain
                padded.padding = (count, second)
                if padded.encodedSize == size { return padded }
            }
        }
        return nil
    }

    public static func == (left: UnprotectedHeaders, right: UnprotectedHeaders) -> Bool {
        left.entries == right.entries
    }
}
