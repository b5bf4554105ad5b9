import Foundation

/// A small check of JSON against docs/schema/result-1.json: required and known fields, types, enumerations, patterns.
struct SchemaCheck {
    private let definitions: [String: [String: Any]]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appending(path: "docs/schema/result-1.json"))
        let schema = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        definitions = schema?["$defs"] as? [String: [String: Any]] ?? [:]
    }

    func faults(in value: Any, as name: String) -> [String] {
        guard let definition = definitions[name] else { return ["no definition \(name)"] }
        return faults(value, definition, path: name)
    }

    private func faults(_ value: Any, _ schema: [String: Any], path: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let name = reference.replacingOccurrences(of: "#/$defs/", with: "")
            guard let definition = definitions[name] else { return ["\(path): no definition \(name)"] }
            return faults(value, definition, path: path)
        }
        if let choices = schema["oneOf"] as? [[String: Any]] {
            let fitting = choices.filter { faults(value, $0, path: path).isEmpty }
            return fitting.count == 1 ? [] : ["\(path): \(fitting.count) of \(choices.count) choices fit"]
        }
        if let constant = schema["const"] as? String { return value as? String == constant ? [] : ["\(path): const"] }
        if let names = schema["enum"] as? [String] {
            return (value as? String).map(names.contains) == true ? [] : ["\(path): enum"]
        }
        if let numbers = schema["enum"] as? [Int] {
            return (value as? Int).map(numbers.contains) == true ? [] : ["\(path): enum"]
        }
        switch schema["type"] as? String {
        case "object": return objectFaults(value, schema, path)
        case "array":
            guard let items = value as? [Any] else { return ["\(path): no array"] }
            guard let item = schema["items"] as? [String: Any] else { return ["\(path): no item schema"] }
            return items.enumerated().flatMap { faults($1, item, path: "\(path)[\($0)]") }
        case "string":
            guard let text = value as? String else { return ["\(path): no string"] }
            guard let pattern = schema["pattern"] as? String else { return [] }
            return text.range(of: pattern, options: .regularExpression) == nil ? ["\(path): pattern"] : []
        case "integer":
            guard let number = value as? Int else { return ["\(path): no integer"] }
            return (schema["minimum"] as? Int).map { number < $0 } == true ? ["\(path): minimum"] : []
        case "boolean": return value is Bool ? [] : ["\(path): no boolean"]
        default: return ["\(path): a schema this check does not know"]
        }
    }

    private func objectFaults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let object = value as? [String: Any] else { return ["\(path): no object"] }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let required = schema["required"] as? [String] ?? []
        var faults = required.filter { object[$0] == nil }.map { "\(path): \($0) is missing" }
        for (key, value) in object {
            if let property = properties[key] {
                faults += self.faults(value, property, path: "\(path).\(key)")
            } else {
                faults.append("\(path): \(key) is not in the schema")
            }
        }
        return faults
    }
}
