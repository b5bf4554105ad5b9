internal import Bytes

/// ECDSA signatures in the two forms there are: raw r‖s (COSE, RFC 9053 section 2.1) and DER (OpenSSL).
enum RawECDSA {
    /// The DER form of the raw signature `raw`, whose halves are `fieldSize` bytes; nil when the size is another.
    static func der(fromRaw raw: [UInt8], fieldSize: Int) -> [UInt8]? {
        guard raw.count == 2 * fieldSize else { return nil }
        let content = integer(raw[..<fieldSize]) + integer(raw[fieldSize...])
        // A P-521 signature can need a two-byte length.
        guard let size = UInt8(exactly: content.count) else { return nil }
        return (size < 128 ? [0x30, size] : [0x30, 0x81, size]) + content
    }

    private static func integer(_ magnitude: ArraySlice<UInt8>) -> [UInt8] {
        var digits = magnitude.drop { $0 == 0 }
        if digits.isEmpty { digits = [0] }
        let sign: [UInt8] = digits.first.map { $0 >= 0x80 } == true ? [0] : []
        return [0x02, UInt8(truncatingIfNeeded: digits.count + sign.count)] + sign + digits
    }

    /// The raw form of a DER signature; throws when it is not one, or its numbers do not fit.
    static func raw(fromDER der: [UInt8], fieldSize: Int) throws(SignetError) -> [UInt8] {
        var outer = DERReader(der[...])
        var inner = DERReader(try outer.take(tag: DERReader.sequence))
        var raw: [UInt8] = []
        raw.reserveCapacity(2 * fieldSize)
        for _ in 0..<2 {
            let number = try inner.take(tag: DERReader.integer).drop { $0 == 0 }
            guard number.count <= fieldSize else {
                throw SignetError("signature.form", .unexpected, "an ECDSA signature has a number that is too large")
            }
            raw.append(contentsOf: repeatElement(0, count: fieldSize - number.count))
            raw.append(contentsOf: number)
        }
        return raw
    }
}
