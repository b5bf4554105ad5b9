public import Bytes
internal import COpenSSL

extension Certificate {
    /// The largest text that is searched for certificates, in bytes. The public trust lists have under 200 KB.
    public static let maximumPEMSize = 8 << 20
    /// How many certificates one text may hold.
    public static let maximumPEMCount = 4_096

    /// All certificates of a PEM text, in order; text around them is skipped.
    ///
    /// Throws when there is none, or one of them cannot be read.
    public static func parsePEM(_ text: [UInt8]) throws(SignetError) -> [Certificate] {
        var certificates: [Certificate] = []
        for encoding in try encodings(inPEM: text) {
            do throws(SignetError) {
                certificates.append(try Certificate(der: encoding))
            } catch {
                throw SignetError(error.code, error.category, "certificate \(certificates.count + 1): \(error.reason)")
            }
        }
        return certificates
    }

    /// The DER of all certificates of a PEM text, in order; throws when there is none.
    static func encodings(inPEM text: [UInt8]) throws(SignetError) -> [[UInt8]] {
        guard text.count <= maximumPEMSize else {
            throw SignetError("certificate.tooLarge", .configuration, "has more than \(maximumPEMSize) bytes")
        }
        let blocks = try PEMBlocks.read(text, maximumCount: maximumPEMCount)
        let encodings = blocks.filter { certificateLabels.contains($0.label) }.map(\.content)
        guard !encodings.isEmpty else {
            throw SignetError("certificate.noneFound", .configuration, "no PEM certificate was found")
        }
        return encodings
    }

    private static let certificateLabels: Set = ["CERTIFICATE", "X509 CERTIFICATE"]

    /// The PEM text of the certificate.
    public var pem: String { PEMBlocks.text(label: "CERTIFICATE", content: der) }
}
