public import Bytes
public import Cryptography
public import FoundationEssentials

/// Makes a throw-away certificate authority and signing certificates in a folder; for tests and trials only.
public enum TestCertificateMaker {
    /// The kinds of signing certificates, in the order they are offered.
    public static let kinds = SignatureAlgorithm.allCases

    /// One year, after which a forgotten test certificate stops working.
    private static let lifetime = 365.0 * 86_400

    /// Writes `root.pem`, `intermediate.pem` and, for each kind, `KIND.key.pem` (mode 0600) and `KIND.chain.pem`.
    ///
    /// Nothing that exists is overwritten.
    /// - Returns: the paths that were written.
    public static func make(
        in folder: String, kinds: [SignatureAlgorithm], now: Date
    ) throws(SignetError) -> [String] {
        try Folder.create(folder)
        let names =
            ["root.pem", "intermediate.pem"] + kinds.flatMap { ["\($0.rawValue).key.pem", "\($0.rawValue).chain.pem"] }
        for name in names where Folder.exists("\(folder)/\(name)") {
            throw SignetError(
                "certificate.exists", .cannotCreate, "\(folder)/\(name) exists already and is not overwritten")
        }
        // A little in the past, so that a clock that is slightly behind accepts it.
        let start = now.addingTimeInterval(-3600)
        let end = now.addingTimeInterval(lifetime)
        let authority = try TestAuthority(notBefore: start, notAfter: end)
        try write(authority.root.certificate.pem, "\(folder)/root.pem", mode: 0o644)
        try write(authority.intermediate.certificate.pem, "\(folder)/intermediate.pem", mode: 0o644)
        for kind in kinds {
            let key = try SigningKey.generate(for: kind)
            let leaf = try authority.issue(.claimSigning(notBefore: start, notAfter: end), key: key)
            try write(try key.pem(), "\(folder)/\(kind.rawValue).key.pem", mode: 0o600)
            try write(
                leaf.certificate.pem + authority.intermediate.certificate.pem, "\(folder)/\(kind.rawValue).chain.pem",
                mode: 0o644)
        }
        return names.map { "\(folder)/\($0)" }
    }

    private static func write(_ text: String, _ path: String, mode: UInt32) throws(SignetError) {
        let file = try OutputFile(path: path, mode: mode)
        try file.write(Array(text.utf8))
        try file.commit()
    }
}
