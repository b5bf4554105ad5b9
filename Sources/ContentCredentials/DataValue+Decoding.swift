public import Boxes
public import Bytes
public import Findings

extension DataValue {
    /// A CBOR value for printers: tags are dropped, non-text keys become text.
    public init(_ value: CBORValue) {
        switch value {
        case .unsigned(let number): self = Int64(exactly: number).map(DataValue.integer) ?? .unsigned(number)
        case .negative(let number):
            self = Int64(exactly: number).map { .integer(-1 - $0) } ?? .double(-1 - Double(number))
        case .bytes(let bytes): self = .bytes(Array(bytes))
        case .text(let text): self = .text(text)
        case .array(let elements): self = .list(elements.map(DataValue.init))
        case .map(let entries): self = .map(entries.map { Field(Self.key($0.key), DataValue($0.value)) })
        case .tagged(_, let inner): self = DataValue(inner)
        case .bool(let bool): self = .bool(bool)
        case .null, .undefined: self = .null
        case .float(let number): self = .double(number)
        case .simple(let number): self = .integer(Int64(number))
        }
    }

    private static func key(_ value: CBORValue) -> String {
        switch value.untagged {
        case .text(let text): text
        case .unsigned(let number): String(number)
        // -1 - n of the largest n needs 65 bits.
        case .negative(.max): "-18446744073709551616"
        case .negative(let number): "-" + String(number + 1)
        default: "(key)"
        }
    }

    /// Reads JSON (RFC 8259); nil when it is not well-formed or outside the limits, which are those of CBOR.
    public init?(json bytes: ArraySlice<UInt8>, limits: Limits = .default) {
        var reader = JSONReader(bytes, maximumDepth: limits.maximumCBORDepth, maximumItems: limits.maximumCBORItems)
        guard let value = try? reader.readWhole() else { return nil }
        self = value
    }
}
