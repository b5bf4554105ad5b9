internal import Bytes

/// A manifest store as a file of its own, which is nothing but the store (C2PA 2.4, 11.4).
enum SidecarContainer: ContainerFormat {
    static let signatures: [[UInt8]] = []

    /// A `jumb` box that bears the mark of a C2PA manifest store.
    static func recognizes(_ source: some ByteSource, _ window: inout HeaderWindow) throws(SignetError) -> Bool {
        guard source.count >= 16, try window.matches(Array("jumb".utf8), at: 4) else { return false }
        return try C2PAMark.isBorne(byBoxAt: 0, end: source.count, in: &window)
    }

    static func read(_ source: any ByteSource, limits: Limits) throws(SignetError) -> ImageContainer {
        var container = ImageContainer(format: .sidecar, fileSize: source.count, insertion: 0)
        let whole = 0..<source.count
        try container.takeStore(whole, excluded: whole, carrier: whole, name: "the file", source, limits)
        return container
    }

    static func carriedSize(ofStore size: Int) throws(SignetError) -> Int { size }

    static func carry(_ store: [UInt8]) throws(SignetError) -> [UInt8] {
        try checkIsOneBox(store)
        return store
    }

    static func plan(
        _ container: ImageContainer, carried: Int, in source: any ByteSource
    ) throws(SignetError) -> EmbeddingPlan {
        throw SignetError("sidecar.sign", .badData, "is a manifest store, not an image, and cannot be signed itself")
    }
}
