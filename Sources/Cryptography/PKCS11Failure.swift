internal import Bytes

/// What the numbers of PKCS#11 (OASIS, version 2.40, section 5.1) mean for the user of a key.
enum PKCS11Failure {
    /// Throws unless `code` is CKR_OK; `clause` says what could not be done.
    static func check(_ code: UInt, _ clause: String) throws(SignetError) {
        guard code != 0 else { return }
        let isUsersToMend = usersToMend.contains(code)
        throw SignetError(
            isUsersToMend ? "key.pin" : "key.token", isUsersToMend ? .configuration : .unavailable,
            "\(clause): \(describe(code))")
    }

    private static let usersToMend: Set<UInt> = [0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0x101, 0x102]

    static func describe(_ code: UInt) -> String {
        switch code {
        case 0x02, 0x31: "the token has no memory left"
        case 0x03: "there is no such slot"
        case 0x05: "the module failed"
        case 0x06: "the token cannot do it"
        case 0x30: "the token reports an error"
        case 0x32: "the token was removed"
        case 0x50: "the token was asked to stop"
        case 0x54: "the module does not support it"
        case 0x60, 0x82: "the key is gone"
        case 0x62, 0x63, 0x68: "the key is not for signing this way"
        case 0x70, 0x71: "the token does not have the signature algorithm"
        case 0xA0, 0xA1, 0xA2: "the PIN is wrong"
        case 0xA3: "the PIN has expired"
        case 0xA4: "the PIN is locked after too many wrong ones"
        case 0xB0, 0xB3: "the session with the token ended"
        case 0xB1: "the token has no session left"
        case 0xE0, 0xE1: "there is no token that can be used in the slot"
        case 0x101: "the token needs the user's PIN"
        case 0x102: "the token has no user PIN yet"
        case 0x150: "the token gave more than expected"
        default: "error 0x\(String(code, radix: 16)) of the module"
        }
    }
}
