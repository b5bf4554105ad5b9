public import Boxes
public import Bytes
public import Findings

/// What the boxes of an assertion hold.
public enum AssertionContent: Sendable {
    case cbor(CBORValue)
    case json(DataValue)
    case embeddedFile(mediaType: String, name: String?, bytes: ArraySlice<UInt8>)
    case uuid(ArraySlice<UInt8>)
    /// Every content byte is zero: the assertion was redacted (C2PA 2.4 section 6.8).
    case redacted
    case unknown(BoxUUID)
    /// The content cannot be decoded; the code says as what.
    case invalid(StatusCode, String)

    /// The largest JSON content that is decoded, in bytes.
    private static let maximumJSON = 1 << 20

    /// Decodes the content of an assertion superbox.
    ///
    /// - Parameter items: how many CBOR items and JSON values may still be decoded; counted down.
    public init(_ box: Superbox, limits: Limits, items: inout Int) {
        let contents = box.contents
        guard !contents.isEmpty else {
            self = .redacted
            return
        }
        if contents.allSatisfy({ $0.superbox == nil && $0.payload.allSatisfy { $0 == 0 } }) {
            self = .redacted
            return
        }
        switch box.description.uuid {
        case .cborContent: self = Self.cbor(contents, limits: limits, items: &items)
        case .jsonContent: self = Self.json(contents, limits: limits, items: &items)
        case .embeddedFile: self = Self.embeddedFile(contents)
        case .uuidContent: self = .uuid(contents[0].payload)
        default: self = .unknown(box.description.uuid)
        }
    }

    private static func cbor(_ contents: [Box], limits: Limits, items: inout Int) -> AssertionContent {
        guard contents.count == 1, contents[0].type == .cbor else {
            return .invalid(.assertionCBORInvalid, "the assertion does not hold exactly one CBOR box")
        }
        do throws(SignetError) {
            return .cbor(try CBORDecoder.decode(contents[0].payload, limits: limits, items: &items))
        } catch {
            return .invalid(.assertionCBORInvalid, error.reason)
        }
    }

    private static func json(_ contents: [Box], limits: Limits, items: inout Int) -> AssertionContent {
        guard contents.count == 1, contents[0].type == .json else {
            return .invalid(.assertionJSONInvalid, "the assertion does not hold exactly one JSON box")
        }
        guard contents[0].payload.count <= maximumJSON else {
            return .invalid(.assertionJSONInvalid, "the JSON is larger than \(maximumJSON) bytes")
        }
        var reader = JSONReader(
            contents[0].payload, maximumDepth: limits.maximumCBORDepth,
            maximumItems: min(items, limits.maximumCBORItems))
        let before = reader.remainingItems
        defer { items -= before - reader.remainingItems }
        do throws(SignetError) {
            return .json(try reader.readWhole())
        } catch {
            return .invalid(.assertionJSONInvalid, error.reason)
        }
    }

    /// The description (toggle byte, media type, file name) and the bytes of ISO 19566-5 annex B.3.
    private static func embeddedFile(_ contents: [Box]) -> AssertionContent {
        guard let description = contents.first(where: { $0.type == .embeddedFileDescription }),
            let data = contents.first(where: { $0.type == .binaryData }), let toggles = description.payload.first
        else { return .unknown(.embeddedFile) }
        let strings = description.payload.dropFirst().split(
            separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        let hasName = toggles & 1 != 0
        return .embeddedFile(
            mediaType: strings.first.map { String(decoding: $0, as: UTF8.self) } ?? "",
            name: hasName && strings.count > 1 ? String(decoding: strings[1], as: UTF8.self) : nil, bytes: data.payload)
    }

    /// The CBOR value, when it is one.
    public var cbor: CBORValue? {
        guard case .cbor(let value) = self else { return nil }
        return value
    }
}
