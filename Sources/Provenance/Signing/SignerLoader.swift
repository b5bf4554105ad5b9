public import Bytes
public import Cryptography

/// Makes a signer from what a user names: a key and a certificate chain.
public enum SignerLoader {
    /// - Parameters:
    ///   - key: a PEM file, `fd:N` or `env:NAME`.
    ///   - chain: a PEM file with the signer's certificate first.
    ///   - algorithm: for RSA keys, a longer hash than SHA-256.
    public static func load(
        key: String, chain: String, allowInsecure: Bool, algorithm: SignatureAlgorithm?
    ) throws(SignetError) -> any ClaimSigner {
        let certificates: [Certificate]
        do throws(SignetError) {
            let source = try FileSource(path: chain)
            guard source.count <= Certificate.maximumPEMSize else {
                throw SignetError("certificate.tooLarge", .configuration, "is too large")
            }
            certificates = try Certificate.parsePEM(try source.bytes(0..<source.count))
        } catch {
            throw SignetError(error.code, .configuration, "the certificate chain \(chain) cannot be used: \(error.reason)")
        }
        let loaded = try KeyLoader.load(key, allowInsecure: allowInsecure, algorithm: algorithm)
        return try KeyPairSigner(key: loaded, certificates: certificates)
    }
}
