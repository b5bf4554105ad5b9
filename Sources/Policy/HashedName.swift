internal import Bytes
internal import Digests
internal import TextMatching

/// A name that a list of people has only as a salted hash, so that the list does not tell who is on it.
///
/// The hash is SHA-256 over the salt and the words of the name as matching sees them: lower case, without accents, with one space
/// between. Names can be guessed, and a guess can be tried: a hash keeps a list from being read, not from being asked.
public struct HashedName: Sendable, Equatable {
    public let salt: [UInt8]
    public let digest: [UInt8]

    /// The form in lists: `sha256:SALT:DIGEST`, both in hexadecimal. Nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "sha256", let salt = Hex.decode(String(parts[1])),
            let digest = Hex.decode(String(parts[2])), (8...64).contains(salt.count), digest.count == 32
        else { return nil }
        self.salt = salt
        self.digest = digest
    }

    /// The hash of a name.
    public init(name: String, salt: [UInt8]) {
        self.salt = salt
        let hasher = Hasher(.sha256)
        hasher.update(salt)
        hasher.update(Array(PeopleIndex.words(name).joined(separator: " ").utf8))
        digest = hasher.finalize()
    }

    public var text: String { "sha256:\(Hex.encode(salt)):\(Hex.encode(digest))" }
}
