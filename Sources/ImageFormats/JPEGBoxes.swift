internal import Bytes

/// Cuts a JPEG into boxes for `c2pa.hash.boxes` (C2PA 2.4, 18.7.3.1; ITU-T T.81, table B.1).
///
/// A scan's box holds its entropy-coded data up to the next marker; restart markers are boxes of their own. All images of a
/// multi-picture file are listed, as long as nothing lies between them.
enum JPEGBoxes {
    static func all(
        _ source: any ByteSource, store: Range<Int>?, _ limits: Limits
    ) throws(SignetError) -> [FileBox] {
        var window = HeaderWindow(source, size: 1 << 14)
        var boxes: [FileBox] = []
        var offset = 0
        while source.count - offset >= 2 {
            guard boxes.count < limits.maximumContainerParts else {
                throw .tooManyParts("the JPEG", limits, at: offset)
            }
            guard try window.uint8(at: offset) == 0xFF else { break }
            if let store, offset == store.lowerBound {
                boxes.append(FileBox(FileBox.storeName, store))
                offset = store.upperBound
                continue
            }
            let start = offset
            let code = try window.uint8(at: offset + 1)
            if code == 0xFF {
                // A fill byte belongs to the marker that follows; without one it belongs to nothing.
                throw SignetError(
                    "boxes.fill", .badData, "the JPEG has a fill byte at offset \(offset)", offset: offset)
            }
            // After the end of one image only the start of another goes on with the boxes.
            if boxes.last?.name == "EOI", code != 0xD8 { break }
            switch code {
            case 0xD8, 0xD9, 0x01: offset += 2
            case 0xD0...0xD7: offset = try endOfEntropy(from: offset + 2, source, &window)
            default:
                guard source.count - offset >= 4 else { throw .endOfInput(at: source.count) }
                let length = Int(try window.uint16(at: offset + 2))
                guard length >= 2, length <= source.count - offset - 2 else {
                    let reason = "the JPEG segment at offset \(offset) is damaged"
                    throw SignetError("boxes.damaged", .badData, reason, offset: offset)
                }
                offset += 2 + length
                if code == 0xDA { offset = try endOfEntropy(from: offset, source, &window) }
            }
            boxes.append(FileBox(name(code), start..<offset))
        }
        return boxes
    }

    /// The offset of the next marker: FF followed by anything but 00 (a stuffed byte) or FF (a fill byte).
    private static func endOfEntropy(
        from start: Int, _ source: any ByteSource, _ window: inout HeaderWindow
    ) throws(SignetError) -> Int {
        var offset = start
        while let mark = try window.firstOffset(of: 0xFF, from: offset) {
            let code = try window.uint8(at: mark + 1)
            if code != 0, code != 0xFF { return mark }
            offset = mark + (code == 0 ? 2 : 1)
        }
        throw .endOfInput(at: source.count)
    }

    private static let fixed: [UInt8: String] = [
        0xD8: "SOI", 0xD9: "EOI", 0xDA: "SOS", 0xDB: "DQT", 0xDC: "DNL", 0xDD: "DRI", 0xDE: "DHP", 0xDF: "EXP",
        0xC4: "DHT", 0xC8: "JPG", 0xCC: "DAC", 0xFE: "COM", 0x01: "TEM",
    ]

    private static func name(_ code: UInt8) -> String {
        if let name = fixed[code] { return name }
        switch code {
        case 0xC0...0xCF: return "SOF\(code - 0xC0)"
        case 0xD0...0xD7: return "RST\(code - 0xD0)"
        case 0xE0...0xEF: return "APP\(code - 0xE0)"
        case 0xF0...0xFD: return "JPG\(code - 0xF0)"
        default: return "RES"
        }
    }
}
