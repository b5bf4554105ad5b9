public import Bytes
internal import Glibc
internal import Synchronization

/// A signer whose key stays on a token: a smart card, a hardware security module, SoftHSM (PKCS#11, OASIS version 2.40).
///
/// The session is opened once and used for all signatures, one at a time.
public final class PKCS11Signer: ClaimSigner {
    public let certificates: [Certificate]
    public let algorithm: SignatureAlgorithm
    public let signatureSize: Int
    private let form: SignatureForm
    private let session: Mutex<PKCS11Session>

    /// - Parameters:
    ///   - key: a `pkcs11:` URI (RFC 7512) that fits exactly one private key of one token.
    ///   - certificates: that of the key first. What it says about the key decides which signatures are made.
    ///   - module: the path of the module; nil takes the URI's `module-path`, else `$PKCS11_MODULE_PATH`.
    ///   - algorithm: nil takes the one that belongs to the certificate's key.
    ///   - allowInsecure: whether a file with the PIN that others may read is taken anyway.
    public init(
        key: String, certificates: [Certificate], module: String? = nil, algorithm: SignatureAlgorithm? = nil,
        allowInsecure: Bool = false
    ) throws(SignetError) {
        let uri = try PKCS11URI(key)
        form = try SignatureForm(certificates: certificates, algorithm: algorithm)
        self.certificates = certificates
        self.algorithm = form.algorithm
        signatureSize = form.size
        let variable = getenv("PKCS11_MODULE_PATH").map { String(cString: $0) }
        guard let path = module ?? uri.modulePath ?? variable, !path.isEmpty else {
            throw SignetError(
                "key.module", .configuration,
                "no PKCS#11 module is named: pass --pkcs11-module, module-path= in the URI, or set PKCS11_MODULE_PATH")
        }
        let session = try PKCS11Session(module: PKCS11Module.load(path), uri: uri, allowInsecure: allowInsecure)
        guard session.fits(form.algorithm) else {
            throw SignetError(
                "key.mismatch", .configuration,
                "the key on the token is of another kind than that of the first certificate (\(form.subject))")
        }
        self.session = Mutex(session)
    }

    public func sign(_ message: [UInt8]) throws(SignetError) -> [UInt8] {
        let result = session.withLock { session -> Result<[UInt8], SignetError> in
            do throws(SignetError) {
                return .success(
                    try session.sign(message, algorithm, fieldSize: form.fieldSize, signatureSize: form.size))
            } catch {
                return .failure(error)
            }
        }
        return try form.check(try result.get(), over: message)
    }
}
