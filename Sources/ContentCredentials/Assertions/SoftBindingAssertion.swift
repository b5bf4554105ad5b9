public import Boxes

/// `c2pa.soft-binding`: a fingerprint of the content by which its manifest can be found again (C2PA 2.4 section 18.10).
public struct SoftBindingAssertion: Sendable, Equatable {
    public static let label = "c2pa.soft-binding"

    /// A name of the C2PA soft binding algorithm list, or a private one.
    public let algorithm: String
    /// One for each block; the only block of an image is the whole image.
    public let values: [[UInt8]]

    public init(algorithm: String, values: [[UInt8]]) {
        self.algorithm = algorithm
        self.values = values
    }

    /// `pad` was a required field in versions before 2.1 and is empty.
    public var cbor: CBORValue {
        .map([
            "alg": .text(algorithm),
            "blocks": .array(values.map { .map(["scope": .map([]), "value": .bytes($0)]) }), "pad": .bytes([]),
        ])
    }
}
