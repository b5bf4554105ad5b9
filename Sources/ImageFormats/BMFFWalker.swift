internal import Bytes

/// Reads box headers one after the other, within a total that no file can exceed.
struct BMFFWalker: ~Copyable {
    /// How many boxes of one file are looked at, at one level or several; an image has a few dozen.
    static let maximumBoxes = 1 << 16

    var window: HeaderWindow
    private var remaining: Int

    init(_ source: any ByteSource, limits: Limits) {
        window = HeaderWindow(source)
        remaining = min(Self.maximumBoxes, limits.maximumContainerParts)
    }

    static let damaged: SignetError.Code = "bmff.damaged"

    /// The box at `offset`, which has to end by `end`.
    ///
    /// A size of 0 ("to the end of the file") is only for boxes outside of all others (ISO/IEC 14496-12, 4.2.2).
    mutating func box(at offset: Int, end: Int, isOutermost: Bool) throws(SignetError) -> BMFFBox {
        guard remaining > 0 else {
            throw SignetError(
                "limit.containerParts", .badData, "the file has more than \(Self.maximumBoxes) boxes", offset: offset)
        }
        remaining -= 1
        guard end - offset >= 8 else {
            throw Self.damage("the file has \(end - offset) bytes at offset \(offset) that are no box", offset)
        }
        let short = Int(try window.uint32(at: offset))
        let type = BMFFBoxType(rawValue: try window.uint32(at: offset + 4))
        var size = short
        var header = 8
        if short == 1 {
            guard end - offset >= 16 else { throw Self.damage("the box at offset \(offset) is cut short", offset) }
            size = Int(clamping: try window.uint64(at: offset + 8))
            header = 16
        } else if short == 0, isOutermost {
            size = end - offset
        }
        guard size >= header else {
            throw Self.damage("the box at offset \(offset) states a size of \(size) bytes", offset)
        }
        guard size <= end - offset else {
            throw Self.damage("the box \(type) at offset \(offset) runs past the end of what holds it", offset)
        }
        return BMFFBox(type: type, range: offset..<offset + size, headerSize: header)
    }

    private static func damage(_ reason: String, _ offset: Int) -> SignetError {
        SignetError(damaged, .badData, reason, offset: offset)
    }

    /// The boxes that `range` consists of; stops where they stop being boxes.
    mutating func children(of range: Range<Int>) throws(SignetError) -> [BMFFBox] {
        var boxes: [BMFFBox] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            do throws(SignetError) {
                let box = try box(at: offset, end: range.upperBound, isOutermost: false)
                boxes.append(box)
                offset = box.range.upperBound
            } catch {
                guard error.code == Self.damaged else { throw error }
                break
            }
        }
        return boxes
    }

    /// Boxes that hold other boxes and nothing else (ISO/IEC 14496-12; ISO/IEC 23008-12).
    private static let containers: Set<BMFFBoxType> = [
        "moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf", "mfra", "udta", "iprp", "ipco",
        "meco",
        "sinf", "schi",
    ]

    /// Where the boxes inside `box` are; nil when it is no container.
    ///
    /// `meta` has four bytes of version and flags before them, except in QuickTime files. C2PA 2.4, 18.6.2 forbids paths
    /// through such boxes, but signers of 2023 and 2024 excluded `/meta/iloc`.
    mutating func content(of box: BMFFBox) throws(SignetError) -> Range<Int>? {
        if Self.containers.contains(box.type) { return box.payload }
        guard box.type == .metadata, box.payload.count >= 4 else { return nil }
        let start = box.payload.lowerBound
        let isPlain = box.payload.count >= 8 ? try window.uint32(at: start + 4) == Self.handler : false
        return start + (isPlain ? 0 : 4)..<box.payload.upperBound
    }

    private static let handler = BMFFBoxType("hdlr").rawValue
}

extension BMFFBoxType: ExpressibleByStringLiteral {
    public init(stringLiteral value: StaticString) { self.init(value) }
}
