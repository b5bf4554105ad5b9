internal import Bytes

/// Texts one behind the other, by number.
struct StringTable {
    private var starts: [UInt32] = [0]
    private var bytes: [UInt8] = []
    private var known: [String: Int32] = [:]

    var count: Int { starts.count - 1 }

    /// Adds a text and says its number.
    @discardableResult mutating func add(_ text: String) -> Int32 {
        bytes.append(contentsOf: text.utf8)
        starts.append(UInt32(truncatingIfNeeded: bytes.count))
        return Int32(starts.count - 2)
    }

    /// The number of a text that is there once.
    mutating func intern(_ text: String) -> Int32 {
        if let number = known[text] { return number }
        let number = add(text)
        known[text] = number
        return number
    }

    func write(to writer: inout TableWriter) {
        writer.add(starts)
        writer.add(bytes)
    }

    /// Such texts in memory that somebody else keeps.
    struct View: @unchecked Sendable {
        private let starts: UnsafeBufferPointer<UInt32>
        private let bytes: UnsafeBufferPointer<UInt8>

        init(_ reader: inout TableReader) throws(SignetError) {
            starts = try reader.next()
            bytes = try reader.next()
            guard let last = starts.last, Int(last) == bytes.count, starts[0] == 0,
                (1..<max(starts.count, 1)).allSatisfy({ starts[$0 - 1] <= starts[$0] })
            else { throw PolicyTables.damaged }
        }

        var count: Int { starts.count - 1 }

        subscript(_ number: Int) -> String {
            guard number >= 0, number < count else { return "" }
            return String(decoding: bytes[Int(starts[number])..<Int(starts[number + 1])], as: UTF8.self)
        }
    }
}
