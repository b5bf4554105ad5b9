internal import Boxes
public import Bytes
internal import ContentCredentials
internal import Findings
internal import FoundationEssentials

/// An assertion that the user adds to a claim.
public struct CustomAssertion: Sendable {
    let label: String
    let content: ManifestBuilder.Content
    let listing: ManifestBuilder.Listing

    init(label: String, content: ManifestBuilder.Content, listing: ManifestBuilder.Listing = .created) {
        self.label = label
        self.content = content
        self.listing = listing
    }

    /// The largest file of assertions that is read, in bytes.
    public static let maximumFile = 1 << 20
    /// How many assertions one file may add.
    private static let maximumCount = 128

    /// Reads `{"assertions": [{"label": …, "data": …}]}`, or the list alone.
    ///
    /// `"kind": "json"` keeps the data as JSON, which is also the default for labels that are defined as JSON;
    /// `"listing": "gathered"` names it as not made by the claim generator (C2PA 2.4 section 6.4).
    public static func read(path: String) throws(SignetError) -> [CustomAssertion] {
        let source = try FileSource(path: path)
        guard source.count <= maximumFile else { throw unusable("has more than \(maximumFile) bytes") }
        guard let value = DataValue(json: try source.bytes(0..<source.count)[...]) else {
            throw unusable("is not well-formed JSON")
        }
        guard let list = value.list ?? value["assertions"]?.list else {
            throw unusable("holds no list of assertions")
        }
        guard list.count <= maximumCount else { throw unusable("holds more than \(maximumCount) assertions") }
        var assertions: [CustomAssertion] = []
        for (index, entry) in list.enumerated() { assertions.append(try Self(entry, number: index + 1)) }
        return assertions
    }

    /// Labels that say what signet itself says, or that would speak for somebody else.
    private static let reserved = [
        "c2pa.actions", "c2pa.hash.", "c2pa.ingredient", "c2pa.claim", "c2pa.signature", "c2pa.thumbnail.",
        "c2pa.time-stamp",
        "c2pa.certificate-status", "cawg.identity",
    ]

    /// Labels whose content is JSON by definition.
    private static let jsonLabels = ["stds.", "c2pa.metadata", "cawg.metadata"]

    private init(_ entry: DataValue, number: Int) throws(SignetError) {
        guard let label = entry["label"]?.text, let data = entry["data"] else {
            throw Self.unusable("assertion \(number) has no label or no data")
        }
        let isPlain = label.utf8.allSatisfy {
            ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D || $0 == 0x2E
                || $0 == 0x5F
        }
        guard isPlain, label.contains("."), !label.contains("__"), label.utf8.count <= 128 else {
            throw Self.unusable("the label of assertion \(number) is not one such as com.example.name")
        }
        guard !Self.reserved.contains(where: label.hasPrefix) else {
            throw Self.unusable("assertion \(number) has the label \(label), which cannot be added this way")
        }
        self.label = label
        let kind = entry["kind"]?.text?.lowercased()
        let isJSON = kind == "json" || (kind == nil && Self.jsonLabels.contains(where: label.hasPrefix))
        content = isJSON ? .json(try Self.json(data)) : .cbor(CBORValue(data))
        listing = entry["listing"]?.text == "gathered" ? .gathered : .created
    }

    /// Whether it is about the image's metadata, which an update manifest records as an action.
    var isMetadata: Bool { ["c2pa.metadata", "cawg.metadata", "stds."].contains(where: label.hasPrefix) }

    private static func json(_ value: DataValue) throws(SignetError) -> [UInt8] {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(JSONContent(value: value)))
        } catch {
            throw unusable("holds data that cannot be written as JSON")
        }
    }

    private static func unusable(_ reason: String) -> SignetError {
        SignetError("assertions.unusable", .usage, "the file of --assertions \(reason)")
    }
}

/// Lets Foundation's encoder write a ``DataValue``.
private struct JSONContent: Encodable {
    let value: DataValue

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        switch value {
        case .map(let fields):
            var container = encoder.container(keyedBy: Key.self)
            for field in fields { try container.encode(JSONContent(value: field.value), forKey: Key(field.key)) }
        case .list(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(JSONContent(value: element)) }
        default:
            var container = encoder.singleValueContainer()
            try encodeScalar(to: &container)
        }
    }

    private func encodeScalar(to container: inout any SingleValueEncodingContainer) throws {
        switch value {
        case .bool(let bool): try container.encode(bool)
        case .integer(let number): try container.encode(number)
        case .unsigned(let number): try container.encode(number)
        case .double(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        // Bytes cannot occur: the value was read from JSON.
        case .null, .bytes, .list, .map: try container.encodeNil()
        }
    }
}

extension CBORValue {
    /// A JSON value in CBOR (RFC 8949 section 6.2).
    fileprivate init(_ value: DataValue) {
        switch value {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .integer(let number): self = number >= 0 ? .unsigned(UInt64(number)) : .negative(UInt64(-1 - number))
        case .unsigned(let number): self = .unsigned(number)
        case .double(let number): self = .float(number)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .bytes(bytes)
        case .list(let list): self = .array(list.map(CBORValue.init))
        case .map(let fields): self = .map(fields.map { Entry(.text($0.key), CBORValue($0.value)) })
        }
    }
}
