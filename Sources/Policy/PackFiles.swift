internal import Bytes
internal import Digests

/// The files of a pack, read once.
struct PackFiles {
    let folder: String
    let files: [(name: String, bytes: [UInt8])]
    /// SHA-256 over the names and bytes of all files, in hexadecimal.
    let digest: String

    private static let maximumBytes = 64 << 20

    init(_ folder: String) throws {
        self.folder = folder
        let hasher = Hasher(.sha256)
        files = try PackFolder(folder).names().map { name in
            let source = try FileSource(path: "\(folder)/\(name)")
            guard source.count <= Self.maximumBytes else {
                throw SignetError("policy.size", .configuration, "\(folder)/\(name) has more than 64 MB")
            }
            let bytes = try source.bytes(0..<source.count)
            hasher.update(Array("\(name)\0\(bytes.count)\0".utf8))
            hasher.update(bytes)
            return (name, bytes)
        }
        digest = Hex.encode(hasher.finalize())
    }

    /// The pack that is written in them; what is wrong is added to the problems.
    func pack(_ problems: inout [PackProblem]) -> Pack {
        var pack = Pack()
        for (name, bytes) in files {
            let text = String(decoding: bytes, as: UTF8.self)
            if PackFolder.isYAML(name) {
                var reader = PackReader(file: "\(folder)/\(name)", pack: pack)
                reader.read(text)
                pack = reader.pack
                problems += reader.problems
            } else {
                pack.people += PeopleFile.people(text, file: "\(folder)/\(name)", problems: &problems)
            }
        }
        if pack.id.isEmpty {
            problems.append(
                PackProblem(
                    place: SourcePlace(file: folder, line: 1, column: 1),
                    message: "no file has a policy: with id and version", hint: "add policy.yaml"))
        }
        pack.digest = digest
        return pack
    }
}
