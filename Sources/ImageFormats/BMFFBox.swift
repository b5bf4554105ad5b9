/// The four-character type of a box in an ISO base media file (ISO/IEC 14496-12, 4.2).
public struct BMFFBoxType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The type spelled by the first four bytes of `name`.
    public init(_ name: StaticString) {
        rawValue = name.withUTF8Buffer { $0.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
    }

    public var description: String {
        String(decoding: withUnsafeBytes(of: rawValue.bigEndian) { Array($0) }, as: UTF8.self)
    }

    public static let fileType = BMFFBoxType("ftyp")
    public static let extended = BMFFBoxType("uuid")
    public static let metadata = BMFFBoxType("meta")
    public static let movie = BMFFBoxType("moov")
    public static let mediaData = BMFFBoxType("mdat")
    public static let movieFragment = BMFFBoxType("moof")
    public static let randomAccess = BMFFBoxType("mfra")
    public static let free = BMFFBoxType("free")
    public static let skip = BMFFBoxType("skip")
}

/// Where a box of an ISO base media file is.
public struct BMFFBox: Sendable, Equatable {
    public let type: BMFFBoxType
    /// The whole box in the file, header included.
    public let range: Range<Int>
    /// 8 bytes, or 16 with a 64-bit size; the extended type of a `uuid` box is not part of it.
    public let headerSize: Int

    public init(type: BMFFBoxType, range: Range<Int>, headerSize: Int) {
        self.type = type
        self.range = range
        self.headerSize = headerSize
    }

    /// Everything after the header.
    public var payload: Range<Int> { range.lowerBound + headerSize..<range.upperBound }
}
