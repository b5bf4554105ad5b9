internal import Bytes
internal import FoundationEssentials
internal import Policy

/// Prompts as JSON objects and as records of CSV.
enum PromptRecord {
    private struct Fields: Decodable {
        var id: Identifier?
        var text: String?
        var prompt: String?
        var negative: String?
        var negativePrompt: String?
        var label: String?
        var category: String?
        var source: String?
        var lang: String?
        var language: String?
        var tier: String?
        var signals: [String: Double]?

        enum CodingKeys: String, CodingKey {
            case id, text, prompt, negative, label, category, source, lang, language, tier, signals
            case negativePrompt = "negative_prompt"
        }
    }

    /// Texts and whole numbers are both in use.
    private enum Identifier: Decodable {
        case text(String)
        case number(Int64)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        var text: String {
            switch self {
            case .text(let text): text
            case .number(let number): String(number)
            }
        }
    }

    static func json(_ bytes: [UInt8]) throws(SignetError) -> LabelledPrompt {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)) else {
            throw SignetError("prompt.json", .badData, "it is not a JSON object of texts")
        }
        guard let text = fields.text ?? fields.prompt else {
            throw SignetError("prompt.json", .badData, "it has no text field \"text\" or \"prompt\"")
        }
        var prompt = LabelledPrompt(text)
        prompt.id = fields.id?.text
        prompt.negative = fields.negative ?? fields.negativePrompt ?? ""
        prompt.label = fields.label
        prompt.category = fields.category
        prompt.source = fields.source
        prompt.language = fields.lang ?? fields.language
        prompt.tier = fields.tier
        prompt.signals = fields.signals ?? [:]
        return prompt
    }

    /// The columns a header names, in lower case.
    static func columns(_ fields: [String]) throws(SignetError) -> [String] {
        var names = fields.map { $0.lowercased() }
        // Spreadsheets begin their files with a mark of the byte order.
        if let first = names.first, first.hasPrefix("\u{FEFF}") { names[0] = String(first.dropFirst()) }
        guard names.contains("text") || names.contains("prompt") else {
            throw SignetError(
                "prompt.csv", .badData, "the first line of a CSV file has to name a column text or prompt")
        }
        return names
    }

    static func csv(_ fields: [String], _ columns: [String]) throws(SignetError) -> LabelledPrompt {
        guard fields.count <= columns.count else {
            throw SignetError("prompt.csv", .badData, "it has more fields than the header has columns")
        }
        func value(_ names: String...) -> String? {
            for name in names {
                guard let index = columns.firstIndex(of: name), index < fields.count else { continue }
                return fields[index]
            }
            return nil
        }
        guard let text = value("text", "prompt") else {
            throw SignetError("prompt.csv", .badData, "it has no text")
        }
        var prompt = LabelledPrompt(text)
        prompt.id = value("id")
        prompt.negative = value("negative", "negative_prompt") ?? ""
        prompt.label = value("label")
        prompt.category = value("category")
        prompt.source = value("source")
        prompt.language = value("lang", "language")
        prompt.tier = value("tier")
        return prompt
    }

    /// The fields of one record (RFC 4180).
    static func fields(_ record: [UInt8]) throws(SignetError) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var at = 0
        let quote = UInt8(ascii: "\"")
        func end() {
            fields.append(String(decoding: field, as: UTF8.self))
            field = []
            wasQuoted = false
        }
        while at < record.count {
            let byte = record[at]
            at += 1
            if isQuoted {
                if byte != quote {
                    field.append(byte)
                } else if at < record.count, record[at] == quote {
                    field.append(quote)
                    at += 1
                } else {
                    isQuoted = false
                    wasQuoted = true
                }
            } else if byte == quote, field.isEmpty, !wasQuoted {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") {
                end()
            } else if byte == 13, at == record.count {
                break
            } else {
                guard !wasQuoted else {
                    throw SignetError("prompt.csv", .badData, "there is something behind a closing quotation mark")
                }
                field.append(byte)
            }
        }
        guard !isQuoted else { throw SignetError("prompt.csv", .badData, "a quotation mark is not closed") }
        end()
        return fields
    }
}
