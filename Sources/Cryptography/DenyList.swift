public import Bytes
public import FoundationEssentials

/// Certificates and keys that somebody no longer wants to see, to be checked without a network.
///
/// A text file, one entry per line; `#` starts a comment:
///
/// ```
/// certificate <SHA-256 of the DER>                    [from 2026-01-31T00:00:00Z]
/// key         <SHA-256 of the SubjectPublicKeyInfo>   [from …]
/// serial      <hexadecimal>                           [from …]  issuer <name as in RFC 2253, to the end of the line>
/// ```
///
/// With a date, signatures that a trusted time-stamp proves to be older still count; without one, none does.
public struct DenyList: Sendable {
    /// How the list is named in reports.
    public let name: String
    /// How many entries it has.
    public private(set) var count = 0

    private struct Serial: Hashable {
        let number: String
        let issuer: String
    }

    /// The date from which an entry counts; the distant past when it always does.
    private var certificates: [[UInt8]: Date] = [:]
    private var keys: [[UInt8]: Date] = [:]
    private var serials: [Serial: Date] = [:]

    /// The largest list that is read, in bytes.
    public static let maximumSize = 16 << 20

    public init(name: String, text: [UInt8]) throws(SignetError) {
        self.name = name
        guard text.count <= Self.maximumSize else {
            throw SignetError("denyList.tooLarge", .configuration, "has more than \(Self.maximumSize) bytes")
        }
        for (index, bytes) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = String(decoding: bytes, as: UTF8.self)
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { continue }
            try add(words.map(String.init), number: index + 1)
            count += 1
        }
    }

    private mutating func add(_ words: [String], number: Int) throws(SignetError) {
        guard words.count >= 2 else { throw Self.unreadable(number, "has no value") }
        let issuerIndex = words.firstIndex(of: "issuer")
        let head = Array(words[..<(issuerIndex ?? words.count)])
        let since = try Self.date(head.dropFirst(2), number)
        switch words[0] {
        case "certificate", "key":
            guard issuerIndex == nil, let digest = Hex.decode(words[1]), digest.count == 32 else {
                throw Self.unreadable(number, "has no SHA-256 value of 64 hexadecimal digits")
            }
            if words[0] == "key" {
                keys[digest] = min(since, keys[digest] ?? .distantFuture)
            } else {
                certificates[digest] = min(since, certificates[digest] ?? .distantFuture)
            }
        case "serial":
            guard let issuerIndex, issuerIndex + 1 < words.count, let serial = Self.serial(words[1]) else {
                throw Self.unreadable(number, "has no serial number or no issuer")
            }
            // Spaces count once: no name that matters differs in them only.
            let entry = Serial(number: serial, issuer: words[(issuerIndex + 1)...].joined(separator: " "))
            serials[entry] = min(since, serials[entry] ?? .distantFuture)
        default: throw Self.unreadable(number, "starts with none of certificate, key and serial")
        }
    }

    private static func date(_ words: ArraySlice<String>, _ number: Int) throws(SignetError) -> Date {
        guard let first = words.first else { return .distantPast }
        guard first == "from", words.count == 2, let text = words.last, let date = try? Date(text, strategy: .iso8601)
        else {
            throw unreadable(
                number, "has something else than `from` and a time like 2026-01-31T00:00:00Z after its value")
        }
        return date
    }

    /// Lower case, without leading zeros and colons.
    private static func serial(_ text: String) -> String? {
        let digits = text.lowercased().filter { $0 != ":" }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) })
        else {
            return nil
        }
        let significant = digits.drop { $0 == "0" }
        return significant.isEmpty ? "0" : String(significant)
    }

    private static func unreadable(_ line: Int, _ what: String) -> SignetError {
        SignetError("denyList.unreadable", .configuration, "line \(line) of the deny list \(what)")
    }

    /// Whether `certificate` is on the list, for a signature that is proven to have existed at `provenTime`.
    public func contains(_ certificate: Certificate, provenTime: Date?) -> Bool {
        var dates: [Date] = []
        if !certificates.isEmpty, let date = certificates[certificate.fingerprint] { dates.append(date) }
        if !keys.isEmpty, let date = keys[certificate.keyFingerprint] { dates.append(date) }
        if !serials.isEmpty, let number = Self.serial(certificate.serialNumber) {
            let issuer = certificate.issuerName.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if let date = serials[Serial(number: number, issuer: issuer)] { dates.append(date) }
        }
        guard let date = dates.min() else { return false }
        return provenTime.map { $0 >= date } ?? true
    }
}
