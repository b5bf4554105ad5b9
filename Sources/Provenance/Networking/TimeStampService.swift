public import Bytes
internal import Cryptography
internal import FoundationEssentials
internal import Glibc
internal import Network
internal import Synchronization

/// A time-stamp authority at an address that the user named (RFC 3161, section 3.4).
public final class TimeStampService: Sendable {
    let url: String
    private let client: HTTPClient
    private let attempts: Int
    private let pause: Double
    private let limits: Limits
    /// The size of the last token in bytes; 0 before the first.
    private let lastSize = Mutex(0)

    /// - Parameters:
    ///   - attempts: how often an authority that does not answer is asked.
    ///   - timeout: seconds for one attempt.
    ///   - pause: seconds before the second attempt; twice as many before each further one.
    public init(
        url: String, attempts: Int = 3, timeout: Double = 10, pause: Double = 0.5, limits: Limits = .default
    ) {
        self.url = url
        self.attempts = max(1, attempts)
        self.pause = pause
        self.limits = limits
        var policy = HTTPClient.Policy.named
        policy.timeout = timeout
        policy.maximumSize = TimeStampToken.maximumSize
        client = HTTPClient(policy)
    }

    /// Tokens of one authority differ by a few bytes: serial numbers, signatures, fractions of seconds.
    private static let slack = 256

    /// How many bytes to keep free for a token. The first time, the authority is asked for a token over random bytes; so one
    /// that does not work is found out before any image is touched.
    func reservedSize() throws(SignetError) -> Int {
        let known = lastSize.withLock { $0 }
        if known > 0 { return known + Self.slack }
        return try stamp(RandomBytes.make(32)).der.count + Self.slack
    }

    /// A sound time-stamp over `message`, or an error that says why there is none.
    func stamp(_ message: [UInt8]) throws(SignetError) -> (token: TimeStampToken, der: [UInt8]) {
        var attempt = 1
        while true {
            do throws(SignetError) {
                return try ask(message)
            } catch {
                guard Self.isTransient(error), attempt < attempts else {
                    throw SignetError(
                        error.code, .unavailable, "no time-stamp from \(url): \(error.reason)")
                }
            }
            usleep(UInt32(clamping: Int(pause * 1_000_000) << min(attempt - 1, 8)))
            attempt += 1
        }
    }

    private static let transient: Set<SignetError.Code> = [
        "network.unreachable", "network.timeout", "timeStamp.busy",
    ]

    /// Only what may be better the next time is tried again: a wrong answer stays wrong.
    private static func isTransient(_ error: SignetError) -> Bool { transient.contains(error.code) }

    private func ask(_ message: [UInt8]) throws(SignetError) -> (token: TimeStampToken, der: [UInt8]) {
        let request = try TimeStampRequest(over: message)
        let response = try client.post(
            url, request.der, contentType: TimeStampRequest.mediaType, accept: TimeStampRequest.responseMediaType)
        guard response.status == 200 else {
            let isBusy = response.status == 429 || response.status >= 500
            throw SignetError(
                isBusy ? "timeStamp.busy" : "timeStamp.status", .unavailable,
                "it answers with status \(response.status)")
        }
        switch request.check(response.body, limits: limits) {
        case .refused(let reason): throw SignetError("timeStamp.rejected", .unavailable, reason)
        case .granted(let token, let der):
            lastSize.withLock { $0 = der.count }
            return (token, der)
        }
    }
}
