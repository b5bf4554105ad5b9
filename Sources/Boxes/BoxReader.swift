public import Bytes

/// Reads JUMBF boxes so that every byte is accounted for: nothing may overlap, overhang or be left over.
///
/// The strictness is deliberate. Most of what surrounds the hashed parts of a manifest store is covered by no hash, so
/// whatever a reader tolerates there can be changed without notice.
public struct BoxReader {
    private let limits: Limits
    private var remainingBoxes: Int

    public init(limits: Limits = .default) {
        self.limits = limits
        remainingBoxes = limits.maximumBoxes
    }

    /// The one box that `bytes` is; anything after it is an error.
    public mutating func readWhole(_ bytes: ArraySlice<UInt8>) throws(SignetError) -> Box {
        var reader = ByteReader(bytes)
        let box = try box(&reader, depth: 0)
        guard reader.isAtEnd else {
            throw SignetError(
                "jumbf.trailingBytes", .badData, "\(reader.remaining) bytes follow the manifest store",
                offset: reader.offset)
        }
        return box
    }

    private mutating func box(_ reader: inout ByteReader, depth: Int) throws(SignetError) -> Box {
        let start = reader.offset
        guard depth <= limits.maximumBoxDepth else {
            throw SignetError(
                "jumbf.depth", .badData, "JUMBF boxes are nested deeper than \(limits.maximumBoxDepth)", offset: start)
        }
        guard remainingBoxes > 0 else {
            throw SignetError(
                "jumbf.boxes", .badData, "there are more than \(limits.maximumBoxes) JUMBF boxes", offset: start)
        }
        remainingBoxes -= 1
        let whole = reader
        let (type, headerSize, size) = try header(&reader, at: start)
        var outer = whole
        let bytes = try take(size, from: &outer, at: start)
        reader = outer
        let payload = bytes.dropFirst(headerSize)
        guard type == .superbox else { return Box(type: type, bytes: bytes, payload: payload, superbox: nil) }
        let superbox = try superbox(bytes, payload: payload, depth: depth)
        return Box(type: type, bytes: bytes, payload: payload, superbox: superbox)
    }

    /// Type, size of the header and size of the whole box.
    private func header(_ reader: inout ByteReader, at start: Int) throws(SignetError) -> (BoxType, Int, Int) {
        let length = try reader.readUInt32()
        let type = BoxType(rawValue: try reader.readUInt32())
        switch length {
        case 0:
            // "Until the end of the file" has no meaning inside a store, and would let a box swallow its neighbours.
            throw SignetError("jumbf.length", .badData, "a JUMBF box has no length", offset: start)
        case 1:
            let extended = try reader.readUInt64()
            guard extended >= 16, let size = Int(exactly: extended) else {
                throw SignetError("jumbf.length", .badData, "a JUMBF box has an impossible length", offset: start)
            }
            return (type, 16, size)
        case 2..<8:
            throw SignetError("jumbf.length", .badData, "a JUMBF box has an impossible length", offset: start)
        default:
            return (type, 8, Int(length))
        }
    }

    private func take(
        _ count: Int, from reader: inout ByteReader, at start: Int
    ) throws(SignetError) -> ArraySlice<UInt8> {
        guard count <= reader.remaining else {
            throw SignetError("jumbf.overhang", .badData, "a JUMBF box runs past the box around it", offset: start)
        }
        return try reader.take(count)
    }

    private mutating func superbox(
        _ bytes: ArraySlice<UInt8>, payload: ArraySlice<UInt8>, depth: Int
    ) throws(SignetError) -> Superbox {
        var reader = ByteReader(payload)
        guard !reader.isAtEnd else {
            throw SignetError("jumbf.description", .badData, "a JUMBF superbox is empty", offset: bytes.startIndex)
        }
        let first = try box(&reader, depth: depth + 1)
        guard first.type == .description else {
            throw SignetError(
                "jumbf.description", .badData, "a JUMBF superbox starts with no description", offset: first.offset)
        }
        let description = try description(first.payload, depth: depth + 1)
        var contents: [Box] = []
        while !reader.isAtEnd { contents.append(try box(&reader, depth: depth + 1)) }
        return Superbox(
            description: description, contents: contents, payload: payload, offset: bytes.startIndex, bytes: bytes)
    }

    private mutating func description(
        _ bytes: ArraySlice<UInt8>, depth: Int
    ) throws(SignetError) -> BoxDescription {
        var reader = ByteReader(bytes)
        let uuid = BoxUUID(high: try reader.readUInt64(), low: try reader.readUInt64())
        let toggles = BoxDescription.Toggles(rawValue: try reader.readUInt8())
        guard toggles.isSubset(of: .known) else {
            throw SignetError(
                "jumbf.toggles", .badData, "a JUMBF description has unknown toggles", offset: reader.offset - 1)
        }
        var label: String?
        if toggles.contains(.label) { label = try self.label(&reader) }
        if toggles.contains(.identifier) { _ = try reader.readUInt32() }
        if toggles.contains(.hash) { _ = try reader.take(32) }
        var privateBoxes: [Box] = []
        if toggles.contains(.privateField) { privateBoxes.append(try box(&reader, depth: depth + 1)) }
        guard reader.isAtEnd else {
            throw SignetError(
                "jumbf.description", .badData, "bytes follow the fields of a JUMBF description", offset: reader.offset)
        }
        return BoxDescription(uuid: uuid, toggles: toggles, label: label, privateBoxes: privateBoxes)
    }

    /// The longest label that is read, in bytes; C2PA's own are below 200.
    private static let maximumLabel = 4_096

    /// A UTF-8 label and its terminating zero.
    private func label(_ reader: inout ByteReader) throws(SignetError) -> String {
        let start = reader.offset
        var ahead = reader
        var length = 0
        while try ahead.readUInt8() != 0 {
            length += 1
            guard length <= Self.maximumLabel else {
                throw SignetError("jumbf.label", .badData, "a JUMBF label is too long", offset: start)
            }
        }
        let bytes = try reader.take(length)
        _ = try reader.readUInt8()
        guard length > 0, let label = String(validating: bytes, as: UTF8.self) else {
            throw SignetError("jumbf.label", .badData, "a JUMBF label is empty or not UTF-8", offset: start)
        }
        return label
    }
}
