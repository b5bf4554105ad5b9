public import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// Where trust lists are read from: files and folders that the user names, else the configuration folder.
///
/// In the configuration folder (see ``TrustStore``), `cawg/issuers.txt` are the identifiers of identity issuers, `allowed.txt`
/// single certificates, `purposes.cfg` extended key usages and `deny.txt` certificates that do not count any more.
public struct TrustSources: Sendable {
    /// Trust lists (PEM, or lists of trusted entities in JSON), or folders of them, with anchors of signers.
    public var signers: [String]
    /// The same with anchors of time-stamp authorities.
    public var timeStampAuthorities: [String]
    /// PEM files, or folders of them, with anchors of the actors that identity assertions name; text files (`.txt`, or
    /// `issuers.txt` of a folder) with the decentralised identifiers of identity issuers.
    public var identities: [String] = []
    /// A file of single certificates: base64 SHA-256 values of their DER, or PEM.
    public var allowedList: String?
    /// A file of extended key usages that signing certificates may have.
    public var purposes: String?
    /// Files of certificates and keys that do not count any more; see `DenyList`.
    public var denyLists: [String] = []
    /// The list of conforming products to look signers up on.
    public var products: String?
    /// Whether the configuration folder fills in what is not named.
    public var usesConfiguration: Bool

    public init(
        signers: [String] = [], timeStampAuthorities: [String] = [], allowedList: String? = nil,
        purposes: String? = nil,
        products: String? = nil, usesConfiguration: Bool = true
    ) {
        self.signers = signers
        self.timeStampAuthorities = timeStampAuthorities
        self.allowedList = allowedList
        self.purposes = purposes
        self.products = products
        self.usesConfiguration = usesConfiguration
    }

    /// Reads everything; a list that is named and cannot be read is an error, never an empty list.
    public func load() throws(SignetError) -> TrustConfiguration {
        let folder = usesConfiguration ? TrustStore.configurationFolder : nil
        var configuration = TrustConfiguration()
        if let path = purposes ?? existing(folder, "purposes.cfg") {
            configuration.purposes = try Self.reading(path, TrustList.loadPurposes)
        }
        var allowed: Set<[UInt8]> = []
        if let path = allowedList ?? (signers.isEmpty ? existing(folder, "allowed.txt") : nil) {
            allowed = try Self.reading(path, TrustList.loadAllowedList)
        }
        let signerFiles = try signers.isEmpty ? Self.installed(in: folder) : Self.files(signers)
        for path in signerFiles {
            try add(
                path, .signers, purposes: configuration.purposes, isInstalled: signers.isEmpty,
                to: &configuration.signers,
                &configuration.records)
        }
        if !allowed.isEmpty {
            let list = try TrustList(
                name: "the allowed list", anchors: [], allowed: allowed, purposes: configuration.purposes)
            configuration.signers.append(list)
            configuration.records.append(TrustListRecord(name: list.name, certificateCount: allowed.count))
        }
        let authorityFolder = folder.map { $0 + "/tsa" }
        let authorityFiles =
            try timeStampAuthorities.isEmpty
            ? Self.installed(in: authorityFolder) : Self.files(timeStampAuthorities)
        for path in authorityFiles {
            try add(
                path, .timeStampAuthorities, purposes: [CertificateProfile.timeStampingPurpose],
                isInstalled: timeStampAuthorities.isEmpty, to: &configuration.timeStampAuthorities,
                &configuration.records)
        }
        // Unlike trust, distrust is added up: naming a list does not switch the other one off.
        for path in denyLists + (existing(folder, "deny.txt").map { [$0] } ?? []) {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            configuration.denyLists.append(
                try Self.reading(path) { (text) throws(SignetError) in try DenyList(name: name, text: text) })
        }
        try addIdentities(folder.map { $0 + "/cawg" }, to: &configuration)
        if let path = products {
            configuration.products = try Self.reading(path) { (bytes) throws(SignetError) in
                try ConformingProducts(bytes)
            }
        } else if let path = existing(folder, TrustStore.productsName) {
            configuration.products = ConformingProducts(knownGood: try TrustStore.bytes(path))
        }
        return configuration
    }

    /// - Parameter isInstalled: whether the list lies in the configuration folder, where it was checked when it came.
    func add(
        _ path: String, _ kind: TrustListRecord.Kind, purposes: Set<String>, isInstalled: Bool,
        to lists: inout [TrustList],
        _ records: inout [TrustListRecord]
    ) throws(SignetError) {
        let bytes = try TrustStore.bytes(path)
        do throws(SignetError) {
            let file = try TrustListFile(bytes)
            let record = TrustStore.record(
                path, bytes, kind, own: (file.name, file.issued, file.nextUpdate, file.anchors.count))
            lists.append(
                try file.list(
                    name: record.name, purposes: purposes, isKnownGood: isInstalled && record.installed != nil))
            records.append(record)
        } catch {
            throw SignetError(error.code, .configuration, "the trust list \(path) cannot be used: \(error.reason)")
        }
    }

    func existing(_ folder: String?, _ name: String) -> String? {
        guard let folder, FileManager.default.fileExists(atPath: "\(folder)/\(name)") else { return nil }
        return "\(folder)/\(name)"
    }

    static func installed(in folder: String?) throws(SignetError) -> [String] {
        guard let folder else { return [] }
        return try TrustStore.listFiles(in: folder)
    }

    /// The files that are named, and the lists in the folders that are.
    static func files(_ paths: [String]) throws(SignetError) -> [String] {
        var files: [String] = []
        for path in paths {
            guard FileManager.default.fileExists(atPath: path) else {
                throw SignetError("trust.open", .configuration, "the trust list \(path) does not exist")
            }
            guard Folder.isFolder(path) else {
                files.append(path)
                continue
            }
            // A folder of the user's may hold JSON of any kind; such lists have to be named.
            let inside = try TrustStore.listFiles(in: path, endings: [".pem"])
            guard !inside.isEmpty else {
                throw SignetError("trust.empty", .configuration, "the folder \(path) holds no .pem file")
            }
            files += inside
        }
        return files
    }

    static func reading<Value>(
        _ path: String, _ read: ([UInt8]) throws(SignetError) -> Value
    ) throws(SignetError) -> Value {
        do throws(SignetError) {
            return try read(TrustStore.bytes(path))
        } catch {
            throw SignetError(error.code, .configuration, "\(path) cannot be used: \(error.reason)")
        }
    }
}
