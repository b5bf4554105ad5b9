public import Bytes
public import Cryptography

/// Makes a signer from what a user names: a key and a certificate chain.
public enum SignerLoader {
    /// - Parameters:
    ///   - key: a PEM file, `fd:N`, `env:NAME`, a `pkcs11:` URI or `cmd:PROGRAM ARGUMENT…`.
    ///   - chain: a PEM file with the signer's certificate first.
    ///   - algorithm: nil takes the one that belongs to the key, or to the certificate where signet does not have the key.
    ///   - module: the PKCS#11 module of a `pkcs11:` key, when the URI does not name it.
    public static func load(
        key: String, chain: String, allowInsecure: Bool, algorithm: SignatureAlgorithm?, module: String? = nil
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
        let loaded = try KeyLoader.load(key, allowInsecure: allowInsecure, algorithm: algorithm)
        return try KeyPairSigner(key: loaded, certificates: certificates)
    }
}
