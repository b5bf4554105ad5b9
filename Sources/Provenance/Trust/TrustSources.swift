public import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// Where trust lists are read from: files and folders that the user names, else the configuration folder.
///
/// The configuration folder is `$XDG_CONFIG_HOME/signet/trust` (or `~/.config/signet/trust`): `*.pem` are signers'
/// anchors, `tsa/*.pem` time-stamp authorities, `allowed.txt` single certificates `purposes.cfg` extended key usages and
/// `deny.txt` certificates that do not count any more.
public struct TrustSources: Sendable {
    /// PEM files, or folders of them, with anchors of signers.
    public var signers: [String]
    /// PEM files, or folders of them, with anchors of time-stamp authorities.
    public var timeStampAuthorities: [String]
    /// A file of single certificates: base64 SHA-256 values of their DER, or PEM.
    public var allowedList: String?
    /// A file of extended key usages that signing certificates may have.
    public var purposes: String?
    /// Files of certificates and keys that do not count any more; see `DenyList`.
    public var denyLists: [String] = []
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
        // Unlike trust, distrust is added up: naming a list does not switch the other one off.
        for path in denyLists + (existing(folder, "deny.txt").map { [$0] } ?? []) {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            configuration.denyLists.append(
                try Self.reading(path) { (text) throws(SignetError) in try DenyList(name: name, text: text) })
        }
        return configuration
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
