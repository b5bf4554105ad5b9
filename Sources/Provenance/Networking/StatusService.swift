internal import Bytes
internal import Cryptography
internal import Network

/// An OCSP responder at an address (RFC 6960, appendix A).
struct StatusService {
    let url: String
    let client: HTTPClient

    /// - Returns: a response that answers this question; whether it is to be believed is another.
    func ask(
        about certificate: Certificate, issuer: Certificate
    ) throws(SignetError) -> OCSPResponse {
        let request = try OCSPRequest(about: certificate, issuer: issuer)
        let answer = try client.post(
            url, request.der, contentType: OCSPRequest.mediaType, accept: OCSPRequest.responseMediaType)
        guard answer.status == 200 else {
            throw SignetError("ocsp.status", .unavailable, "the responder answered with status \(answer.status)")
        }
        switch OCSPResponse.parse(answer.body) {
        case .malformed(let reason): throw SignetError("ocsp.malformed", .unavailable, reason)
        case .response(let response):
            guard response.answers(request) else {
                throw SignetError("ocsp.nonce", .unavailable, "the responder answered another request")
            }
            guard !response.answers(about: certificate, issuer: issuer).isEmpty else {
                throw SignetError("ocsp.other", .unavailable, "the responder answered about another certificate")
            }
            return response
        }
    }
}
