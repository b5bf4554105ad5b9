/// A value of a record, whatever encoding it was read from, for printers.
public indirect enum DataValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// An integer above `Int64.max`.
    case unsigned(UInt64)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    case list([DataValue])
    /// Keys keep the order they were written in.
    case map([Field])

    /// One entry of a map.
    public struct Field: Sendable, Equatable {
        public let key: String
        public let value: DataValue

        public init(_ key: String, _ value: DataValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value of the first field with this key, when this is a map that has one.
    public subscript(key: String) -> DataValue? {
        guard case .map(let fields) = self else { return nil }
        return fields.first { $0.key == key }?.value
    }

    public var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    public var list: [DataValue]? {
        guard case .list(let list) = self else { return nil }
        return list
    }
}
