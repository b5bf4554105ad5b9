public import Bytes
public import Cryptography
internal import Glibc
internal import Network

/// A signer that is a service at an address which the user named, such as a front end of a key management system.
///
/// The bytes to sign are posted as they are, and the answer is the signature: the protocol of the remote signer in
/// c2pa-rs settings. Each signature is checked against the certificate before it is used.
public struct ServiceSigner: ClaimSigner {
    public let certificates: [Certificate]
    private let url: String
    private let token: AccessToken?
    private let client: HTTPClient
    private let form: SignatureForm
    private let attempts: Int
    private let pause: Double

    /// - Parameters:
    ///   - url: `https`, or `http` to this machine: whoever can change what is asked for could have anything signed.
    ///   - certificates: that of the key first.
    ///   - token: sent as a bearer token.
    ///   - timeout: seconds for one attempt.
    ///   - pause: seconds before the second attempt; twice as many before each further one.
    public init(
        url: String, certificates: [Certificate], algorithm: SignatureAlgorithm? = nil, token: AccessToken? = nil,
        timeout: Double = 30, attempts: Int = 3, pause: Double = 0.5
    ) throws(SignetError) {
        form = try SignatureForm(certificates: certificates, algorithm: algorithm)
        guard url.lowercased().hasPrefix("https://") || HTTPClient.isLocal(url) else {
            throw SignetError(
                "key.service", .configuration, "a signer service is asked over https, or on this machine")
        }
        self.certificates = certificates
        self.url = url
        self.token = token
        self.attempts = max(1, attempts)
        self.pause = pause
        var policy = HTTPClient.Policy.named
        policy.timeout = timeout
        policy.maximumSize = Self.maximumAnswer
        client = HTTPClient(policy)
    }

    /// The largest answer that is taken, in bytes: signatures of RSA keys have up to 2048.
    private static let maximumAnswer = 16 << 10

    /// Whether `key` names a service.
    static func isNamed(by key: String) -> Bool {
        let lower = key.lowercased()
        return lower.hasPrefix("https://") || lower.hasPrefix("http://")
    }

    public var algorithm: SignatureAlgorithm { form.algorithm }

    public var signatureSize: Int { form.size }

    public func sign(_ message: [UInt8]) throws(SignetError) -> [UInt8] {
        var attempt = 1
        while true {
            do throws(SignetError) {
                return try form.check(try ask(message), over: message)
            } catch {
                guard Self.transient.contains(error.code), attempt < attempts else {
                    let category = error.category == .configuration ? error.category : .unavailable
                    throw SignetError(error.code, category, "no signature from \(url): \(error.reason)")
                }
            }
            usleep(UInt32(clamping: Int(pause * 1_000_000) << min(attempt - 1, 8)))
            attempt += 1
        }
    }

    /// Only what may be better the next time is tried again: a wrong answer stays wrong.
    private static let transient: Set<SignetError.Code> = [
        "network.unreachable", "network.timeout", "key.serviceBusy",
    ]

    private func ask(_ message: [UInt8]) throws(SignetError) -> [UInt8] {
        let response = try client.post(
            url, message, contentType: "application/octet-stream", accept: "application/octet-stream",
            token: try token?.text())
        switch response.status {
        case 200: return response.body
        case 401, 403:
            throw SignetError(
                "key.serviceDenied", .configuration,
                "it answers with status \(response.status): the token is not accepted")
        case 429, 500...:
            throw SignetError("key.serviceBusy", .unavailable, "it answers with status \(response.status)")
        default: throw SignetError("key.service", .unavailable, "it answers with status \(response.status)")
        }
    }
}
