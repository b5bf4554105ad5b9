internal import Findings

/// A signature with the names c2patool gives its fields, so that scripts written for it go on working.
enum SignatureJSON {
    /// `signature_info` of c2patool's report: `issuer` is the organisation in the signer's own certificate.
    static func value(for signature: SignatureRecord) -> DataValue {
        let leaf = signature.certificates.first
        return .object([
            "alg": .text(signature.algorithm.map(algorithmName)),
            "issuer": .text(leaf?.organization),
            "common_name": .text(leaf?.commonName),
            "cert_serial_number": .text(leaf.map { decimal(hexadecimal: $0.serialNumber) }),
            "time": .text(signature.timeStamp.map { Timestamp.text($0.time) }),
        ])
    }

    /// `Es256` for `ES256`; EdDSA goes by its only curve.
    private static func algorithmName(_ algorithm: String) -> String {
        guard algorithm != "EdDSA" else { return "Ed25519" }
        return algorithm.prefix(1).uppercased() + algorithm.dropFirst().lowercased()
    }

    /// The decimal spelling of a hexadecimal number; the text itself when it is none, or longer than serial numbers
    /// are (20 bytes, RFC 5280 section 4.1.2.2; three times that is let through).
    static func decimal(hexadecimal text: String) -> String {
        guard !text.isEmpty, text.utf8.count <= 120 else { return text }
        // Decimal digits, the lowest first.
        var digits: [Int] = [0]
        for character in text {
            guard var carry = character.hexDigitValue else { return text }
            for index in digits.indices {
                let value = digits[index] * 16 + carry
                digits[index] = value % 10
                carry = value / 10
            }
            while carry > 0 {
                digits.append(carry % 10)
                carry /= 10
            }
        }
        return digits.reversed().map(String.init).joined()
    }
}
