internal import Bytes

/// Finds the tags of an XML file, byte by byte through a window: nothing is kept, no entity is expanded, no DTD is read.
///
/// Names and attributes are taken as they are spelled. This is enough to find elements, and it is bounded whatever the
/// file holds.
struct XMLScanner: ~Copyable {
    /// A tag, with what was asked about it.
    struct Tag: Sendable {
        enum Kind: Sendable { case start, empty, end }

        let kind: Kind
        /// From `<` to behind `>`.
        let range: Range<Int>
        /// As it is spelled, with the prefix.
        let name: [UInt8]
        /// The names of the attributes whose value is the wanted one.
        let matching: [[UInt8]]
    }

    private var window: HeaderWindow
    private let end: Int
    private(set) var offset = 0
    /// The attribute value that is looked for.
    private let wanted: [UInt8]

    private static let longestName = 256
    static let damaged: SignetError.Code = "svg.damaged"

    init(_ source: any ByteSource, wanted: [UInt8], end: Int? = nil) {
        window = HeaderWindow(source, size: 1 << 14)
        self.end = min(end ?? source.count, source.count)
        self.wanted = wanted
    }

    private func failure(_ reason: String) -> SignetError {
        SignetError(Self.damaged, .badData, "the SVG \(reason) at offset \(offset)", offset: offset)
    }

    private mutating func next() throws(SignetError) -> UInt8 {
        guard offset < end else { throw failure("ends too early") }
        let byte = try window.uint8(at: offset)
        offset += 1
        return byte
    }

    private mutating func peek() throws(SignetError) -> UInt8 {
        guard offset < end else { throw failure("ends too early") }
        return try window.uint8(at: offset)
    }

    /// Consumes `text` if it comes next.
    private mutating func take(_ text: StaticString) throws(SignetError) -> Bool {
        let count = text.utf8CodeUnitCount
        guard end - offset >= count else { return false }
        for index in 0..<count where try window.uint8(at: offset + index) != text.utf8Start[index] { return false }
        offset += count
        return true
    }

    private mutating func skip(past text: StaticString) throws(SignetError) {
        while !(try take(text)) {
            _ = try next()
            try jump(to: text.utf8Start[0])
        }
    }

    /// Goes to the next `byte`; it is not consumed.
    private mutating func jump(to byte: UInt8, or other: UInt8? = nil) throws(SignetError) {
        let found = try window.firstOffset(of: byte, or: other ?? byte, from: offset)
        guard let found, found < end else {
            offset = end
            throw failure("ends too early")
        }
        offset = found
    }

    /// Goes to the next `<` and returns where it is; it is not consumed.
    mutating func skipText() throws(SignetError) -> Int {
        try jump(to: UInt8(ascii: "<"))
        return offset
    }

    /// The next tag. Comments, CDATA sections, processing instructions and the document type are passed over.
    mutating func nextTag() throws(SignetError) -> Tag {
        while true {
            let start = try skipText()
            if try take("<!--") {
                try skip(past: "-->")
            } else if try take("<![CDATA[") {
                try skip(past: "]]>")
            } else if try take("<?") {
                try skip(past: "?>")
            } else if try take("<!") {
                try skipDeclaration()
            } else if try take("</") {
                let name = try self.name()
                try skipSpace()
                guard try next() == UInt8(ascii: ">") else { throw failure("has a malformed end tag") }
                return Tag(kind: .end, range: start..<offset, name: name, matching: [])
            } else {
                offset += 1
                return try startTag(at: start)
            }
        }
    }

    /// A document type may hold declarations in brackets, with quoted text and comments in them.
    private mutating func skipDeclaration() throws(SignetError) {
        var brackets = 0
        var depth = 1
        while true {
            if try take("<!--") {
                try skip(past: "-->")
                continue
            }
            let byte = try next()
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): while try next() != byte {}
            case UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: "<"): depth += 1
            case UInt8(ascii: ">"):
                depth -= 1
                if depth <= 0, brackets <= 0 { return }
            default: break
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    private mutating func skipSpace() throws(SignetError) { while Self.isSpace(try peek()) { offset += 1 } }

    private mutating func name() throws(SignetError) -> [UInt8] {
        var name: [UInt8] = []
        while true {
            let byte = try peek()
            if Self.isSpace(byte) || "/>=<\"'&".utf8.contains(byte) { break }
            guard name.count < Self.longestName else { throw failure("has a name that is too long") }
            name.append(byte)
            offset += 1
        }
        guard !name.isEmpty else { throw failure("has a tag without a name") }
        return name
    }

    private mutating func startTag(at start: Int) throws(SignetError) -> Tag {
        let name = try self.name()
        var matching: [[UInt8]] = []
        while true {
            try skipSpace()
            if try take(">") { return Tag(kind: .start, range: start..<offset, name: name, matching: matching) }
            if try take("/>") { return Tag(kind: .empty, range: start..<offset, name: name, matching: matching) }
            let attribute = try self.name()
            try skipSpace()
            guard try next() == UInt8(ascii: "=") else { throw failure("has an attribute without a value") }
            try skipSpace()
            if try value(), matching.count < 8 { matching.append(attribute) }
        }
    }

    /// Consumes a quoted value and says whether it is the wanted one.
    private mutating func value() throws(SignetError) -> Bool {
        let quote = try next()
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw failure("has a value without quotes")
        }
        let start = offset
        try jump(to: quote, or: UInt8(ascii: "<"))
        let length = offset - start
        guard try next() == quote else { throw failure("has a < inside of a value") }
        guard length == wanted.count else { return false }
        return try window.matches(wanted, at: start)
    }
}
