public import Bytes

/// How a file gets a manifest store with an update manifest while its content stays as it is, to the last hashed byte
/// (C2PA 2.4 sections 11.2.3 and A.5.1).
public struct UpdatePlan: Sendable {
    public let plan: EmbeddingPlan
    /// How much of the store that is in the file stays where it is; 0 when the whole store is written anew.
    public let keptStoreSize: Int
    private let isAppended: Bool
    private let format: ImageFormat

    /// The exact bytes that go into the file for `store`.
    public func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        isAppended ? try BMFFContainer.carryUpdate(store) : try format.carry(store)
    }

    /// How much of the container's store an update leaves in place: in AVIF and HEIF updates go into a box of their own.
    public static func keptStoreSize(_ container: ImageContainer) -> Int {
        container.format.isBMFF ? container.store?.segments.first?.storeRange.upperBound ?? 0 : 0
    }

    /// - Parameter storeSize: of what is written: the whole store, or in AVIF and HEIF one with the update manifests alone.
    ///
    /// Throws where a store of another size changes bytes that are hashed.
    public init(_ container: ImageContainer, storeSize: Int, in source: any ByteSource) throws(SignetError) {
        guard let store = container.store, !container.defects.contains(where: { $0.kind.concernsStore }) else {
            throw SignetError("update.unreadable", .badData, "carries no record that an update could be added to")
        }
        format = container.format
        keptStoreSize = Self.keptStoreSize(container)
        isAppended = container.format.isBMFF
        switch container.format {
        case .jpeg, .png, .gif, .svg, .jxl:
            // A store that moved would not be where the hash leaves room for it.
            var planner = EmbeddingPlanner(container)
            planner.copy(upTo: store.range.lowerBound)
            planner.store(try container.format.carriedSize(ofStore: storeSize))
            plan = planner.finish()
        case .avif, .heic, .heif: plan = try BMFFContainer.updatePlan(container, storeSize, in: source)
        case .webp, .tiff:
            throw SignetError(
                "update.format", .badData,
                "cannot be updated: in \(container.format.name) files the size of the record is under the hash of the "
                    + "content; sign an edit instead, or keep the record beside the file")
        case .sidecar:
            throw SignetError("update.format", .badData, "is a record without its image")
        }
    }
}

extension BMFFContainer {
    private static let original = Array(BMFFProvenanceBox.Purpose.original.rawValue.utf8)
    /// Size, type, extended type, version and flags.
    private static let boxPrefix = 8 + 16 + 4
    /// With the eight bytes of the offset that A.5.3 defines for the purpose `manifest` only, and the reference implementation
    /// writes and expects here as well. They are 0, which stands for none.
    private static let update = Array(BMFFProvenanceBox.Purpose.update.rawValue.utf8) + [UInt8](repeating: 0, count: 9)

    /// The box with the original store says that updates follow, which is as long as what it said before; the updates are the
    /// last box of the file, so that nothing moves.
    static func updatePlan(
        _ container: ImageContainer, _ storeSize: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        guard let main = container.store?.range, let boxes = container.bmff?.boxes, let last = boxes.last else {
            throw SignetError("update.unreadable", .badData, "carries no record that an update could be added to")
        }
        guard try source.bytes(last.range.lowerBound..<last.range.lowerBound + 4) != [0, 0, 0, 0] else {
            throw SignetError(
                "update.format", .badData,
                "cannot be updated: its last box reaches to the end of the file, wherever that is")
        }
        var planner = EmbeddingPlanner(
            container, carriers: container.carriers.filter { $0.lowerBound > main.lowerBound })
        let purpose = main.lowerBound + boxPrefix
        planner.copy(upTo: purpose)
        planner.insert(original)
        planner.skip(upTo: purpose + original.count)
        planner.copy(upTo: container.fileSize)
        planner.store(boxPrefix + update.count + storeSize)
        return planner.finish()
    }

    static func carryUpdate(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        let size = boxPrefix + update.count + store.count
        guard let short = UInt32(exactly: size) else {
            throw SignetError(
                "store.size", .unexpected, "a manifest store of \(store.count) bytes does not fit into a box")
        }
        var writer = ByteWriter(reserving: size)
        writer.append(short)
        writer.append(BMFFBoxType.extended.rawValue)
        writer.append(contentsOf: BMFFProvenanceBox.identifier)
        writer.append(UInt32(0))
        writer.append(contentsOf: update)
        writer.append(contentsOf: store)
        return writer.bytes
    }
}
