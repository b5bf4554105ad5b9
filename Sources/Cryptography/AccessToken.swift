public import Bytes

/// A secret word that lets a program in at a service, such as a bearer token (RFC 6750).
///
/// It is read from a file that only its owner can read, an open descriptor, or the environment, and never given as text on a
/// command line, which every process can read.
public struct AccessToken: Sendable {
    private let secret: Secret

    /// The longest that is read, in bytes.
    public static let maximumSize = 16 << 10

    /// - Parameter specification: a path, `fd:N`, or `env:NAME`, which is wiped and unset.
    public init(_ specification: String, allowInsecure: Bool = false) throws(SignetError) {
        secret = Secret(maximumSize: Self.maximumSize)
        try SecretReader(kind: "token", allowInsecure: allowInsecure).read(specification, into: secret)
        secret.trimLineBreaks()
        guard !secret.bytes.isEmpty else {
            throw SignetError("token.empty", .configuration, "the token is empty")
        }
    }

    /// The token, as it stands in a header; only for as long as it is needed.
    public func text() throws(SignetError) -> String {
        guard let text = String(validating: secret.bytes, as: UTF8.self) else {
            throw SignetError("token.text", .configuration, "the token is not text")
        }
        return text
    }
}
