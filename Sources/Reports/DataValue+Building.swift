internal import Findings

extension DataValue {
    /// A map of the fields that have a value.
    static func object(_ fields: KeyValuePairs<String, DataValue?>) -> DataValue {
        .map(fields.compactMap { key, value in value.map { Field(key, $0) } })
    }

    static func text(_ text: String?) -> DataValue? { text.map { .text($0) } }

    static func number(_ value: Int?) -> DataValue? { value.map { .integer(Int64($0)) } }

    static func texts(_ texts: [String]) -> DataValue { .list(texts.map { .text($0) }) }

    /// The fields of a map; none for any other value.
    var fields: [Field] {
        guard case .map(let fields) = self else { return [] }
        return fields
    }
}
