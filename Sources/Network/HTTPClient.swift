public import Bytes
internal import CShims

/// Fetches one thing over HTTP, within hard limits: no redirects, no cookies, no stored credentials, nothing in the
/// background. Every exchange ends within its time and its size, or with an error.
public struct HTTPClient: Sendable {
    /// What an exchange may do.
    public struct Policy: Sendable, Equatable {
        /// Whether `http` is allowed beside `https`.
        public var allowsPlainHTTP: Bool
        /// Whether addresses of this machine and of private networks may be connected to.
        public var allowsPrivateAddresses: Bool
        /// Whether the proxies of the environment (`https_proxy` …) are used. Behind a proxy the address that a name
        /// resolves to is not seen, so this goes with addresses that the user gave only.
        public var usesProxy: Bool
        /// Seconds for the whole exchange.
        public var timeout: Double
        /// The largest body that is taken, in bytes.
        public var maximumSize: Int

        public init(
            allowsPlainHTTP: Bool, allowsPrivateAddresses: Bool, usesProxy: Bool, timeout: Double, maximumSize: Int
        ) {
            self.allowsPlainHTTP = allowsPlainHTTP
            self.allowsPrivateAddresses = allowsPrivateAddresses
            self.usesProxy = usesProxy
            self.timeout = timeout
            self.maximumSize = maximumSize
        }

        /// For an address that the user named: as the user says, within 10 seconds and 1 MiB.
        public static let named = Policy(
            allowsPlainHTTP: true, allowsPrivateAddresses: true, usesProxy: true, timeout: 10, maximumSize: 1 << 20)

        /// For an address out of a file: only https, only to public addresses, within 5 seconds and `maximumSize` bytes.
        public static func foreign(maximumSize: Int) -> Policy {
            Policy(
                allowsPlainHTTP: false, allowsPrivateAddresses: false, usesProxy: false, timeout: 5,
                maximumSize: maximumSize)
        }
    }

    /// What a server said.
    public struct Response: Sendable {
        public let status: Int
        /// As the server wrote it, without parameters, in lower case; empty when it wrote none.
        public let mediaType: String
        public let body: [UInt8]

        public init(status: Int, mediaType: String, body: [UInt8]) {
            self.status = status
            self.mediaType = mediaType
            self.body = body
        }
    }

    public let policy: Policy

    public init(_ policy: Policy) { self.policy = policy }

    public func get(_ url: String, accept: String? = nil) throws(SignetError) -> Response {
        try perform(url, body: nil, contentType: nil, accept: accept, token: nil)
    }

    /// - Parameter token: a bearer token (RFC 6750); over http it goes to this machine only.
    public func post(
        _ url: String, _ body: [UInt8], contentType: String, accept: String? = nil, token: String? = nil
    ) throws(SignetError) -> Response {
        try perform(url, body: body, contentType: contentType, accept: accept, token: token)
    }

    private static let userAgent = "signet"
    /// The longest address that is asked, in bytes.
    private static let maximumURL = 2_048

    private func perform(
        _ url: String, body: [UInt8]?, contentType: String?, accept: String?, token: String?
    ) throws(SignetError) -> Response {
        try check(url)
        if let token { try check(token, for: url) }
        var answer = signet_http_answer()
        defer { signet_http_free(&answer) }
        url.withCString { url in
            Self.userAgent.withCString { agent in
                Self.header("Content-Type", contentType) { contentType in
                    Self.header("Accept", accept) { accept in
                        Self.header("Authorization", token.map { "Bearer \($0)" }) { authorization in
                            // An empty body still makes a POST.
                            (body.map { $0.isEmpty ? [0] : $0 } ?? []).withUnsafeBufferPointer { bytes in
                                var request = signet_http_request()
                                request.url = url
                                request.user_agent = agent
                                request.body = body == nil ? nil : bytes.baseAddress
                                request.body_size = body?.count ?? 0
                                request.content_type = contentType
                                request.accept = accept
                                request.authorization = authorization
                                request.allows_plain = policy.allowsPlainHTTP ? 1 : 0
                                request.uses_proxy = policy.usesProxy ? 1 : 0
                                request.timeout_milliseconds = Int(max(1, min(policy.timeout, 600) * 1_000))
                                request.maximum_size = max(0, policy.maximumSize)
                                if !policy.allowsPrivateAddresses {
                                    request.gate = { address, size in
                                        guard let address else { return 0 }
                                        let bytes = Array(UnsafeBufferPointer(start: address, count: size))
                                        return PublicAddress.isPublic(bytes) ? 1 : 0
                                    }
                                }
                                signet_http_perform(&request, &answer)
                            }
                        }
                    }
                }
            }
        }
        if let failure = failure(answer) { throw failure }
        let bytes = answer.body.map { Array(UnsafeBufferPointer(start: $0, count: answer.body_size)) } ?? []
        return Response(status: answer.status, mediaType: Self.mediaType(Self.text(answer.content_type)), body: bytes)
    }

