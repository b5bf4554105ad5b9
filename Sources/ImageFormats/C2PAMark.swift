internal import Bytes

/// How a C2PA manifest store is told from any other JUMBF box by its first bytes (C2PA 2.4, 11.1.4.2).
///
/// The store is a superbox whose description box has the type UUID 63327061-0011-0010-8000-00AA00389B71 and the label
/// `c2pa`. Either of the two is taken as a mark, so that a store with a damaged description is recognised as a broken
/// store and not taken for something else.
enum C2PAMark {
    /// The first four bytes of the type UUID, which spell `c2pa`.
    static let typePrefix = Array("c2pa".utf8)
    static let label = Array("c2pa\0".utf8)
    /// How many bytes of a box decide: its header, that of the description, UUID, toggles and label.
    static let reach = 8 + 8 + 17 + 5

    /// Whether the box at `start`, of which the bytes up to `end` are there, bears the mark of a C2PA manifest store.
    static func isBorne(byBoxAt start: Int, end: Int, in window: inout HeaderWindow) throws(SignetError) -> Bool {
        // The box header has 8 bytes, or 16 with an XLBox, which LBox = 1 announces. Both forms are looked for in any case, so
        // that a damaged LBox does not hide the mark.
        for header in [8, 16] {
            let type = start + header + 8
            if end - type >= typePrefix.count, try window.matches(typePrefix, at: type) { return true }
            let label = type + 17
            if end - label >= Self.label.count, try window.matches(Self.label, at: label) { return true }
        }
        return false
    }
}
