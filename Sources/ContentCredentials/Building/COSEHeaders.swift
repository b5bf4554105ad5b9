internal import Boxes
public import Cryptography

/// The headers of a new claim signature (C2PA 2.4 section 13.2 and 14.5).
public struct COSEHeaders: Sendable {
    /// The encoded protected headers: algorithm and certificate chain.
    public let protectedBytes: [UInt8]

    /// - Parameter certificates: the signer's first, without the root.
    public init(algorithm: SignatureAlgorithm, certificates: [Certificate]) {
        let chain = certificates.map { CBORValue.bytes($0.der) }
        protectedBytes = CBOREncoder.encode(
            .map([
                CBORValue.Entry(.unsigned(1), .integer(algorithm.coseIdentifier)),
                // One certificate stands alone, several as a list (RFC 9360 section 2).
                CBORValue.Entry(.unsigned(33), chain.count == 1 ? chain[0] : .array(chain)),
            ]))
    }

    /// A tagged `COSE_Sign1` with a detached payload.
    func sign1(_ signature: [UInt8], _ unprotected: UnprotectedHeaders) -> [UInt8] {
        CBOREncoder.encode(
            .tagged(18, .array([.bytes(protectedBytes), .map(unprotected.entries), .null, .bytes(signature)])))
    }

    /// What a time-stamp for `sigTst2` is over (C2PA 2.4 section 10.3.2.5.2).
    public func timeStampedBytes(signature: [UInt8]) -> [UInt8] {
        COSESign1.structure(
            "CounterSignature", protected: protectedBytes[...], payload: CBOREncoder.encode(.bytes(signature))[...])
    }
}
