internal import Bytes

/// The 16-byte type of a JUMBF superbox.
public struct BoxUUID: Hashable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A type made of four ASCII characters and the ISO base, as JUMBF and C2PA make theirs.
    public init(_ name: StaticString) {
        let prefix = UInt64(BoxType(name).rawValue)
        self.init(high: prefix << 32 | 0x0011_0010, low: 0x8000_00AA_0038_9B71)
    }

    var bytes: [UInt8] {
        var writer = ByteWriter(reserving: 16)
        writer.append(high)
        writer.append(low)
        return writer.bytes
    }

    public var description: String {
        let hex = Hex.encode(bytes)
        var parts: [Substring] = []
        var rest = hex[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    // C2PA 2.4 section 11.1.4.
    public static let manifestStore = BoxUUID("c2pa")
    public static let standardManifest = BoxUUID("c2ma")
    public static let updateManifest = BoxUUID("c2um")
    public static let compressedManifest = BoxUUID("c2cm")
    /// Time-stamp manifests, deprecated (section 11.2.5).
    public static let timeStampManifest = BoxUUID("c2tm")
    /// A second type of standard manifests, to be read but not written (section 11.2.2).
    public static let standardManifestAlias = BoxUUID("c2md")
    public static let assertionStore = BoxUUID("c2as")
    public static let claim = BoxUUID("c2cl")
    public static let claimSignature = BoxUUID("c2cs")
    public static let credentialStore = BoxUUID("c2vc")
    public static let dataBoxStore = BoxUUID("c2db")

    // ISO 19566-5 annex B.
    public static let cborContent = BoxUUID("cbor")
    public static let jsonContent = BoxUUID("json")
    public static let uuidContent = BoxUUID("uuid")
    public static let embeddedFile = BoxUUID(high: 0x40CB_0C32_BB8A_489D, low: 0xA70B_2AD6_F47F_4369)
}
