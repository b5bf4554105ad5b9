internal import Bytes

/// Writes CBOR in the core deterministic encoding of RFC 8949 section 4.2.1, as C2PA 2.4 section 18.1 asks.
public enum CBOREncoder {
    public static func encode(_ value: CBORValue) -> [UInt8] {
        var writer = ByteWriter(reserving: 256)
        write(value, to: &writer)
        return writer.bytes
    }

    private static func write(_ value: CBORValue, to writer: inout ByteWriter) {
        switch value {
        case .unsigned(let number): head(0, number, to: &writer)
        case .negative(let number): head(1, number, to: &writer)
        case .bytes(let bytes):
            head(2, UInt64(bytes.count), to: &writer)
            writer.append(contentsOf: bytes)
        case .text(let text):
            head(3, UInt64(text.utf8.count), to: &writer)
            writer.append(text: text)
        case .array(let elements):
            head(4, UInt64(elements.count), to: &writer)
            for element in elements { write(element, to: &writer) }
        case .map(let entries): map(entries, to: &writer)
        case .tagged(let tag, let inner):
            head(6, tag, to: &writer)
            write(inner, to: &writer)
        case .bool(let bool): writer.append(bool ? 0xF5 : 0xF4 as UInt8)
        case .null: writer.append(0xF6 as UInt8)
        case .undefined: writer.append(0xF7 as UInt8)
        case .float(let number): float(number, to: &writer)
        case .simple(let number): head(7, UInt64(number), to: &writer)
        }
    }

    /// Entries in the bytewise order of their encoded keys.
    private static func map(_ entries: [CBORValue.Entry], to writer: inout ByteWriter) {
        head(5, UInt64(entries.count), to: &writer)
        let encoded = entries.map { (key: encode($0.key), value: $0.value) }
        for entry in encoded.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            writer.append(contentsOf: entry.key)
            write(entry.value, to: &writer)
        }
    }

    /// The shortest head for an argument.
    private static func head(_ major: UInt8, _ argument: UInt64, to writer: inout ByteWriter) {
        let type = major << 5
        switch argument {
        case 0...23: writer.append(type | UInt8(argument))
        case 24...0xFF:
            writer.append(type | 24)
            writer.append(UInt8(argument))
        case 0x100...0xFFFF:
            writer.append(type | 25)
            writer.append(UInt16(argument))
        case 0x1_0000...0xFFFF_FFFF:
            writer.append(type | 26)
            writer.append(UInt32(argument))
        default:
            writer.append(type | 27)
            writer.append(argument)
        }
    }

    /// The shortest of the three float encodings that keeps the value.
    private static func float(_ number: Double, to writer: inout ByteWriter) {
        if let half = half(number) {
            writer.append(0xF9 as UInt8)
            writer.append(half)
        } else if Double(Float(number)) == number {
            writer.append(0xFA as UInt8)
            writer.append(Float(number).bitPattern)
        } else {
            writer.append(0xFB as UInt8)
            writer.append(number.bitPattern)
        }
    }

    /// The half-precision bits of a number that has them exactly; every NaN becomes the canonical one.
    private static func half(_ number: Double) -> UInt16? {
        if number.isNaN { return 0x7E00 }
        let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
        let magnitude = number.magnitude
        if magnitude == 0 { return sign }
        if magnitude.isInfinite { return sign | 0x7C00 }
        guard magnitude <= 65504 else { return nil }
        let exponent = Int(magnitude.exponent)
        if exponent >= -14 {
            let mantissa = magnitude.significand * 1024
            guard mantissa.rounded() == mantissa else { return nil }
            return sign | UInt16(exponent + 15) << 10 | (UInt16(mantissa) & 1023)
        }
        let subnormal = magnitude * 0x1p24
        guard subnormal.rounded() == subnormal else { return nil }
        return sign | UInt16(subnormal)
    }
}
