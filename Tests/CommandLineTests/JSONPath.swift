internal import Foundation

/// A place in a JSON text: `results[0].verdict`, `results.count`, `line[1].file` for the second line of a JSON Lines text.
struct JSONPath {
    private enum Step: Equatable {
        case key(String)
        case index(Int)
    }

    private let steps: [Step]

    init(_ text: String) throws {
        var steps: [Step] = []
        for part in text.split(separator: ".") {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            if let key = pieces.first, !key.isEmpty { steps.append(.key(String(key))) }
            for piece in pieces.dropFirst() {
                guard piece.hasSuffix("]"), let index = Int(piece.dropLast()) else {
                    throw ScriptFailure(line: 0, reason: "\(text) is not a path")
                }
                steps.append(.index(index))
            }
        }
        self.steps = steps
    }

    /// The value as text (`true`, `13`, `png`, `null`; `{}` and `[]` for any map and list), nil when there is none.
    func value(in data: Data) throws -> String? {
        var steps = self.steps[...]
        var data = data
        if steps.first == .key("line"), case .index(let number)? = steps.dropFirst().first {
            let lines = data.split(separator: UInt8(ascii: "\n"))
            guard lines.indices.contains(number) else { return nil }
            data = lines[number]
            steps = steps.dropFirst(2)
        }
        let document: Any
        do {
            document = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        } catch {
            throw ScriptFailure(line: 0, reason: "stdout is not JSON: \(error)")
        }
        var value = document
        for step in steps {
            switch (step, value) {
            case (.key(let key), let map as [String: Any]):
                guard let next = map[key] else { return nil }
                value = next
            case (.key("count"), let list as [Any]): value = list.count
            case (.index(let index), let list as [Any]):
                guard list.indices.contains(index) else { return nil }
                value = list[index]
            default: return nil
            }
        }
        return Self.text(value)
    }

    private static func text(_ value: Any) -> String {
        switch value {
        case let text as String: text
        case is NSNull: "null"
        case is [String: Any]: "{}"
        case is [Any]: "[]"
        // On Linux a JSON boolean arrives as a number whose type is `c`.
        case let number as NSNumber where String(cString: number.objCType) == "c": number.boolValue ? "true" : "false"
        default: "\(value)"
        }
    }
}
