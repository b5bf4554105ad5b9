internal import Digests

/// The links of a log in which nothing can be edited, dropped from the middle or put in another order unnoticed: each entry's
/// digest covers its number, the digest before it, and its own bytes.
///
/// Without a key anyone can check the chain, and whoever can write the log can also make a new one; with a key only its
/// holder can do either. Entries dropped from the end leave a correct, shorter chain: keep ``head`` and ``count`` elsewhere.
public struct AuditChain: Sendable, Equatable {
    /// One entry's place in the chain.
    public struct Link: Sendable, Equatable {
        /// Counted from 1.
        public let sequence: Int
        /// The digest of the entry before, 32 bytes; zeros for the first.
        public let previous: [UInt8]
        /// 32 bytes.
        public let digest: [UInt8]

        public init(sequence: Int, previous: [UInt8], digest: [UInt8]) {
            self.sequence = sequence
            self.previous = previous
            self.digest = digest
        }
    }

    /// How many entries the chain has.
    public private(set) var count: Int
    /// The digest of the last entry, 32 bytes; zeros when there is none.
    public private(set) var head: [UInt8]
    private let key: [UInt8]?

    /// Goes on after `count` entries of which the last has the digest `head`.
    public init(key: [UInt8]? = nil, count: Int = 0, head: [UInt8]? = nil) {
        self.key = key
        self.count = count
        self.head = head ?? [UInt8](repeating: 0, count: 32)
    }

    /// The link that `payload` gets as the next entry.
    public mutating func append(_ payload: [UInt8]) -> Link {
        let link = Link(sequence: count + 1, previous: head, digest: digest(of: payload))
        count = link.sequence
        head = link.digest
        return link
    }

    /// Takes `payload` as the next entry when `link` is the one it must have; otherwise nothing changes.
    public mutating func accept(_ link: Link, _ payload: [UInt8]) -> Bool {
        guard link.sequence == count + 1, link.previous == head, link.digest == digest(of: payload) else {
            return false
        }
        count = link.sequence
        head = link.digest
        return true
    }

    /// The digest the next entry gets: over a fixed name, its number (8 bytes, big-endian), the head, and `payload`.
    private func digest(of payload: [UInt8]) -> [UInt8] {
        var message = Array("signet.audit.1\0".utf8)
        let number = UInt64(count + 1)
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            message.append(UInt8(truncatingIfNeeded: number >> shift))
        }
        message += head
        message += payload
        guard let key else { return Hasher.digest(message, .sha256) }
        return MessageAuthentication.code(for: message, key: key)
    }
}
