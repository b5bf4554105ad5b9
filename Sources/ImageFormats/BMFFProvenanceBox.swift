internal import Bytes

/// The `uuid` box in which C2PA puts a manifest store or a part of a Merkle tree (C2PA 2.4, A.5.1).
struct BMFFProvenanceBox: Sendable {
    enum Purpose: String, Sendable {
        /// The manifest store.
        case manifest
        /// A manifest store that update manifests in another box follow.
        case original
        /// Update manifests, in the last box of the file.
        case update
        /// A part of a Merkle tree.
        case merkle
    }

    /// D8FEC3D6-1B0E-483C-9297-5828877EC481.
    static let identifier: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
    ]

    let box: BMFFBox
    let purpose: Purpose
    /// The offset of the first ``Purpose/merkle`` box that the box states; 0 stands for none.
    let treeOffset: Int
    /// The store or the CBOR, with the padding that follows.
    let content: Range<Int>

    /// What is at the place of a C2PA box.
    enum Reading {
        case sound(BMFFProvenanceBox)
        /// It is one, but cannot be used, for the reason given.
        case unreadable(String)
        case other
    }

    /// Extended type, then version and flags.
    private static let prefix = 16 + 4

    /// Looks at a `uuid` box. One whose extended type was changed is recognised by what follows it.
    static func read(_ box: BMFFBox, _ window: inout HeaderWindow) throws(SignetError) -> Reading {
        let payload = box.payload
        guard payload.count >= identifier.count else { return .other }
        let isMarked = try window.matches(identifier, at: payload.lowerBound)
        let purpose = try self.purpose(payload, &window)
        guard isMarked else {
            guard let purpose, payload.count >= prefix + purpose.size + 8 else { return .other }
            let store = payload.lowerBound + prefix + purpose.size + 8
            let isStore = try C2PAMark.isBorne(byBoxAt: store, end: payload.upperBound, in: &window)
            return isStore ? .unreadable("has another type than that of C2PA") : .other
        }
        guard let purpose else { return .unreadable("has no purpose that is known") }
        guard try window.uint32(at: payload.lowerBound + 16) == 0 else {
            return .unreadable("has another version than 0, or flags")
        }
        var start = payload.lowerBound + prefix + purpose.size
        var treeOffset = 0
        // The offset is not defined for update boxes, but written there too.
        let hasOffset =
            purpose.name == .update
            ? try !isStore(at: start, end: payload.upperBound, &window) : purpose.name != .merkle
        if hasOffset {
            guard payload.upperBound - start >= 8 else { return .unreadable("is cut short") }
            treeOffset = Int(clamping: try window.uint64(at: start))
            start += 8
        }
        return .sound(
            BMFFProvenanceBox(
                box: box, purpose: purpose.name, treeOffset: treeOffset, content: start..<payload.upperBound))
    }

    private static func isStore(at start: Int, end: Int, _ window: inout HeaderWindow) throws(SignetError) -> Bool {
        end - start >= 8 ? try window.matches(Array("jumb".utf8), at: start + 4) : false
    }

    /// The purpose and how many bytes it takes with its terminator.
    private static func purpose(
        _ payload: Range<Int>, _ window: inout HeaderWindow
    ) throws(SignetError) -> (name: Purpose, size: Int)? {
        for purpose in [Purpose.manifest, .original, .update, .merkle] {
            let bytes = Array(purpose.rawValue.utf8) + [0]
            guard payload.count >= prefix + bytes.count else { continue }
            if try window.matches(bytes, at: payload.lowerBound + prefix) { return (purpose, bytes.count) }
        }
        return nil
    }
}
