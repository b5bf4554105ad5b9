import Bytes
import Foundation

/// A private key of the COSE examples, put into PKCS#8 (RFC 5958, RFC 5915, RFC 8410).
struct JWK {
    let pem: String

    init(_ fields: [String: String]) throws {
        func bytes(_ name: String) throws -> [UInt8] {
            if let hex = fields["\(name)_hex"].flatMap({ Hex.decode($0) }) { return hex }
            guard var text = fields[name] else { throw SignetError("test.key", .unexpected, "has no \(name)") }
            text = text.replacing("-", with: "+").replacing("_", with: "/")
            while !text.utf8.count.isMultiple(of: 4) { text += "=" }
            guard let data = Data(base64Encoded: text) else {
                throw SignetError("test.key", .unexpected, "\(name) is not base64")
            }
            return [UInt8](data)
        }
        let curves: [String: (object: [UInt8], size: Int)] = [
            "P-256": ([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07], 32),
            "P-384": ([0x2B, 0x81, 0x04, 0x00, 0x22], 48),
            "P-521": ([0x2B, 0x81, 0x04, 0x00, 0x23], 66),
        ]
        var secret = try bytes("d")
        let content: [UInt8]
        if let curve = fields["crv"].flatMap({ curves[$0] }) {
            secret = [UInt8](repeating: 0, count: max(0, curve.size - secret.count)) + secret
            let algorithm = Self.der(
                0x30, Self.der(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]) + Self.der(0x06, curve.object))
            let key = Self.der(0x30, Self.der(0x02, [1]) + Self.der(0x04, secret))
            content = Self.der(0x30, Self.der(0x02, [0]) + algorithm + Self.der(0x04, key))
        } else if fields["crv"] == "Ed25519" {
            content = Self.der(
                0x30,
                Self.der(0x02, [0]) + Self.der(0x30, Self.der(0x06, [0x2B, 0x65, 0x70]))
                    + Self.der(0x04, Self.der(0x04, secret)))
        } else {
            throw SignetError("test.key", .unexpected, "is of another kind")
        }
        pem = "-----BEGIN PRIVATE KEY-----\n\(Data(content).base64EncodedString())\n-----END PRIVATE KEY-----\n"
    }

    private static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let size = content.count
        return (size < 128 ? [tag, UInt8(size)] : [tag, 0x81, UInt8(size)]) + content
    }
}
