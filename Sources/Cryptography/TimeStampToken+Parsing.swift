public import Bytes
internal import COpenSSL
internal import FoundationEssentials

extension TimeStampToken {
    /// The largest token that is read, in bytes. Real ones have two to ten thousand.
    public static let maximumSize = 128 << 10

    /// Reads a token, checks its signature and looks at its signer; trust and the imprint are the caller's questions.
    public static func parse(_ der: ArraySlice<UInt8>, form: Form, limits: Limits = .default) -> ParseResult {
        guard der.count <= maximumSize else {
            return .malformed(reason: "the token has more than \(maximumSize) bytes")
        }
        OpenSSLErrors.clear()
        defer { OpenSSLErrors.clear() }
        do throws(SignetError) {
            let token = form == .response ? try unwrap(der) : der
            let message = try SignedMessage(token, maximumCertificates: limits.maximumCertificates)
            return .token(try TimeStampToken(message))
        } catch {
            return .malformed(reason: error.reason)
        }
    }

    public static func parse(_ der: [UInt8], form: Form, limits: Limits = .default) -> ParseResult {
        parse(der[...], form: form, limits: limits)
    }

    /// The token in a `TimeStampResp` (RFC 3161, section 2.4.2).
    static func unwrap(_ der: ArraySlice<UInt8>) throws(SignetError) -> ArraySlice<UInt8> {
        var outer = DERReader(der)
        var response = DERReader(try outer.take(tag: DERReader.sequence))
        guard outer.isAtEnd else { throw malformed("bytes follow the time-stamp response") }
        var statusInfo = DERReader(try response.take(tag: DERReader.sequence))
        let status = try statusInfo.take(tag: DERReader.integer)
        // granted or grantedWithMods
        guard status.count == 1, let value = status.first, value <= 1 else {
            throw malformed("the time-stamp authority did not grant the time-stamp")
        }
        guard !response.isAtEnd else { throw malformed("the time-stamp response holds no token") }
        return response.takeRest()
    }

    private init(_ message: SignedMessage) throws(SignetError) {
        guard message.contentType == NID_id_smime_ct_TSTInfo else {
            throw Self.malformed("the content is not a TSTInfo")
        }
        let info = try TimeStampInfo(message.content)
        certificates = message.certificates
        let signer = message.signer
        self.signer = signer
        time = info.time
        imprint = info.imprint
        imprintAlgorithm = info.imprintAlgorithm
        imprintAlgorithmIdentifier = info.imprintAlgorithmIdentifier
        serialNumber = info.serialNumber
        policy = info.policy
        nonce = info.nonce
        usesAllowedAlgorithms = info.imprintAlgorithm != nil && message.usesAllowedHash
        isSignatureValid = message.isSignatureValid()
        isSignerBound = message.namesSigner()
        signerViolations = signer.map { CertificateProfile.violations(of: $0, role: .timeStamping) } ?? []
    }

    static func malformed(_ reason: String) -> SignetError { SignetError("timeStamp.malformed", .badData, reason) }
}
