internal import Bytes

/// Writes JUMBF boxes.
public enum BoxWriter {
    /// A box with a plain payload.
    public static func box(_ type: BoxType, _ payload: [UInt8]) -> [UInt8] {
        assemble(type, [payload])
    }

    /// A labelled, requestable superbox around `contents`, each of which is a whole box.
    ///
    /// - Parameter salt: random bytes that keep the hash of a guessable assertion from being guessed
    ///   (C2PA 2.4 section 8.4.2.3); nil for none.
    public static func superbox(
        _ uuid: BoxUUID, label: String, salt: [UInt8]? = nil, contents: [[UInt8]]
    ) -> [UInt8] {
        var description = ByteWriter(reserving: 64)
        description.append(contentsOf: uuid.bytes)
        var toggles: BoxDescription.Toggles = [.requestable, .label]
        if salt != nil { toggles.insert(.privateField) }
        description.append(toggles.rawValue)
        description.append(text: label)
        description.append(0 as UInt8)
        if let salt { description.append(contentsOf: box(.salt, salt)) }
        return assemble(.superbox, [box(.description, description.bytes)] + contents)
    }

    /// The extended length is only used where 32 bits do not suffice.
    private static func assemble(_ type: BoxType, _ parts: [[UInt8]]) -> [UInt8] {
        let size = parts.reduce(8) { $0 + $1.count }
        var writer = ByteWriter(reserving: size + 8)
        if let short = UInt32(exactly: size) {
            writer.append(short)
            writer.append(type.rawValue)
        } else {
            writer.append(1 as UInt32)
            writer.append(type.rawValue)
            writer.append(UInt64(size + 8))
        }
        for part in parts { writer.append(contentsOf: part) }
        return writer.bytes
    }
}
