/// One CBOR data item (RFC 8949) as a value.
public enum CBORValue: Sendable, Equatable {
    /// Major type 0.
    case unsigned(UInt64)
    /// Major type 1; the value is -1 - n.
    case negative(UInt64)
    case bytes(ArraySlice<UInt8>)
    case text(String)
    case array([CBORValue])
    /// Entries in the order they were written; keys are unique.
    case map([Entry])
    indirect case tagged(UInt64, CBORValue)
    case bool(Bool)
    case null
    case undefined
    case float(Double)
    /// A simple value other than the four named ones.
    case simple(UInt8)

    /// One key and its value.
    public struct Entry: Sendable, Equatable {
        public let key: CBORValue
        public let value: CBORValue

        public init(_ key: CBORValue, _ value: CBORValue) {
            self.key = key
            self.value = value
        }
    }

    /// A map with text keys.
    public static func map(_ entries: KeyValuePairs<String, CBORValue>) -> CBORValue {
        .map(entries.map { Entry(.text($0.key), $0.value) })
    }

    public static func bytes(_ array: [UInt8]) -> CBORValue { .bytes(array[...]) }

    public static func integer(_ value: Int) -> CBORValue {
        value >= 0 ? .unsigned(UInt64(value)) : .negative(UInt64(-1 - value))
    }
}

extension CBORValue {
    /// The value of a text key, when this is a map that has it.
    public subscript(key: String) -> CBORValue? {
        guard case .map(let entries) = self else { return nil }
        for entry in entries {
            if case .text(let text) = entry.key, text == key { return entry.value }
        }
        return nil
    }

    /// The value of any key, when this is a map that has it.
    public subscript(key: CBORValue) -> CBORValue? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }

    public var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    public var bytes: ArraySlice<UInt8>? {
        guard case .bytes(let bytes) = self else { return nil }
        return bytes
    }

    public var array: [CBORValue]? {
        guard case .array(let array) = self else { return nil }
        return array
    }

    public var entries: [Entry]? {
        guard case .map(let entries) = self else { return nil }
        return entries
    }

    public var bool: Bool? {
        guard case .bool(let bool) = self else { return nil }
        return bool
    }

    /// The integer, when this is one that fits an `Int`.
    public var integer: Int? {
        switch self {
        case .unsigned(let value): Int(exactly: value)
        case .negative(let value): Int(exactly: value).map { -1 - $0 }
        default: nil
        }
    }

    /// This value without the tags around it.
    public var untagged: CBORValue {
        var value = self
        while case .tagged(_, let inner) = value { value = inner }
        return value
    }
}
