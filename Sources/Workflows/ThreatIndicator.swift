internal import Fingerprints
internal import FoundationEssentials

/// One signal as ThreatExchange's API and its tools write it: `indicator` of a ThreatIndicator, `raw_indicator` of a
/// ThreatDescriptor, `hash` or `pdq` of files made by hand.
struct ThreatIndicator: Decodable {
    /// One page of answers.
    struct Page: Decodable { let data: [ThreatIndicator] }

    private let id: String?
    private let signal: String?
    private let type: String?
    private let tags: [String]
    private let created: String?

    private enum Key: String, CodingKey {
        case id, indicator, hash, pdq, signal, type, tags, timestamp
        case rawIndicator = "raw_indicator"
        case indicatorType = "indicator_type"
        case signalType = "signal_type"
        case creationTime = "creation_time"
        case addedOn = "added_on"
    }

    private struct Tag: Decodable { let text: String }
    private struct Tags: Decodable { let data: [Tag] }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func text(_ keys: Key...) -> String? {
            for key in keys {
                if let text = try? values.decode(String.self, forKey: key) { return text }
                if let number = try? values.decode(Int64.self, forKey: key) { return "\(number)" }
            }
            return nil
        }
        id = text(.id)
        signal = text(.indicator, .rawIndicator, .hash, .pdq, .signal)
        type = text(.type, .indicatorType, .signalType)
        created = text(.creationTime, .addedOn, .timestamp)
        tags =
            (try? values.decode([String].self, forKey: .tags))
            ?? (try? values.decode(Tags.self, forKey: .tags).data.map(\.text)) ?? []
    }

    var hasSignal: Bool { signal != nil }

    func item(line: Int) -> HashListReader.Item {
        if let type, !Self.isPDQ(type) { return .other }
        guard let hash = signal.flatMap({ Hash256(hex: $0) }) else {
            return .invalid(line: line, reason: "has no PDQ hash of 64 hexadecimal digits")
        }
        return .entry(HashList.Entry(hash: hash, id: id, tags: tags, created: Self.time(created)))
    }

    static func isPDQ(_ type: String) -> Bool { ["hash_pdq", "pdq"].contains(type.lowercased()) }

    /// Seconds since 1970, or a time in ISO 8601, as RFC 3339.
    static func time(_ text: String?) -> String? {
        guard let text else { return nil }
        if let seconds = Int64(text), (0...253_402_300_799).contains(seconds) {
            return Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        }
        return (try? Date(text, strategy: .iso8601))?.formatted(.iso8601)
    }
}
