public import Bytes
internal import Cryptography
internal import Digests
public import Findings
internal import FoundationEssentials

extension TrustStore {
    /// Every list in the folder: signers', time-stamp authorities', named actors', then the products.
    public func lists() throws(SignetError) -> [TrustListRecord] {
        var records: [TrustListRecord] = []
        for kind in [TrustListRecord.Kind.signers, .timeStampAuthorities, .identities] {
            for path in try Self.listFiles(in: folder(of: kind)) { records.append(try record(of: path, kind)) }
        }
        let products = "\(folder)/\(Self.productsName)"
        if Folder.exists(products) { records.append(try record(of: products, .products)) }
        return records
    }

    /// The list that `name` means: a list's name or its file's, with or without its ending.
    public func list(named name: String) throws(SignetError) -> TrustListRecord {
        let lists = try lists()
        let found =
            lists.filter { $0.name == name }
            + lists.filter { list in
                let file = list.path?.split(separator: "/").last.map(String.init) ?? ""
                return list.name != name && (file == name || file.split(separator: ".").first.map(String.init) == name)
            }
        guard let list = found.first else {
            throw SignetError(
                "trust.unknown", .configuration, "there is no trust list \(name) in \(folder); see signet trust list")
        }
        guard found.count == 1 else {
            let files = found.compactMap(\.path).joined(separator: ", ")
            throw SignetError("trust.unknown", .configuration, "several lists are named \(name): \(files)")
        }
        return list
    }

    /// The certificates of a list, in its order; none for the list of products.
    public func entries(of list: TrustListRecord) throws(SignetError) -> [TrustListEntry] {
        guard let path = list.path, list.kind != .products else { return [] }
        let file = try TrustListFile(try Self.bytes(path))
        return zip(try file.certificates(), file.anchors).map { certificate, anchor in
            TrustListEntry(
                certificate: CertificateRecord(certificate), entity: anchor.entity, service: anchor.service,
                from: anchor.window?.from, until: anchor.window?.until)
        }
    }

    func record(of path: String, _ kind: TrustListRecord.Kind) throws(SignetError) -> TrustListRecord {
        let bytes = try Self.bytes(path)
        do throws(SignetError) {
            if kind == .products {
                let products = try ConformingProducts(bytes)
                return Self.record(
                    path, bytes, kind, own: ("Conforming products", Self.day(products.date), nil, products.count))
            }
            let file = try TrustListFile(bytes)
            return Self.record(path, bytes, kind, own: (file.name, file.issued, file.nextUpdate, file.anchors.count))
        } catch {
            throw SignetError(error.code, .configuration, "the trust list \(path) cannot be used: \(error.reason)")
        }
    }

    /// What is to be said about a list: its own words, then those noted when it was installed, then those of its file.
    static func record(
        _ path: String, _ bytes: [UInt8], _ kind: TrustListRecord.Kind,
        own: (name: String?, issued: Date?, nextUpdate: Date?, count: Int)
    ) -> TrustListRecord {
        let sha256 = Hex.encode(Hasher.digest(bytes, .sha256))
        let note = TrustListNote.read(of: path, sha256: sha256)
        let fileName = path.split(separator: "/").last.map(String.init) ?? path
        var record = TrustListRecord(
            name: note?.name ?? own.name ?? fileName,
            date: own.issued ?? note?.issued.map(Date.init(timeIntervalSince1970:))
                ?? modificationDate(path),
            certificateCount: own.count, sha256: sha256, kind: kind)
        record.nextUpdate = own.nextUpdate
        record.source = note?.source
        record.installed = note.map { Date(timeIntervalSince1970: $0.installed) }
        record.path = path
        return record
    }

    /// The lists in a folder, by name; none when there is no folder.
    static func listFiles(in folder: String, endings: [String] = [".pem", ".json"]) throws(SignetError) -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw SignetError("trust.open", .configuration, "the folder \(folder) cannot be read")
        }
        return names.filter { name in endings.contains(where: name.hasSuffix) && name != productsName }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// The bytes of a list.
    static func bytes(_ path: String) throws(SignetError) -> [UInt8] {
        do throws(SignetError) {
            let source = try FileSource(path: path)
            guard source.count <= ConformingProducts.maximumSize else {
                throw SignetError(
                    "trust.tooLarge", .configuration, "has more than \(ConformingProducts.maximumSize) bytes")
            }
            return try source.bytes(0..<source.count)
        } catch {
            throw SignetError(error.code, .configuration, "the trust list \(path) cannot be used: \(error.reason)")
        }
    }
}
