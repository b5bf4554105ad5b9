import Boxes
import Bytes
import ContentCredentials
import Cryptography
import Digests
import Foundation
import ImageFormats

/// First inputs for every target, made by the code that is fuzzed: a signed image in each format and its parts.
enum Seeds {
    /// 2026-01-01T00:00:00Z.
    static let now = Date(timeIntervalSince1970: 1_767_225_600)

    /// Writes a folder of seeds for each target below `folder`.
    static func write(to folder: String) throws {
        let authority = try TestAuthority(
            notBefore: now.addingTimeInterval(-86_400), notAfter: now.addingTimeInterval(86_400 * 365))
        let validity = (now.addingTimeInterval(-3_600), now.addingTimeInterval(86_400 * 300))
        let profile = TestCertificateProfile.claimSigning(notBefore: validity.0, notAfter: validity.1)
        let signer = try authority.signer(key: try SigningKey.generate(for: .es256), profile: profile)
        let stamping = TestCertificateProfile.timeStamping(notBefore: validity.0, notAfter: validity.1)
        let stamperKey = try SigningKey.generate(for: .es256)
        let stamper = TestTimeStamper(signer: try authority.issue(stamping, key: stamperKey))
        let images: [(Target, ImageFormat, [UInt8])] = [(.png, .png, png), (.jpeg, .jpeg, jpeg)]
        for (target, format, image) in images {
            let store = try signedStore(image, format, signer)
            let plan = try ImageContainer.read(MemorySource(image)).embeddingPlan(storeSize: store.count)
            let carried = try format.carry(store)
            let file = plan.pieces.flatMap { piece -> [UInt8] in
                switch piece {
                case .copy(let range): Array(image[range])
                case .store: carried
                }
            }
            try save(image, "plain", target, folder)
            try save(file, "signed", target, folder)
            try save(image, "plain.\(format.name)", .file, folder)
            try save(file, "signed.\(format.name)", .file, folder)
            try save(store, "signed.\(format.name)", .store, folder)
            try saveParts(of: store, format.name, folder)
        }
        for (index, certificate) in signer.certificates.enumerated() {
            try save(certificate.der, "certificate\(index)", .certificate, folder)
            try save(Array(certificate.pem.utf8), "pem\(index)", .certificate, folder)
        }
        try save(try stamper.response(over: png, at: now), "response", .certificate, folder)
        try save(try stamper.token(over: png, at: now), "token", .certificate, folder)
    }

    /// The claim, the assertions and the signature of a store, for the targets that read one of them.
    private static func saveParts(of bytes: [UInt8], _ name: String, _ folder: String) throws {
        let manifest = try ManifestStore(bytes).active
        for box in manifest.claims + manifest.assertions {
            guard let content = box.contents.first, content.type == .cbor else { continue }
            try save(Array(content.payload), "\(name).\(box.label ?? "box")", .cbor, folder)
        }
        guard let signature = manifest.signature?.contents.first else { return }
        try save(Array(signature.payload), name, .cose, folder)
    }

    private static func signedStore(
        _ image: [UInt8], _ format: ImageFormat, _ signer: KeyPairSigner
    ) throws -> [UInt8] {
        var builder = ManifestBuilder(
            uuid: "00000000-0000-4000-8000-000000000001", instanceUUID: "00000000-0000-4000-8000-000000000002",
            generator: .map(["name": .text("signet fuzz seed")]), title: "seed")
        builder.add("c2pa.actions.v2", .cbor(.map(["actions": .array([.map(["action": .text("c2pa.created")])])])))
        builder.add("org.example.json", .json(Array(#"{"a": [1, 2.5, "x", null]}"#.utf8)), listing: .gathered)
        builder.add(
            "c2pa.thumbnail.claim", .embeddedFile(mediaType: "image/png", bytes: png),
            salt: [UInt8](repeating: 7, count: 16))
        let headers = COSEHeaders(algorithm: signer.algorithm, certificates: signer.certificates)
        // The hash covers the image, the excluded range is a guess: fuzzing starts from readable, not from valid.
        let binding = DataHashAssertion(
            exclusions: [33..<3_000], algorithm: "sha256", hash: Hasher.digest(image, .sha256))
        let unsigned = builder.finish(.data(binding))
        let signature = try signer.sign(unsigned.signedBytes(headers))
        return ManifestStore.assemble(ingredients: [], active: unsigned.manifest(headers, signature: signature))
    }

    private static func save(_ bytes: [UInt8], _ name: String, _ target: Target, _ folder: String) throws {
        try Folder.create("\(folder)/\(target.rawValue)")
        let file = try OutputFile(path: "\(folder)/\(target.rawValue)/\(name)")
        try file.write(bytes)
        try file.commit(durable: false)
    }

    /// One grey pixel.
    private static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
        0, 0,
        0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x60, 0, 0, 0, 2, 0, 1,
        0xE5,
        0x27, 0xDE, 0xFC, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]

    /// The segments of a JPEG, EXIF and XMP among them, without a decodable picture.
    private static let jpeg: [UInt8] =
        [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        + segment(0xE1, Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        + segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>".utf8))
        + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64)) + segment(0xDA, [1, 1, 0, 0, 63, 0])
        + [0x12, 0x34, 0xFF, 0xD9]

    private static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 255)] + data
    }
}
