/// A reference to a box of the same manifest store: `self#jumbf=…` (C2PA 2.4 section 8.2).
public struct JUMBFURI: Sendable, Hashable {
    /// The label of the manifest, or nil for a URI that is relative to the manifest it stands in.
    public let manifest: String?
    /// The labels below the manifest, for example `["c2pa.assertions", "c2pa.hash.data"]`.
    public let path: [String]

    public init(manifest: String?, path: [String]) {
        self.manifest = manifest
        self.path = path
    }

    /// The longest URI that is read, in bytes: some of the longest labels that are read.
    private static let maximumLength = 16_384

    /// Reads an absolute or relative JUMBF URI; nil when `text` is not one.
    public init?(_ text: String) {
        let prefix = "self#jumbf="
        guard text.utf8.count <= Self.maximumLength, text.hasPrefix(prefix) else { return nil }
        var labels = text.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
        let isAbsolute = labels.first == ""
        if isAbsolute { labels.removeFirst() }
        guard !labels.isEmpty, !labels.contains("") else { return nil }
        guard isAbsolute else {
            self.init(manifest: nil, path: labels.map(String.init))
            return
        }
        // Absolute: /c2pa/<manifest>/…
        guard labels.count >= 2, labels[0] == "c2pa" else { return nil }
        self.init(manifest: String(labels[1]), path: labels.dropFirst(2).map(String.init))
    }

    /// The same reference with its manifest spelled out.
    public func absolute(in manifest: String) -> JUMBFURI {
        JUMBFURI(manifest: self.manifest ?? manifest, path: path)
    }

    /// The last label, which names the box.
    public var label: String { path.last ?? manifest ?? "" }

    /// Whether this points to something in the assertion store of a manifest.
    public var isAssertion: Bool { path.count == 2 && path[0] == "c2pa.assertions" }

    /// The URI as text.
    public var text: String {
        guard let manifest else { return "self#jumbf=" + path.joined(separator: "/") }
        return "self#jumbf=" + (["", "c2pa", manifest] + path).joined(separator: "/")
    }

    /// The absolute URI of an assertion.
    public static func assertion(_ label: String, in manifest: String) -> JUMBFURI {
        JUMBFURI(manifest: manifest, path: ["c2pa.assertions", label])
    }

    /// The absolute URI of a claim signature.
    public static func signature(in manifest: String) -> JUMBFURI {
        JUMBFURI(manifest: manifest, path: ["c2pa.signature"])
    }
}
