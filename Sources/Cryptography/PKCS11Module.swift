internal import Bytes
internal import CShims
internal import Synchronization

/// A PKCS#11 module: the library of a token's maker.
///
/// It is loaded once per process and never unloaded: modules keep state of their own, and finalising one that another
/// signer still uses would take its sessions away.
final class PKCS11Module: @unchecked Sendable {
    let pointer: OpaquePointer
    let path: String

    private static let loaded = Mutex<[String: PKCS11Module]>([:])

    private init(_ pointer: OpaquePointer, _ path: String) {
        self.pointer = pointer
        self.path = path
    }

    /// The module at `path`; a name without a slash is looked for where the system keeps its libraries.
    static func load(_ path: String) throws(SignetError) -> PKCS11Module {
        let result = loaded.withLock { known -> Result<PKCS11Module, SignetError> in
            if let module = known[path] { return .success(module) }
            var code: UInt = 0
            var message = [CChar](repeating: 0, count: 256)
            guard let pointer = signet_p11_load(path, &code, &message, message.count) else {
                let reason =
                    code == 0
                    ? String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                    : PKCS11Failure.describe(code)
                return .failure(
                    SignetError(
                        "key.module", .unavailable, "the PKCS#11 module \(path) cannot be loaded: \(reason)"))
            }
            let module = PKCS11Module(pointer, path)
            known[path] = module
            return .success(module)
        }
        return try result.get()
    }

    /// How many slots with tokens are looked at.
    private static let maximumSlots = 64

    /// The one slot whose token fits `uri`.
    func slot(for uri: PKCS11URI) throws(SignetError) -> (number: UInt, token: PKCS11Token) {
        var slots = [UInt](repeating: 0, count: Self.maximumSlots)
        var count = 0
        try PKCS11Failure.check(signet_p11_slots(pointer, &slots, slots.count, &count), "the tokens cannot be listed")
        var matches: [(number: UInt, token: PKCS11Token)] = []
        for slot in slots.prefix(count) {
            var description = signet_p11_token()
            // A token that cannot be described, or that nobody put anything on yet, is not the one that is meant.
            guard signet_p11_describe(pointer, slot, &description) == 0, description.is_initialized != 0 else {
                continue
            }
            let token = PKCS11Token(description)
            if token.fits(uri), uri.slot == nil || uri.slot == slot { matches.append((slot, token)) }
        }
        guard let match = matches.first else {
            throw SignetError(
                "key.token", .unavailable, "the PKCS#11 module \(path) has no token that fits the key's URI")
        }
        guard matches.count == 1 else {
            let labels = matches.map(\.token.label).joined(separator: ", ")
            throw SignetError(
                "key.ambiguous", .configuration,
                "\(matches.count) tokens fit the key's URI (\(labels)); name one with token=")
        }
        return match
    }
}

/// What a token says about itself.
struct PKCS11Token {
    let label: String
    let manufacturer: String
    let model: String
    let serial: String
    let needsLogin: Bool
    /// Whether the PIN is typed on the token's own keyboard.
    let hasOwnPINEntry: Bool

    init(_ description: signet_p11_token) {
        label = withUnsafeBytes(of: description.label, Self.text)
        manufacturer = withUnsafeBytes(of: description.manufacturer, Self.text)
        model = withUnsafeBytes(of: description.model, Self.text)
        serial = withUnsafeBytes(of: description.serial, Self.text)
        needsLogin = description.needs_login != 0
        hasOwnPINEntry = description.has_own_pin_entry != 0
    }

    /// The texts of a token are padded with blanks; some makers end them with a zero.
    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        var text = bytes.prefix { $0 != 0 }
        while text.last == 0x20 { text = text.dropLast() }
        return String(decoding: text, as: UTF8.self)
    }

    func fits(_ uri: PKCS11URI) -> Bool {
        func fits(_ wanted: String?, _ own: String) -> Bool { wanted == nil || wanted == own }
        return fits(uri.token, label) && fits(uri.manufacturer, manufacturer) && fits(uri.model, model)
            && fits(uri.serial, serial)
    }
}
