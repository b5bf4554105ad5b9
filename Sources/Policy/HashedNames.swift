internal import Bytes
internal import Digests
internal import TextMatching

/// All hashed names of a pack, in tables.
struct HashedNames {
    /// Every salt is one more hash of each name-like group of words.
    static let mostSalts = 4
    private var salts: [[UInt8]] = []
    private var saltBytes: [UInt8] = []
    private var saltStarts: [UInt32] = [0]
    private var entries: [(key: UInt64, digest: [UInt8], person: Int32)] = []

    /// False when there are too many different salts.
    @discardableResult mutating func add(_ text: String, person: Int32) -> Bool {
        guard let name = HashedName(text) else { return false }
        if !salts.contains(name.salt) {
            guard salts.count < Self.mostSalts else { return false }
            salts.append(name.salt)
            saltBytes += name.salt
            saltStarts.append(UInt32(saltBytes.count))
        }
        entries.append((Self.key(name.digest), name.digest, person))
        return true
    }

    private static func key(_ digest: [UInt8]) -> UInt64 { digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    func write(to writer: inout TableWriter) {
        let sorted = entries.sorted { ($0.key, $0.person) < ($1.key, $1.person) }
        writer.add(saltStarts)
        writer.add(saltBytes)
        writer.add(sorted.map(\.key))
        writer.add(sorted.flatMap(\.digest))
        writer.add(sorted.map(\.person))
    }

    /// Such names in memory that somebody else keeps.
    struct View: @unchecked Sendable {
        private let salts: [[UInt8]]
        private let keys: UnsafeBufferPointer<UInt64>
        private let digests: UnsafeBufferPointer<UInt8>
        private let people: UnsafeBufferPointer<Int32>
        /// How many words of a name are hashed together.
        private static let longest = 4

        init(_ reader: inout TableReader, people count: Int, _ strings: StringTable.View) throws(SignetError) {
            let starts = try reader.next(UInt32.self)
            let bytes = try reader.next(UInt8.self)
            keys = try reader.next()
            digests = try reader.next()
            people = try reader.next()
            guard starts.count >= 1, starts.count <= HashedNames.mostSalts + 1, starts[0] == 0,
                Int(starts[starts.count - 1]) == bytes.count,
                (1..<starts.count).allSatisfy({ starts[$0 - 1] <= starts[$0] }), digests.count == keys.count * 32,
                people.count == keys.count, people.allSatisfy({ $0 >= 0 && Int($0) < count })
            else { throw PolicyTables.damaged }
            salts = (1..<starts.count).map { Array(bytes[Int(starts[$0 - 1])..<Int(starts[$0])]) }
        }

        var isEmpty: Bool { keys.isEmpty }

        /// Names among the words of a text: groups of words of which one looks like a name.
        func find(_ text: borrowing NormalizedText, _ scanner: Scanner) -> [(person: Int32, words: Range<Int>)] {
            guard !isEmpty else { return [] }
            var found: [(person: Int32, words: Range<Int>)] = []
            let hasher = Hasher(.sha256)
            var last = 0
            let looks = (0..<text.words.count).map { text.isCapitalized[$0] || !scanner.isCommon(text, $0) }
            for start in 0..<text.words.count {
                var name: [UInt8] = []
                var isNameLike = false
                for end in start..<min(start + Self.longest, text.words.count) {
                    if end > start { name.append(32) }
                    let word = text.plainWord(end)
                    name += Array(word.utf8)
                    isNameLike = isNameLike || looks[end]
                    guard isNameLike, start >= last else { continue }
                    var forms = [name]
                    // Behind a Korean name stands a particle.
                    if end == start, let stem = text.withoutParticle(end) { forms.append(Array(stem.utf8)) }
                    if end == start + 1 { forms.append(Array("\(word) \(text.plainWord(start))".utf8)) }
                    if let person = forms.lazy.compactMap({ look($0, hasher) }).first {
                        found.append((person, start..<end + 1))
                        last = end + 1
                    }
                }
            }
            return found
        }

        private func look(_ name: [UInt8], _ hasher: Hasher) -> Int32? {
            for salt in salts {
                hasher.update(salt)
                hasher.update(name)
                let digest = hasher.finalize()
                let key = HashedNames.key(digest)
                var low = 0
                var high = keys.count
                while low < high {
                    let middle = (low + high) / 2
                    if keys[middle] < key { low = middle + 1 } else { high = middle }
                }
                while low < keys.count, keys[low] == key {
                    if digests[low * 32..<low * 32 + 32].elementsEqual(digest) { return people[low] }
                    low += 1
                }
            }
            return nil
        }
    }
}
