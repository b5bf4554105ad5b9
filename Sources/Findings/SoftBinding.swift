/// A fingerprint that a manifest states of its image (`c2pa.soft-binding`, C2PA 2.4 section 18.10).
public struct SoftBinding: Sendable, Equatable {
    /// The registered ISCC of the image: a unit header and its body, the form of IEP-0020.
    public static let iscc = "io.iscc.v0"
    /// PDQ of the upright pixels, 32 bytes, bit 255 first. PDQ has no registered name; `internal` is the top-level domain that
    /// is reserved for private use, so that this name can be nobody else's.
    public static let pdq = "internal.signet.pdq.v1"

    public let algorithm: String
    public let value: [UInt8]

    public init(algorithm: String, value: [UInt8]) {
        self.algorithm = algorithm
        self.value = value
    }
}

extension ManifestRecord {
    /// The soft bindings the manifest states.
    public var softBindings: [SoftBinding] {
        assertions.flatMap { assertion -> [SoftBinding] in
            guard assertion.label == "c2pa.soft-binding" || assertion.label.hasPrefix("c2pa.soft-binding__"),
                let algorithm = assertion.value["alg"]?.text, let blocks = assertion.value["blocks"]?.list
            else { return [] }
            return blocks.compactMap { block in
                guard case .bytes(let value)? = block["value"] else { return nil }
                return SoftBinding(algorithm: algorithm, value: Array(value))
            }
        }
    }
}

/// How near the picture of a file is to the fingerprint that its record states.
public struct SoftBindingMatch: Sendable, Equatable {
    public let algorithm: String
    /// How many bits differ.
    public let distance: Int
    /// Of how many.
    public let bits: Int
    /// Whether that is within what the algorithm calls the same image.
    public let isNear: Bool

    public init(algorithm: String, distance: Int, bits: Int, isNear: Bool) {
        self.algorithm = algorithm
        self.distance = distance
        self.bits = bits
        self.isNear = isNear
    }
}
