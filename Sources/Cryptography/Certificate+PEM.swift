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
        guard text.count <= maximumPEMSize else {
            throw SignetError("certificate.tooLarge", .configuration, "has more than \(maximumPEMSize) bytes")
        }
        let blocks = try PEMBlocks.read(text, maximumCount: maximumPEMCount)
        var certificates: [Certificate] = []
        for block in blocks where certificateLabels.contains(block.label) {
            do throws(SignetError) {
                certificates.append(try Certificate(der: block.content))
            } catch {
                throw SignetError(error.code, error.category, "certificate \(certificates.count + 1): \(error.reason)")
            }
        }
        guard !certificates.isEmpty else {
            throw SignetError("certificate.noneFound", .configuration, "no PEM certificate was found")
        }
        return certificates
    }

    private static let certificateLabels: Set = ["CERTIFICATE", "X509 CERTIFICATE"]

    /// The PEM text of the certificate.
    public var pem: String { PEMBlocks.text(label: "CERTIFICATE", content: der) }
}
