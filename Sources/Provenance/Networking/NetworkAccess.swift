public import Bytes
internal import Cryptography
internal import Network
internal import Synchronization

/// What a validation may ask the network: the status of certificates, and manifests that are elsewhere. Without it nothing
/// is connected to.
public struct NetworkAccess: Sendable {
    private let status: HTTPClient
    private let manifests: HTTPClient
    private let statusService: String?
    private let cache = ResponseCache()

    /// - Parameters:
    ///   - statusService: an OCSP responder of the user's own, asked instead of those that certificates name.
    ///   - maximumManifest: the largest manifest store that is fetched, in bytes.
    public init(statusService: String? = nil, maximumManifest: Int = Limits.default.maximumStoreBytes) {
        self.init(
            statusService: statusService, maximumManifest: maximumManifest, isLocal: false)
    }

    /// - Parameter isLocal: for tests, whose servers are on this machine and have no certificates.
    init(statusService: String?, maximumManifest: Int, isLocal: Bool) {
        self.statusService = statusService
        // Responses are signed themselves, and responders are asked over http to this day (RFC 6960, appendix A).
        var policy = statusService == nil ? HTTPClient.Policy.foreign(maximumSize: OCSPResponse.maximumSize) : .named
        policy.allowsPlainHTTP = true
        policy.timeout = 5
        policy.maximumSize = OCSPResponse.maximumSize
        policy.allowsPrivateAddresses = policy.allowsPrivateAddresses || isLocal
        status = HTTPClient(policy)
        var foreign = HTTPClient.Policy.foreign(maximumSize: maximumManifest)
        foreign.allowsPlainHTTP = isLocal
        foreign.allowsPrivateAddresses = isLocal
        manifests = HTTPClient(foreign)
    }

    /// Asks for the status of `certificate`; nil when nobody can be asked.
    ///
    /// Throws when the responder does not answer, or not this question. One certificate is asked about once per process.
    func status(of certificate: Certificate, issuer: Certificate) throws(SignetError) -> OCSPResponse? {
        if let known = cache[certificate.fingerprint] { return try known.get() }
        let service = statusService ?? certificate.statusServices.first { $0.lowercased().hasPrefix("http") }
        guard let service else { return nil }
        let result = Result { () throws(SignetError) in
            try StatusService(url: service, client: status).ask(about: certificate, issuer: issuer)
        }
        cache[certificate.fingerprint] = result
        return try result.get()
    }

    /// Fetches a manifest store that is said to be at `url` (C2PA 2.4 section 11.5).
    func manifestStore(at url: String) throws(SignetError) -> [UInt8] {
        let response = try manifests.get(url, accept: "application/c2pa")
        guard response.status == 200 else {
            throw SignetError("network.status", .unavailable, "the server answered with status \(response.status)")
        }
        return response.body
    }
}

/// What responders answered, so that a thousand images of one signer ask once.
private final class ResponseCache: Sendable {
    private let answers = Mutex<[[UInt8]: Result<OCSPResponse, SignetError>]>([:])
    private static let maximumCount = 256

    subscript(fingerprint: [UInt8]) -> Result<OCSPResponse, SignetError>? {
        get { answers.withLock { $0[fingerprint] } }
        set {
            answers.withLock { answers in
                if answers.count >= Self.maximumCount { answers.removeAll(keepingCapacity: true) }
                answers[fingerprint] = newValue
            }
        }
    }
}
