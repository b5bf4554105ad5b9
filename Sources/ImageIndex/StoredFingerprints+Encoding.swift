public import Fingerprints

/// The short fingerprints beside `pdq` in one column: for each a number, a length (1 byte each) and its bytes. A new kind needs
/// a new number here and no new table; numbers are never used again.
extension StoredFingerprints {
    private enum Field: UInt8 {
        case canonical = 1
        case trimmed = 2
        case iscc = 3
    }

    /// The fingerprints beside ``pdq`` and ``anchors``.
    public var encodedOthers: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ field: Field, _ value: [UInt8]?) {
            guard let value, let count = UInt8(exactly: value.count) else { return }
            bytes.append(field.rawValue)
            bytes.append(count)
            bytes += value
        }
        add(.canonical, canonical?.bytes)
        add(.trimmed, trimmed?.bytes)
        add(.iscc, iscc)
        return bytes
    }

    /// Nil when `encodedOthers` is not well-formed.
    public init?(pdq: PDQ, encodedOthers: [UInt8], anchors: [UInt8]?) {
        self.init(pdq: pdq, anchors: anchors)
        guard take(others: encodedOthers) else { return nil }
    }

    /// Takes the fields of `encoded` up; false when it is not well-formed. Fields of newer versions are passed over.
    mutating func take(others encoded: [UInt8]) -> Bool {
        var rest = encoded[...]
        while let number = rest.popFirst() {
            guard let count = rest.popFirst(), count <= rest.count else { return false }
            let value = Array(rest.prefix(Int(count)))
            rest = rest.dropFirst(Int(count))
            switch Field(rawValue: number) {
            case .canonical:
                guard let hash = Hash256(bytes: value) else { return false }
                canonical = hash
            case .trimmed:
                guard let hash = Hash256(bytes: value) else { return false }
                trimmed = hash
            case .iscc: iscc = value
            case nil: continue
            }
        }
        return true
    }
}
