public import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// Where trust lists are read from: files and folders that the user names, else the configuration folder.
///
/// The configuration folder is `$XDG_CONFIG_HOME/signet/trust` (or `~/.config/signet/trust`): `*.pem` are signers'
/// anchors, `tsa/*.pem` time-stamp authorities, `cawg/*.pem` anchors of named actors, `cawg/issuers.txt` the identifiers of
/// identity issuers, `allowed.txt` single certificates and `purposes.cfg` extended key usages.
public struct TrustSources: Sendable {
    /// PEM files, or folders of them, with anchors of signers.
    public var signers: [String]
    /// PEM files, or folders of them, with anchors of time-stamp authorities.
    public var timeStampAuthorities: [String]
    /// PEM files, or folders of them, with anchors of the actors that identity assertions name; text files (`.txt`, or
    /// `issuers.txt` of a folder) with the decentralised identifiers of identity issuers.
    public var identities: [String] = []
    /// A file of single certificates: base64 SHA-256 values of their DER, or PEM.
    public var allowedList: String?
    /// A file of extended key usages that signing certificates may have.
    public var purposes: String?
    /// Whether the configuration folder fills in what is not named.
    public var usesConfiguration: Bool

    public init(
        signers: [String] = [], timeStampAuthorities: [String] = [], allowedList: String? = nil, purposes: String? = nil,
        usesConfiguration: Bool = true
    ) {
        self.signers = signers
        self.timeStampAuthorities = timeStampAuthorities
        self.allowedList = allowedList
        self.purposes = purposes
        self.usesConfiguration = usesConfiguration
    }

    /// Reads everything; a list that is named and cannot be read is an error, never an empty list.
    public func load() throws(SignetError) -> TrustConfiguration {
        let folder = usesConfiguration ? Self.configurationFolder() : nil
        var configuration = TrustConfiguration()
        if let path = purposes ?? existing(folder, "purposes.cfg") {
            configuration.purposes = try Self.reading(path, TrustList.loadPurposes)
        }
        var allowed: Set<[UInt8]> = []
        if let path = allowedList ?? (signers.isEmpty ? existing(folder, "allowed.txt") : nil) {
            allowed = try Self.reading(path, TrustList.loadAllowedList)
        }
        let signerFiles = try signers.isEmpty ? Self.pemFiles(inExisting: folder) : Self.pemFiles(signers)
        for path in signerFiles {
            try add(path, purposes: configuration.purposes, to: &configuration.signers, &configuration.records)
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
            ? Self.pemFiles(inExisting: authorityFolder) : Self.pemFiles(timeStampAuthorities)
        for path in authorityFiles {
            try add(
                path, purposes: [CertificateProfile.timeStampingPurpose], to: &configuration.timeStampAuthorities,
                &configuration.records)
        }
        try addIdentities(folder.map { $0 + "/cawg" }, to: &configuration)
        return configuration
    }

    private func addIdentities(
        _ folder: String?, to configuration: inout TrustConfiguration
    ) throws(SignetError) {
        let isList = { (path: String) in path.hasSuffix(".txt") }
        let folders = identities.isEmpty ? [folder].compactMap(\.self) : identities
        var lists = identities.filter(isList)
        for folder in folders where Folder.isFolder(folder) {
            if let path = existing(folder, "issuers.txt") { lists.append(path) }
        }
        for path in lists {
            configuration.identityIssuers.formUnion(try Self.reading(path, Self.issuers))
        }
        let named = identities.filter { path in !isList(path) && !(Folder.isFolder(path) && existing(path, "issuers.txt") != nil) }
        var files = try identities.isEmpty ? Self.pemFiles(inExisting: folder) : Self.pemFiles(named)
        for path in identities where Folder.isFolder(path) && !named.contains(path) {
            files += try Self.pemFiles(inExisting: path)
        }
        for path in files {
            try add(
                path, purposes: configuration.purposes.union([CertificateProfile.documentSigningPurpose]),
                to: &configuration.identities, &configuration.records)
        }
    }

    /// One identifier per line; `#` starts a comment.
    private static func issuers(_ bytes: [UInt8]) throws(SignetError) -> Set<String> {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SignetError("trust.issuers", .configuration, "it is not UTF-8 text")
        }
        var issuers: Set<String> = []
        for line in text.split(whereSeparator: \.isNewline) {
            let identifier = line.filter { !$0.isWhitespace }
            guard !identifier.isEmpty, !identifier.hasPrefix("#") else { continue }
            guard IssuerIdentifier(identifier) != nil else {
                throw SignetError("trust.issuers", .configuration, "it holds a line that is not a decentralised identifier")
            }
            issuers.insert(identifier)
        }
        return issuers
    }

