public import Bytes
internal import Cryptography
internal import Digests
public import Findings
public import FoundationEssentials

/// The trust lists in the configuration folder, by name and with their dates.
///
/// `*.pem` and `*.json` are lists of signers' anchors, those in `tsa/` of time-stamp authorities', those in
/// `cawg/` of named actors', and `conforming-products.json` is the list of conforming products. Files that users put there by hand count as well.
public struct TrustStore: Sendable {
    public let folder: String

    public init(folder: String) { self.folder = folder }

    /// The folder of the user: `$XDG_CONFIG_HOME/signet/trust`, else `~/.config/signet/trust`.
    public static func ofUser() throws(SignetError) -> TrustStore {
        guard let folder = configurationFolder else {
            throw SignetError(
                "trust.folder", .configuration, "neither XDG_CONFIG_HOME nor HOME says where settings are")
        }
        return TrustStore(folder: folder)
    }

    static var configurationFolder: String? {
        let environment = ProcessInfo.processInfo.environment
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return base + "/signet/trust" }
        return environment["HOME"].map { $0 + "/.config/signet/trust" }
    }

    func folder(of kind: TrustListRecord.Kind) -> String {
        switch kind {
        case .signers, .products: folder
        case .timeStampAuthorities: folder + "/tsa"
        case .identities: folder + "/cawg"
        }
    }

    static let productsName = "conforming-products.json"

    /// What ``install(_:as:now:)`` is told about a list besides its bytes.
    public struct Arrival: Sendable {
        /// Where it came from.
        public var source: String
        /// Its name; nil takes the list's own, else that of the source.
        public var name: String?
        /// Whom it is about; nil looks at the list.
        public var kind: TrustListRecord.Kind?
        /// When it was issued, where the list does not say so itself.
        public var date: Date?
        /// Whether an older list may replace a newer one.
        public var mayGoBack = false

        public init(source: String) { self.source = source }
    }

    /// Whether a list that is at hand would be installed; throws what ``install(_:as:now:)`` would.
    func check(_ bytes: [UInt8], as arrival: Arrival) throws(SignetError) {
        guard arrival.kind != .products else {
            let products = try ConformingProducts(bytes)
            return try refuseOlder(
                Self.day(products.date), than: "\(folder)/\(Self.productsName)", .products, arrival)
        }
        let file = try TrustListFile(bytes)
        let certificates = try file.certificates()
        guard let kind = arrival.kind ?? file.kind(of: certificates), !certificates.isEmpty else {
            throw SignetError("trust.empty", .configuration, "holds no certificates that could be trusted")
        }
        let name = Self.slug(arrival.name ?? file.name ?? "list")
        try refuseOlder(
            file.issued ?? arrival.date, than: "\(self.folder(of: kind))/\(name).json", kind, arrival)
    }

    /// Installs a list that is at hand: all of it is checked, then it replaces the list of the same name at once.
    public func install(
        _ bytes: [UInt8], as arrival: Arrival, now: Date
    ) throws(SignetError) -> TrustListRecord {
        if TrustedEntityList.isJSON(bytes),
            arrival.kind == .products || bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "[")
        {
            return try installProducts(bytes, arrival, now)
        }
        let file = try TrustListFile(bytes)
        let certificates = try file.certificates()
        guard let kind = arrival.kind ?? file.kind(of: certificates) else {
            throw SignetError(
                "trust.kind", .configuration,
                "has certificates of signers and of time-stamp authorities; say --tsa or --signers")
        }
        let stem = arrival.source.split(separator: "/").last.map(String.init) ?? "list"
        let name = arrival.name ?? file.name ?? (stem.hasSuffix(".pem") ? String(stem.dropLast(4)) : stem)
        let place = self.folder(of: kind)
        let isJSON = TrustedEntityList.isJSON(bytes)
        let slug = Self.slug(name)
        let path = "\(place)/\(slug).\(isJSON ? "json" : "pem")"
        let issued = file.issued ?? arrival.date
        try refuseOlder(issued, than: path, kind, arrival)
        try write(bytes, name: name, issued: issued, to: path, arrival, now)
        // The same list in its other form would count a second time.
        let other = "\(place)/\(slug).\(isJSON ? "pem" : "json")"
        if other != "\(folder)/\(Self.productsName)" { Self.remove(other) }
        return try record(of: path, kind)
    }

    /// Installs the list in a file, or from standard input for `-`.
    public func install(
        path: String, name: String? = nil, kind: TrustListRecord.Kind? = nil, mayGoBack: Bool = false, now: Date
    ) throws(SignetError) -> TrustListRecord {
        let source = try FileSource(path: path)
        guard source.count <= ConformingProducts.maximumSize else {
            throw SignetError("trust.tooLarge", .configuration, "has more than \(ConformingProducts.maximumSize) bytes")
        }
        let bytes = try source.bytes(0..<source.count)
        var arrival = Arrival(source: path == "-" ? "standard input" : path)
        arrival.name = name
        arrival.kind = kind
        arrival.mayGoBack = mayGoBack
        arrival.date = path == "-" ? nil : Self.modificationDate(path)
        return try install(bytes, as: arrival, now: now)
    }

    static func modificationDate(_ path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }

    private func installProducts(
        _ bytes: [UInt8], _ arrival: Arrival, _ now: Date
    ) throws(SignetError) -> TrustListRecord {
        guard arrival.kind == nil || arrival.kind == .products else {
            throw SignetError("trust.kind", .configuration, "is a list of products, not of certificates")
        }
        let products = try ConformingProducts(bytes)
        let path = "\(folder)/\(Self.productsName)"
        let issued = Self.day(products.date) ?? arrival.date
        try refuseOlder(issued, than: path, .products, arrival)
        try write(bytes, name: arrival.name ?? "Conforming products", issued: issued, to: path, arrival, now)
        return try record(of: path, .products)
    }

    /// An old list would bring back anchors that are not trusted any more.
    private func refuseOlder(
        _ date: Date?, than path: String, _ kind: TrustListRecord.Kind, _ arrival: Arrival
    ) throws(SignetError) {
        guard !arrival.mayGoBack, let date, Folder.exists(path), let known = try? record(of: path, kind).date,
            date < known
        else { return }
        throw SignetError(
            "trust.older", .configuration,
            "is older (\(date.formatted(.iso8601))) than the list that is installed (\(known.formatted(.iso8601))); "
                + "--force installs it all the same")
    }

    private func write(
        _ bytes: [UInt8], name: String, issued: Date?, to path: String, _ arrival: Arrival, _ now: Date
    ) throws(SignetError) {
        try Folder.create(
            path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
        let note = TrustListNote(
            name: name, issued: issued?.timeIntervalSince1970, installed: now.timeIntervalSince1970.rounded(.down),
            source: arrival.source, sha256: Hex.encode(Hasher.digest(bytes, .sha256)))
        let file = try OutputFile(path: path, mode: 0o644)
        try file.write(bytes)
        // The note comes first: until the list follows, it is about nothing and does not count.
        try note.write(of: path)
        try file.commit()
    }

    private static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
        try? FileManager.default.removeItem(atPath: TrustListNote.path(of: path))
    }

    /// A file name of letters, digits and hyphens.
    private static func slug(_ name: String) -> String {
        let words = name.lowercased().utf8.split { !(48...57).contains($0) && !(97...122).contains($0) }
        let slug = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-").prefix(64)
        return slug.isEmpty ? "list" : String(slug)
    }

    static func day(_ text: String?) -> Date? {
        text.flatMap { try? Date($0 + "T00:00:00Z", strategy: .iso8601) }
    }
}
