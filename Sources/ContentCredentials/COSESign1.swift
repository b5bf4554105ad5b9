public import Boxes
internal import Bytes

/// A `COSE_Sign1` structure as C2PA uses it: payload detached, certificates in its headers (C2PA 2.4 section 13.2).
public struct COSESign1: Sendable {
    /// The time-stamps in an unprotected header.
    public struct TimeStamps: Sendable {
        /// 1 for `sigTst` (over the claim), 2 for `sigTst2` (over the signature).
        public let version: Int
        public let tokens: [ArraySlice<UInt8>]
    }

    /// Why bytes are not a signature that can be used.
    public struct Malformed: Error, Equatable, Sendable {
        public let reason: String
    }

    /// The encoded protected headers, as they are signed.
    public let protectedBytes: ArraySlice<UInt8>
    /// The COSE algorithm identifier.
    public let algorithm: Int?
    /// DER certificates, the signer's first.
    public let certificates: [ArraySlice<UInt8>]
    public let timeStamps: TimeStamps?
    /// DER OCSP responses from `rVals`.
    public let ocspResponses: [ArraySlice<UInt8>]
    public let signature: ArraySlice<UInt8>
    /// What is signed, when it stands in the structure itself; nil for a claim signature, whose payload is detached.
    public let payload: ArraySlice<UInt8>?
    /// The content type of the payload (`content type` of RFC 9052 section 3.1), when it is given as text.
    public let contentType: String?
    /// The signer's own statement of when it signed (`iat`), in seconds since 1970.
    public let claimedTime: Int?
    /// Whether the certificates are in the unprotected headers, as early signers put them; nothing binds them there.
    public let hasUnprotectedChain: Bool
    /// What in the unprotected headers the signature does not cover and the specification does not provide for.
    public let unprotectedDefects: [String]

    private static let tag: UInt64 = 18
    /// Real ones have about ten items.
    private static let maximumProtectedItems = 1_024
    private enum Header {
        static let algorithm = CBORValue.unsigned(1)
        static let critical = CBORValue.unsigned(2)
        static let contentType = CBORValue.unsigned(3)
        static let x5chain = CBORValue.unsigned(33)
        static let cwtClaims = CBORValue.unsigned(15)
    }

    /// Reads the structure from the CBOR of a claim signature box.
    ///
    /// - Parameter allowsPayload: whether the payload may stand in the structure, as that of a credential does.
    public init(_ value: CBORValue, allowsPayload: Bool = false) throws(Malformed) {
        guard case .tagged(Self.tag, let inner) = value, let parts = inner.array, parts.count == 4,
            let protectedBytes = parts[0].bytes, parts[1].entries != nil, let signature = parts[3].bytes
        else { throw Malformed(reason: "the claim signature is not a tagged COSE_Sign1") }
        payload = allowsPayload ? parts[2].bytes : nil
        guard payload != nil || parts[2] == .null else {
            throw Malformed(reason: "the payload of the claim signature is not detached")
        }
        let protected: CBORValue
        do throws(SignetError) {
            var limits = Limits.default
            limits.maximumCBORItems = Self.maximumProtectedItems
            protected = protectedBytes.isEmpty ? .map([]) : try CBORDecoder.decode(protectedBytes, limits: limits)
        } catch {
            throw Malformed(reason: "the protected headers of the claim signature are unreadable: \(error.reason)")
        }
        guard protected.entries != nil else {
            throw Malformed(reason: "the protected headers of the claim signature are not a map")
        }
        guard protected[Header.critical] == nil else {
            // RFC 9052 section 3.1: a critical header that is not understood must not be ignored; C2PA defines none.
            throw Malformed(reason: "the claim signature has a critical header that is not understood")
        }
        // Without any header it is a string of no bytes that is signed, however the empty map is written.
        self.protectedBytes = protected.entries?.isEmpty == true ? [] : protectedBytes
        self.signature = signature
        let unprotected = parts[1]
        algorithm = protected[Header.algorithm]?.integer
        contentType = protected[Header.contentType]?.text
        certificates = try Self.certificates(protected, unprotected)
        hasUnprotectedChain = unprotected[Header.x5chain] != nil || unprotected["x5chain"] != nil
        timeStamps = try Self.timeStamps(unprotected)
        ocspResponses = (unprotected["rVals"]?["ocspVals"]?.array ?? []).compactMap(\.bytes)
        claimedTime =
            (protected["iat"] ?? protected[Header.cwtClaims]?[.unsigned(6)]).flatMap { $0.untagged.integer }
        unprotectedDefects = Self.defects(unprotected)
    }

