public import Bytes
public import Cryptography

/// Makes a signer from what a user names: a key and a certificate chain.
public enum SignerLoader {
    /// - Parameters:
    ///   - key: a PEM file, `fd:N`, `env:NAME`, a `pkcs11:` URI, `cmd:PROGRAM ARGUMENT…` or the
    ///     address of a signer service.
    ///   - chain: a PEM file with the signer's certificate first.
    ///   - algorithm: nil takes the one that belongs to the key, or to the certificate where signet does not have the key.
    ///   - token: lets signet in at a signer service.
    ///   - module: the PKCS#11 module of a `pkcs11:` key, when the URI does not name it.
    public static func load(
        key: String, chain: String, allowInsecure: Bool, algorithm: SignatureAlgorithm?, module: String? = nil,
        token: AccessToken? = nil
    ) throws(SignetError) -> any ClaimSigner {
        let certificates: [Certificate]
        do throws(SignetError) {
            let source = try FileSource(path: chain)
            guard source.count <= Certificate.maximumPEMSize else {
                throw SignetError("certificate.tooLarge", .configuration, "is too large")
            }
            certificates = try Certificate.parsePEM(try source.bytes(0..<source.count))
        } catch {
            throw SignetError(
                error.code, .configuration, "the certificate chain \(chain) cannot be used: \(error.reason)")
        }
        if key.hasPrefix(PKCS11URI.scheme) {
            return try PKCS11Signer(
                key: key, certificates: certificates, module: module, algorithm: algorithm, allowInsecure: allowInsecure
            )
        }
        if key.hasPrefix(CommandSigner.scheme) {
            return try CommandSigner(
                command: key, certificates: certificates, chainPath: chain, algorithm: algorithm)
        }
        if ServiceSigner.isNamed(by: key) {
            return try ServiceSigner(url: key, certificates: certificates, algorithm: algorithm, token: token)
        }
        guard token == nil else {
            throw SignetError("key.token", .usage, "a token is for a key that is a signer service (https://…)")
        }
        let loaded = try KeyLoader.load(key, allowInsecure: allowInsecure, algorithm: algorithm)
        return try KeyPairSigner(key: loaded, certificates: certificates)
    }
}
