public import Bytes
internal import ContentCredentials
public import Cryptography
public import FoundationEssentials
internal import Network

/// What others attest beside a signature: when it was made, and that its certificates were not revoked by then (C2PA 2.4
/// sections 10.3.2.5 and 10.3.2.6).
public struct SigningProofs: Sendable {
    /// Whom to ask for time-stamps; nil adds none.
    let timeStamps: TimeStampService?
    /// OCSP responses about the signer's certificates.
    let ocspResponses: [[UInt8]]

    /// No proofs: nothing is fetched.
    public static let none = SigningProofs(timeStamps: nil, ocspResponses: [])

    init(timeStamps: TimeStampService?, ocspResponses: [[UInt8]]) {
        self.timeStamps = timeStamps
        self.ocspResponses = ocspResponses
    }

    /// - Parameters:
    ///   - staplesFor: the signer whose certificates' status is fetched now, from the responders that they name; nil for none.
    ///   - time: the moment that counts as now.
    ///
    /// Throws when a responder cannot be asked, and when it does not say that the certificate is good: then nothing may be
    /// signed with it.
    public init(
        timeStamps: TimeStampService?, staplesFor signer: (any ClaimSigner)? = nil, at time: Date = Date()
    ) throws(SignetError) {
        var responses: [[UInt8]] = []
        if let signer { responses = try Self.responses(for: signer, at: time) }
        self.init(timeStamps: timeStamps, ocspResponses: responses)
    }

    /// The signer's own certificates name whom to ask, so private addresses are as good as others.
    private static func responses(for signer: any ClaimSigner, at time: Date) throws(SignetError) -> [[UInt8]] {
        var policy = HTTPClient.Policy.named
        policy.maximumSize = OCSPResponse.maximumSize
        let client = HTTPClient(policy)
        var responses: [[UInt8]] = []
        for (index, certificate) in signer.certificates.enumerated() where !certificate.isSelfSigned {
            guard let service = certificate.statusServices.first(where: { $0.lowercased().hasPrefix("http") }) else {
                guard index > 0 else {
                    throw SignetError(
                        "ocsp.noService", .configuration,
                        "the certificate names no service that could be asked about it")
                }
                continue
            }
            guard let issuer = signer.certificates.first(where: { certificate.isIssued(by: $0) }) else {
                guard index > 0 else {
                    throw SignetError(
                        "ocsp.noIssuer", .configuration,
                        "the chain does not hold the issuer of the signer's certificate")
                }
                continue
            }
            responses.append(try ask(service, client, certificate, issuer, time))
        }
        return responses
    }

    private static func ask(
        _ service: String, _ client: HTTPClient, _ certificate: Certificate, _ issuer: Certificate, _ time: Date
    ) throws(SignetError) -> [UInt8] {
        let answer: OCSPResponse
        do throws(SignetError) {
            answer = try StatusService(url: service, client: client).ask(about: certificate, issuer: issuer)
        } catch {
            throw SignetError(error.code, .unavailable, "the responder \(service) gives no answer: \(error.reason)")
        }
        switch answer.verdict(on: certificate, issuer: issuer, provenTime: nil, now: time, isLive: true) {
        case .notRevoked: return answer.der
        case .revoked:
            throw SignetError(
                "certificate.revoked", .configuration,
                "the certificate of \(certificate.subjectDescription) was revoked")
        case .unknown(let reason), .none(let reason):
            throw SignetError(
                "ocsp.unknown", .unavailable, "the responder \(service) does not confirm the certificate: \(reason)")
        }
    }

    /// Headers of the size that they will have, before there is a signature.
    func reserved() throws(SignetError) -> UnprotectedHeaders {
        guard let timeStamps else { return UnprotectedHeaders(ocspResponses: ocspResponses) }
        return UnprotectedHeaders(
            timeStampToken: [UInt8](repeating: 0, count: try timeStamps.reservedSize()), ocspResponses: ocspResponses)
    }

    /// The headers for a signature, as long as `reserved`.
    ///
    /// - Parameter chain: the signer's certificates, which have to be in date at the attested time.
    func headers(
        for signature: [UInt8], _ protected: COSEHeaders, chain: [Certificate], reserved: UnprotectedHeaders
    ) throws(SignetError) -> UnprotectedHeaders {
        guard let timeStamps else { return reserved }
        let (token, der) = try timeStamps.stamp(protected.timeStampedBytes(signature: signature))
        guard chain.allSatisfy({ $0.isValid(at: token.time) }) else {
            throw SignetError(
                "timeStamp.outsideValidity", .unavailable,
                "the time-stamp authority \(timeStamps.url) says \(token.time.formatted(.iso8601)), when the signer's "
                    + "certificate is not in date")
        }
        let headers = UnprotectedHeaders(timeStampToken: der, ocspResponses: ocspResponses)
        guard let padded = headers.padded(to: reserved.encodedSize) else {
            throw SignetError(
                "timeStamp.size", .unavailable, "the time-stamp is much larger than the one before it; try again")
        }
        return padded
    }
}
