internal import Bytes
internal import CShims
internal import Digests

/// An open session with a token, logged in, and the one key in it.
///
/// PKCS#11 sessions do one thing at a time; ``PKCS11Signer`` sees to that.
final class PKCS11Session {
    private let module: PKCS11Module
    private let handle: UInt
    private var key: UInt = 0
    private var properties = signet_p11_key()
    /// Kept for keys only that ask for it at every signature.
    private var pin: Secret?

    /// The longest PIN, in bytes.
    private static let maximumPINSize = 256

    init(module: PKCS11Module, uri: PKCS11URI, allowInsecure: Bool) throws(SignetError) {
        let (slot, token) = try module.slot(for: uri)
        self.module = module
        var session: UInt = 0
        try PKCS11Failure.check(
            signet_p11_open(module.pointer, slot, &session), "no session with the token \(token.label) can be opened")
        handle = session
        let pin = try Self.pin(uri, token, allowInsecure)
        if token.needsLogin {
            let code = signet_p11_login(module.pointer, handle, pin?.bytes.baseAddress, pin?.bytes.count ?? 0)
            try PKCS11Failure.check(code, "the login to the token \(token.label) failed")
        }
        key = try findKey(uri, token)
        try PKCS11Failure.check(
            signet_p11_examine(module.pointer, handle, key, &properties), "the key cannot be examined")
        if properties.asks_every_time != 0 { self.pin = pin }
    }

    deinit { signet_p11_close(module.pointer, handle) }

    private static func pin(
        _ uri: PKCS11URI, _ token: PKCS11Token, _ allowInsecure: Bool
    ) throws(SignetError) -> Secret? {
        guard let source = uri.pinSource else {
            guard token.needsLogin, !token.hasOwnPINEntry else { return nil }
            throw SignetError(
                "key.pin", .configuration,
                "the token \(token.label) needs a PIN: add ?pin-source=file:PATH or ?pin-source=env:NAME to the key's URI"
            )
        }
        let secret = Secret(maximumSize: maximumPINSize)
        try SecretReader(kind: "PIN", allowInsecure: allowInsecure).read(source, into: secret)
        secret.trimLineBreaks()
        guard !secret.bytes.isEmpty else { throw SignetError("pin.empty", .configuration, "the PIN is empty") }
        return secret
    }

    private func findKey(_ uri: PKCS11URI, _ token: PKCS11Token) throws(SignetError) -> UInt {
        var keys = [UInt](repeating: 0, count: 2)
        var count = 0
        let label = uri.object.map { Array($0.utf8) }
        let code = signet_p11_find(
            module.pointer, handle, label, label?.count ?? 0, uri.identifier, uri.identifier?.count ?? 0, &keys,
            keys.count,
            &count)
        try PKCS11Failure.check(code, "the keys of the token \(token.label) cannot be listed")
        guard count > 0 else {
            throw SignetError(
                "key.notFound", .configuration, "the token \(token.label) has no private key that fits the key's URI")
        }
        guard count == 1 else {
            throw SignetError(
                "key.ambiguous", .configuration,
                "more than one private key of the token \(token.label) fits the key's URI; name one with object= or id="
            )
        }
        return keys[0]
    }

    /// Whether the key is of the family that `algorithm` needs.
    func fits(_ algorithm: SignatureAlgorithm) -> Bool {
        if algorithm.isRSA { return properties.is_rsa != 0 }
        if algorithm == .ed25519 { return properties.is_edwards != 0 }
        return properties.is_ec != 0
    }

    /// Signs a message in the raw form of COSE, which is that of PKCS#11 too.
    ///
    /// - Parameter fieldSize: the size of the curve's coordinates; longer hashes are cut to it, as ECDSA does.
    func sign(
        _ message: [UInt8], _ algorithm: SignatureAlgorithm, fieldSize: Int?, signatureSize: Int
    ) throws(SignetError) -> [UInt8] {
        var data = algorithm.hash.map { Hasher.digest(message, $0) } ?? message
        if let fieldSize, data.count > fieldSize { data = Array(data.prefix(fieldSize)) }
        let mechanism: signet_p11_algorithm =
            switch algorithm {
            case .es256, .es384, .es512: SIGNET_P11_ECDSA
            case .ed25519: SIGNET_P11_EDDSA
            case .ps256: SIGNET_P11_PSS_SHA256
            case .ps384: SIGNET_P11_PSS_SHA384
            case .ps512: SIGNET_P11_PSS_SHA512
            }
        // Room for what a larger key gives, so that it is a wrong key and not a failure of the token.
        var signature = [UInt8](repeating: 0, count: max(signatureSize, 2_048))
        var size = signature.count
        let code = signet_p11_sign(
            module.pointer, handle, key, mechanism, properties.asks_every_time, pin?.bytes.baseAddress,
            pin?.bytes.count ?? 0, data, data.count, &signature, &size)
        try PKCS11Failure.check(code, "the token could not sign")
        return Array(signature.prefix(size))
    }
}