    private static func header<Result>(
        _ name: String, _ value: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let value else { return body(nil) }
        return "\(name): \(value)".withCString(body)
    }

    /// The library reads addresses as leniently as browsers do; only plain ones reach it.
    private func check(_ url: String) throws(SignetError) {
        let lower = url.lowercased()
        guard lower.hasPrefix("https://") || (policy.allowsPlainHTTP && lower.hasPrefix("http://")) else {
            throw SignetError(
                "network.scheme", .unavailable,
                policy.allowsPlainHTTP ? "the address is not one of http or https" : "the address is not one of https")
        }
        guard url.utf8.count <= Self.maximumURL, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw SignetError("network.address", .unavailable, "the address is not a plain URL")
        }
        let authority = lower.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        guard !authority.prefix(while: { $0 != "/" && $0 != "?" && $0 != "#" }).contains("@") else {
            throw SignetError("network.address", .unavailable, "the address carries a name or password")
        }
    }

    /// A token is a secret, and text that stands in a header.
    private func check(_ token: String, for url: String) throws(SignetError) {
        guard !token.isEmpty, token.utf8.count <= 16_384, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw SignetError("network.token", .configuration, "the token is empty or holds blanks or line breaks")
        }
        guard url.lowercased().hasPrefix("https://") || Self.isLocal(url) else {
            throw SignetError("network.token", .configuration, "a token is only sent over https, or to this machine")
        }
    }

    /// Whether `url` is one of http on this machine, which nobody else can listen in on.
    public static func isLocal(_ url: String) -> Bool {
        let lower = url.lowercased()
        return ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { name in
            lower.hasPrefix(name) && [nil, ":", "/"].contains(lower.dropFirst(name.count).first)
        }
    }

    private func failure(_ answer: signet_http_answer) -> SignetError? {
        let detail = Self.text(answer.message)
        let rest = detail.isEmpty ? "" : ": \(detail)"
        switch signet_http_failure(UInt32(bitPattern: answer.failure)) {
        case SIGNET_HTTP_OK: return nil
        case SIGNET_HTTP_NO_LIBRARY:
            return SignetError("network.library", .unavailable, "libcurl is not installed (Debian: libcurl4)")
        case SIGNET_HTTP_BAD_ADDRESS:
            return SignetError("network.address", .unavailable, "the address cannot be used\(rest)")
        case SIGNET_HTTP_REFUSED:
            return SignetError(
                "network.privateAddress", .unavailable,
                "the address leads into this machine or a private network and was not connected to")
        case SIGNET_HTTP_TIMEOUT:
            return SignetError("network.timeout", .unavailable, "no answer within \(policy.timeout) seconds")
        case SIGNET_HTTP_TOO_LARGE:
            return SignetError(
                "network.tooLarge", .unavailable, "the answer is larger than \(policy.maximumSize) bytes")
        case SIGNET_HTTP_TLS:
            return SignetError("network.tls", .unavailable, "the server's identity cannot be confirmed\(rest)")
        default: return SignetError("network.unreachable", .unavailable, "the server cannot be reached\(rest)")
        }
    }

    private static func mediaType(_ text: String) -> String {
        let first = text.prefix { $0 != ";" }.lowercased()
        return String(first.filter { !$0.isWhitespace })
    }

    /// The text in a C array of characters.
    private static func text<Characters>(_ characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
