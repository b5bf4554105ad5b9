public import Boxes

/// The assertion that binds a claim to the bytes of its asset (C2PA 2.4 section 9.2).
public enum HardBinding: Sendable, Equatable {
    case data(DataHashAssertion)
    case boxes(BoxesHashAssertion)
    case bmff(BMFFHashAssertion)

    /// The label under which it is written.
    public var label: String {
        switch self {
        case .data: "c2pa.hash.data"
        case .boxes: "c2pa.hash.boxes"
        case .bmff: "c2pa.hash.bmff.v3"
        }
    }

    /// The assertion as CBOR.
    public var cbor: CBORValue {
        switch self {
        case .data(let assertion): assertion.cbor
        case .boxes(let assertion): assertion.cbor
        case .bmff(let assertion): assertion.cbor
        }
    }
}
