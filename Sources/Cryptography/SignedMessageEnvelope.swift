internal import Bytes

/// The outer layers of a CMS SignedData in DER (RFC 5652, section 5.1), taken apart without OpenSSL.
///
/// OpenSSL would parse every certificate of every token anew; taken out first, they can come from ``Certificate/shared(der:)``.
struct SignedMessageEnvelope {
    /// The encodings of the certificates, in order.
    let certificates: [ArraySlice<UInt8>]
    /// The message without certificates and revocation lists.
    let stripped: [UInt8]

    private static let contextConstructed0: UInt8 = 0xA0
    private static let contextConstructed1: UInt8 = 0xA1

    /// Throws when `der` is not DER; RFC 3161, section 2.4.2, asks for nothing less.
    init(_ der: ArraySlice<UInt8>, maximumCertificates: Int) throws(SignetError) {
        var outer = DERReader(der)
        var contentInfo = DERReader(try outer.take(tag: DERReader.sequence))
        guard outer.isAtEnd else { throw SignetError("cms.unreadable", .badData, "bytes follow the CMS message") }
        let type = try contentInfo.element()
        var wrapper = DERReader(try contentInfo.take(tag: Self.contextConstructed0))
        var signedData = DERReader(try wrapper.take(tag: DERReader.sequence))
        guard contentInfo.isAtEnd, wrapper.isAtEnd else {
            throw SignetError("cms.unreadable", .badData, "bytes follow the signed data")
        }
        var kept: [UInt8] = []
        var certificates: [ArraySlice<UInt8>] = []
        while !signedData.isAtEnd {
            switch signedData.nextTag {
            case Self.contextConstructed0:
                var set = DERReader(try signedData.take(tag: Self.contextConstructed0))
                while !set.isAtEnd {
                    guard certificates.count < maximumCertificates else {
                        throw SignetError("cms.certificates", .badData, "carries too many certificates")
                    }
                    // Other tags are attribute certificates, which nobody needs here.
                    let isCertificate = set.nextTag == DERReader.sequence
                    let item = try set.element()
                    if isCertificate { certificates.append(item) }
                }
            case Self.contextConstructed1: _ = try signedData.element()
            default: kept.append(contentsOf: try signedData.element())
            }
        }
        self.certificates = certificates
        let inner = Self.wrap(DERReader.sequence, kept)
        stripped = Self.wrap(DERReader.sequence, Array(type) + Self.wrap(Self.contextConstructed0, inner))
    }

    private static func wrap(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let size = content.count
        if size < 0x80 { return [tag, UInt8(truncatingIfNeeded: size)] + content }
        var digits: [UInt8] = []
        var rest = size
        while rest > 0 {
            digits.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [tag, 0x80 | UInt8(truncatingIfNeeded: digits.count)] + digits + content
    }
}
