public import Boxes
public import Findings
internal import FoundationEssentials

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
        case .negative(let number): "-" + String(number &+ 1)
        default: "(key)"
        }
    }

    /// Reads JSON (RFC 8259); nil when it is not well-formed.
    public init?(json bytes: ArraySlice<UInt8>) {
        guard let decoded = try? JSONDecoder().decode(JSONContent.self, from: Data(bytes)) else { return nil }
        self = decoded.value
    }
}

/// Lets the JSON decoder of Foundation fill a ``DataValue``.
private struct JSONContent: Decodable {
    let value: DataValue

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Key.self) {
            // The decoder hands out keys in no order; sorting makes the output the same each time.
            let keys = object.allKeys.sorted { $0.stringValue < $1.stringValue }
            value = .map(
                try keys.map { DataValue.Field($0.stringValue, try object.decode(JSONContent.self, forKey: $0).value) })
            return
        }
        if var list = try? decoder.unkeyedContainer() {
            var elements: [DataValue] = []
            while !list.isAtEnd { elements.append(try list.decode(JSONContent.self).value) }
            value = .list(elements)
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            value = .null
        } else if let bool = try? single.decode(Bool.self) {
            value = .bool(bool)
        } else if let number = try? single.decode(Int64.self) {
            value = .integer(number)
        } else if let number = try? single.decode(Double.self) {
            value = .double(number)
        } else {
            value = .text(try single.decode(String.self))
        }
    }
}
