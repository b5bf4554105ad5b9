internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings

extension TrustSources {
    /// Adds whom to trust as a named actor; `folder` is that of the configuration.
    func addIdentities(
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
        let named = identities.filter { path in
            !isList(path) && !(Folder.isFolder(path) && existing(path, "issuers.txt") != nil)
        }
        var files = try identities.isEmpty ? Self.installed(in: folder) : Self.files(named)
        for path in identities where Folder.isFolder(path) && !named.contains(path) {
            files += try TrustStore.listFiles(in: path, endings: [".pem"])
        }
        for path in files {
            try add(
                path, .identities, purposes: configuration.purposes.union([CertificateProfile.documentSigningPurpose]),
                isInstalled: identities.isEmpty, to: &configuration.identities, &configuration.records)
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
                throw SignetError(
                    "trust.issuers", .configuration, "it holds a line that is not a decentralised identifier")
            }
            issuers.insert(identifier)
        }
        return issuers
    }
}