    /// The chain stands in one place only: with two, readers could choose differently.
    private static func certificates(
        _ protected: CBORValue, _ unprotected: CBORValue
    ) throws(Malformed) -> [ArraySlice<UInt8>] {
        let places = [
            protected[Header.x5chain], protected["x5chain"], unprotected[Header.x5chain], unprotected["x5chain"],
        ].compactMap(\.self)
        guard places.count <= 1 else { throw Malformed(reason: "the claim signature has two certificate chains") }
        switch places.first {
        case nil: return []
        case .bytes(let one): return [one]
        case .array(let chain):
            let certificates = chain.compactMap(\.bytes)
            guard certificates.count == chain.count else {
                throw Malformed(reason: "the certificate chain of the claim signature is not a list of byte strings")
            }
            return certificates
        default: throw Malformed(reason: "the certificate chain of the claim signature is not a list of byte strings")
        }
    }

    private static func timeStamps(_ unprotected: CBORValue) throws(Malformed) -> TimeStamps? {
        let first = unprotected["sigTst"]
        let second = unprotected["sigTst2"]
        guard let container = second ?? first else { return nil }
        guard let list = container["tstTokens"]?.array else { return TimeStamps(version: 1, tokens: []) }
        return TimeStamps(version: second == nil ? 1 : 2, tokens: list.compactMap { $0["val"]?.bytes })
    }

    private static let knownUnprotected: Set<CBORValue.Label> = [
        .text("sigTst"), .text("sigTst2"), .text("rVals"), .text("pad"), .text("pad2"), .text("x5chain"), .integer(33),
    ]

    /// Headers that nobody signed must be ones C2PA defines, and padding must be zero (C2PA 2.4 section 10.3.2.4.3):
    /// everything else could be exchanged without notice.
    private static func defects(_ unprotected: CBORValue) -> [String] {
        var defects: [String] = []
        for entry in unprotected.entries ?? [] {
            guard let label = CBORValue.Label(entry.key), knownUnprotected.contains(label) else {
                defects.append("the claim signature has an unprotected header that C2PA does not define")
                continue
            }
            defects += Self.defects(label, entry.value)
        }
        if unprotected["sigTst"] != nil, unprotected["sigTst2"] != nil {
            defects.append("the claim signature has two time-stamp headers, of which one counts for nothing")
        }
        return defects
    }

    private static func defects(_ label: CBORValue.Label, _ value: CBORValue) -> [String] {
        switch label {
        case .text("pad"), .text("pad2"):
            return value.bytes?.allSatisfy { $0 == 0 } == true ? [] : ["the padding of the claim signature is not zero"]
        case .text("sigTst"), .text("sigTst2"):
            let isPlain =
                value.entries?.count == 1
                && value["tstTokens"]?.array?.allSatisfy { $0.entries?.count == 1 && $0["val"]?.bytes != nil } == true
            return isPlain ? [] : ["the time-stamp header of the claim signature holds something else than tokens"]
        case .text("rVals"):
            let isPlain =
                value.entries?.count == 1 && value["ocspVals"]?.array?.allSatisfy { $0.bytes != nil } == true
            return isPlain
                ? [] : ["the revocation header of the claim signature holds something else than OCSP responses"]
        default: return []
        }
    }

    /// What is signed: `Sig_structure` of RFC 9052 section 4.4 with the claim as payload.
    public func signedBytes(claim: ArraySlice<UInt8>) -> [UInt8] {
        Self.structure("Signature1", protected: protectedBytes, payload: claim)
    }

    /// What a time-stamp of `version` is over: a `Sig_structure` whose payload is the claim (1), or the signature in its
    /// CBOR encoding, head included (2) (C2PA 2.4 section 10.3.2.5.2).
    public func timeStampedBytes(version: Int, claim: ArraySlice<UInt8>) -> [UInt8] {
        let payload = version == 1 ? claim : CBOREncoder.encode(.bytes(signature))[...]
        return Self.structure("CounterSignature", protected: protectedBytes, payload: payload)
    }

    static func structure(
        _ context: String, protected: ArraySlice<UInt8>, payload: ArraySlice<UInt8>
    ) -> [UInt8] {
        CBOREncoder.encode(.array([.text(context), .bytes(protected), .bytes([]), .bytes(payload)]))
    }
}

extension CBORValue {
    /// A COSE header label: an integer or a text (RFC 9052 section 1.4).
    enum Label: Hashable {
        case integer(Int)
        case text(String)

        init?(_ value: CBORValue) {
            if let text = value.text {
                self = .text(text)
            } else if let integer = value.integer {
                self = .integer(integer)
            } else {
                return nil
            }
        }
    }
}
