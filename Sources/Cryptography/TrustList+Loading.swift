public import Bytes
internal import COpenSSL
internal import Digests

extension TrustList {
    /// The largest text of an allowed list or a purposes list, in bytes.
    public static let maximumListSize = 8 << 20

    /// The SHA-256 values of an allowed list: lines of base64 SHA-256 of DER, PEM certificates, or both; `#` and `//` start
    /// comments.
    public static func loadAllowedList(_ text: [UInt8]) throws(SignetError) -> Set<[UInt8]> {
        guard text.count <= maximumListSize else {
            throw SignetError("trust.tooLarge", .configuration, "has more than \(maximumListSize) bytes")
        }
        var allowed: Set<[UInt8]> = []
        var isInBlock = false
        var hasBlocks = false
        for (index, line) in lines(of: text).enumerated() {
            if line.hasPrefix("-----BEGIN ") {
                isInBlock = true
                hasBlocks = true
            } else if line.hasPrefix("-----END ") {
                isInBlock = false
            } else if !isInBlock, !line.isEmpty {
                guard let digest = decodeBase64(line), digest.count == HashAlgorithm.sha256.digestSize else {
                    throw SignetError(
                        "trust.allowedList", .configuration,
                        "line \(index + 1) is neither the base64 of a SHA-256 value nor part of a PEM certificate")
                }
                allowed.insert(digest)
            }
        }
        if hasBlocks {
            for certificate in try Certificate.parsePEM(text) { allowed.insert(certificate.fingerprint) }
        }
        return allowed
    }

    /// The purposes of a list: one dotted object identifier per line; `#` and `//` start comments.
    public static func loadPurposes(_ text: [UInt8]) throws(SignetError) -> Set<String> {
        guard text.count <= maximumListSize else {
            throw SignetError("trust.tooLarge", .configuration, "has more than \(maximumListSize) bytes")
        }
        var purposes: Set<String> = []
        for (index, line) in lines(of: text).enumerated() where !line.isEmpty {
            guard isObjectIdentifier(line) else {
                throw SignetError(
                    "trust.purposes", .configuration, "line \(index + 1) is not a dotted object identifier")
            }
            purposes.insert(line)
        }
        guard !purposes.isEmpty else {
            throw SignetError("trust.purposes", .configuration, "no object identifier was found")
        }
        return purposes
    }

    /// The lines without comments and without spaces at their ends. Base64 has `//` too, so a comment begins a line or
    /// follows a space.
    private static func lines(of text: [UInt8]) -> [String] {
        String(decoding: text, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            var words: [Substring] = []
            for word in $0.split(whereSeparator: \.isWhitespace) {
                if word.hasPrefix("#") || (word.hasPrefix("//") && (words.count > 0 || word.count != 44)) { break }
                words.append(word)
            }
            return words.joined(separator: " ")
        }
    }

    private static func isObjectIdentifier(_ text: String) -> Bool {
        let arcs = text.split(separator: ".", omittingEmptySubsequences: false)
        return arcs.count >= 2 && arcs.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    private static func decodeBase64(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4), !digits.isEmpty, let count = Int32(exactly: digits.count) else {
            return nil
        }
        var content = [UInt8](repeating: 0, count: digits.count / 4 * 3)
        guard EVP_DecodeBlock(&content, digits, count) == Int32(content.count) else {
            OpenSSLErrors.clear()
            return nil
        }
        let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        return content.dropLast(padding)
    }
}
