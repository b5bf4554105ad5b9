/// Which addresses belong to the public internet.
///
/// An address that a file names must not lead into the machine or the network signet runs in (server-side request forgery);
/// the ranges are those of the IANA special-purpose address registries (RFC 6890).
public enum PublicAddress {
    /// Whether the address, 4 bytes of IPv4 or 16 of IPv6 in network order, is a public one.
    public static func isPublic(_ address: [UInt8]) -> Bool {
        switch address.count {
        case 4: isPublicFour(address[...])
        case 16: isPublicSix(address)
        default: false
        }
    }

    /// Ranges that are not public, as their first bytes and how many bits of them count.
    private static let reservedFour: [([UInt8], Int)] = [
        ([0], 8),  // this network
        ([10], 8),  // private
        ([100, 64], 10),  // carrier-grade translation
        ([127], 8),  // loopback
        ([169, 254], 16),  // link-local, where clouds keep their metadata services
        ([172, 16], 12),  // private
        ([192, 0, 0], 24),  // protocol assignments
        ([192, 0, 2], 24),  // documentation
        ([192, 88, 99], 24),  // 6to4 relays
        ([192, 168], 16),  // private
        ([198, 18], 15),  // benchmarks
        ([198, 51, 100], 24),  // documentation
        ([203, 0, 113], 24),  // documentation
        ([224], 4),  // multicast
        ([240], 4),  // reserved and broadcast
    ]

    private static func isPublicFour(_ address: ArraySlice<UInt8>) -> Bool {
        !reservedFour.contains { starts(address, with: $0.0, bits: $0.1) }
    }

    private static let reservedSix: [([UInt8], Int)] = [
        ([0x20, 0x01, 0x00], 23),  // protocol assignments, Teredo among them, which carries an IPv4 address
        ([0x20, 0x01, 0x0D, 0xB8], 32),  // documentation
        ([0x20, 0x02], 16),  // 6to4, which carries an IPv4 address
        ([0x3F, 0xFF], 20),  // documentation
    ]

    private static func isPublicSix(_ address: [UInt8]) -> Bool {
        // IPv4 in IPv6: mapped (::ffff:0:0/96) and translated (64:ff9b::/96).
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if address.starts(with: mapped) || address.starts(with: translated) { return isPublicFour(address[12...]) }
        // Only 2000::/3 is given out; that leaves loopback, unique local, link-local and multicast outside.
        guard starts(address[...], with: [0x20], bits: 3) else { return false }
        return !reservedSix.contains { starts(address[...], with: $0.0, bits: $0.1) }
    }

    private static func starts(_ address: ArraySlice<UInt8>, with prefix: [UInt8], bits: Int) -> Bool {
        var left = bits
        for (byte, wanted) in zip(address, prefix) where left > 0 {
            let mask: UInt8 = left >= 8 ? 0xFF : ~(0xFF >> UInt8(left))
            guard byte & mask == wanted & mask else { return false }
            left -= 8
        }
        // A prefix may be written with fewer bytes than its length has; the rest are zero.
        return left <= 0 || address.dropFirst(prefix.count).prefix((left + 7) / 8).allSatisfy { $0 == 0 }
    }
}
