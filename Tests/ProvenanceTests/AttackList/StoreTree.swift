internal import Bytes

/// The boxes of a store as somebody without a key takes them apart and puts them together again.
struct StoreTree {
    var type: [UInt8]
    /// What the box holds; of a superbox, nothing.
    var content: [UInt8] = []
    /// The boxes of a superbox, the description first.
    var children: [StoreTree] = []

    init(type: String, content: [UInt8]) {
        self.type = Array(type.utf8)
        self.content = content
    }

    /// The first box of `bytes`.
    init(_ bytes: ArraySlice<UInt8>) {
        type = Array(bytes.dropFirst(4).prefix(4))
        let body = bytes.prefix(Self.size(bytes)).dropFirst(8)
        guard type == Array("jumb".utf8) else {
            content = Array(body)
            return
        }
        var rest = body
        while rest.count >= 8 {
            children.append(StoreTree(rest))
            rest = rest.dropFirst(Self.size(rest))
        }
    }

    private static func size(_ bytes: ArraySlice<UInt8>) -> Int {
        max(8, bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) })
    }

    var bytes: [UInt8] {
        let body = children.isEmpty ? content : children.flatMap(\.bytes)
        return SampleImage.big(UInt32(body.count + 8)) + type + body
    }

    var label: String {
        String(decoding: children.first?.content.dropFirst(17).prefix { $0 != 0 } ?? [], as: UTF8.self)
    }

    /// The box inside whose label begins with `prefix`, to be changed.
    subscript(_ prefix: String) -> StoreTree {
        get { children.first { $0.label.hasPrefix(prefix) } ?? StoreTree(type: "none", content: []) }
        set {
            guard let index = children.firstIndex(where: { $0.label.hasPrefix(prefix) }) else { return }
            children[index] = newValue
        }
    }

    /// The active manifest of a store.
    var active: StoreTree {
        get { children[children.count - 1] }
        set { children[children.count - 1] = newValue }
    }

    /// The bytes of the signature of this manifest.
    var signature: [UInt8] {
        get { self["c2pa.signature"].children.last?.content ?? [] }
        set {
            var box = self["c2pa.signature"]
            box.children[box.children.count - 1].content = newValue
            self["c2pa.signature"] = box
        }
    }
}
