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
        // Over UTF-8: splitting into characters costs more than hashing what the URI points to.
        let prefix = "self#jumbf="
        guard text.utf8.count <= Self.maximumLength, text.utf8.starts(with: prefix.utf8) else { return nil }
        let rest = text.utf8.dropFirst(prefix.utf8.count)
        var labels = rest.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        let isAbsolute = labels.first?.isEmpty == true
        if isAbsolute { labels.removeFirst() }
        guard !labels.isEmpty, labels.allSatisfy({ !$0.isEmpty }) else { return nil }
        guard isAbsolute else {
            self.init(manifest: nil, path: labels.map { String(Substring($0)) })
            return
        }
        // Absolute: /c2pa/<manifest>/…
        guard let root = labels.popFirst(), root.elementsEqual("c2pa".utf8), let manifest = labels.popFirst() else {
            return nil
        }
        self.init(manifest: String(Substring(manifest)), path: labels.map { String(Substring($0)) })
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