    private func add(
        _ path: String, purposes: Set<String>, to lists: inout [TrustList], _ records: inout [TrustListRecord]
    ) throws(SignetError) {
        let bytes = try Self.bytes(path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let list: TrustList
        do throws(SignetError) {
            list = try TrustList(name: name, pem: bytes, purposes: purposes)
        } catch {
            throw SignetError(error.code, .configuration, "the trust list \(path) cannot be used: \(error.reason)")
        }
        lists.append(list)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        records.append(
            TrustListRecord(
                name: name, date: attributes?[.modificationDate] as? Date, certificateCount: list.anchors.count,
                sha256: Hex.encode(Hasher.digest(bytes, .sha256))))
    }

    private static func configurationFolder() -> String? {
        let environment = ProcessInfo.processInfo.environment
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return base + "/signet/trust" }
        return environment["HOME"].map { $0 + "/.config/signet/trust" }
    }

    private func existing(_ folder: String?, _ name: String) -> String? {
        guard let folder, FileManager.default.fileExists(atPath: "\(folder)/\(name)") else { return nil }
        return "\(folder)/\(name)"
    }

    private static func pemFiles(inExisting folder: String?) throws(SignetError) -> [String] {
        guard let folder, FileManager.default.fileExists(atPath: folder) else { return [] }
        return try pemFiles(of: folder)
    }

    /// The files that are named, and the PEM files in the folders that are.
    private static func pemFiles(_ paths: [String]) throws(SignetError) -> [String] {
        var files: [String] = []
        for path in paths {
            guard FileManager.default.fileExists(atPath: path) else {
                throw SignetError("trust.open", .configuration, "the trust list \(path) does not exist")
            }
            guard Folder.isFolder(path) else {
                files.append(path)
                continue
            }
            let inside = try pemFiles(of: path)
            guard !inside.isEmpty else {
                throw SignetError("trust.empty", .configuration, "the folder \(path) holds no .pem file")
            }
            files += inside
        }
        return files
    }

    private static func pemFiles(of folder: String) throws(SignetError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw SignetError("trust.open", .configuration, "the folder \(folder) cannot be read")
        }
        return names.filter { $0.hasSuffix(".pem") }.sorted().map { "\(folder)/\($0)" }
    }

    private static func bytes(_ path: String) throws(SignetError) -> [UInt8] {
        do throws(SignetError) {
            let source = try FileSource(path: path)
            guard source.count <= TrustList.maximumListSize else {
                throw SignetError("trust.tooLarge", .configuration, "has more than \(TrustList.maximumListSize) bytes")
            }
            return try source.bytes(0..<source.count)
        } catch {
            throw SignetError(error.code, .configuration, "the trust list \(path) cannot be used: \(error.reason)")
        }
    }

    private static func reading<Value>(
        _ path: String, _ read: ([UInt8]) throws(SignetError) -> Value
    ) throws(SignetError) -> Value {
        do throws(SignetError) {
            return try read(bytes(path))
        } catch {
            throw SignetError(error.code, .configuration, "\(path) cannot be used: \(error.reason)")
        }
    }
}
