internal import Bytes

/// The names people go by, as patterns of the lexicon, and what stands beside them.
struct NameTables: @unchecked Sendable {
    /// One way a person is called.
    struct Alias {
        let person: Int32
        /// One word alone may be any word: it needs something beside it that says a person is meant.
        let needsContext: UInt8
        let isRole: UInt8
    }

    /// The pattern of the first alias; the others follow.
    let first: Int32
    /// The patterns of what says that a person is meant, and of what makes a likeness.
    let context: Int32
    let likeness: Int32
    let aliases: UnsafeBufferPointer<Alias>

    init(_ reader: inout TableReader, people: Int) throws(SignetError) {
        let head = try reader.next(Int32.self)
        aliases = try reader.next()
        guard head.count == 3, head[0] >= 0, Int(head[1]) - Int(head[0]) == aliases.count,
            aliases.allSatisfy({ $0.person >= 0 && Int($0.person) < people })
        else { throw PolicyTables.damaged }
        (first, context, likeness) = (head[0], head[1], head[2])
    }
}
