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
        let images: [(Target, ImageFormat, [UInt8])] = [
            (.png, .png, png), (.jpeg, .jpeg, jpeg), (.webp, .webp, webp), (.gif, .gif, gif), (.tiff, .tiff, tiff),
            (.svg, .svg, svg), (.jxl, .jxl, jxl), (.bmff, .avif, avif),
        ]
        for (target, format, image) in images {
            let store = try signedStore(image, format, signer)
            let plan = try ImageContainer.read(MemorySource(image))
                .embeddingPlan(storeSize: store.count, in: MemorySource(image))
            let file = plan.assemble(from: image, carried: try format.carry(store))
            try save(image, "plain", target, folder)
            try save(file, "signed", target, folder)
            try save(image, "plain.\(format.name)", .file, folder)
            try save(file, "signed.\(format.name)", .file, folder)
            try save(store, "signed.\(format.name)", .store, folder)
            try save(store, "signed.\(format.name)", .sidecar, folder)
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

    private static let webp: [UInt8] =
        Array("RIFF".utf8) + [18, 0, 0, 0] + Array("WEBPVP8L".utf8) + [5, 0, 0, 0, 0x2F, 0, 0, 0, 0, 0]
    private static let gif: [UInt8] =
        Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0]
        + [0, 2, 2, 0x44, 1, 0, 0x3B]
    private static let tiff: [UInt8] =
        Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0] + [0, 1, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0] + [0, 0, 0, 0]
    private static let svg = Array(#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>"#.utf8)
    private static let jxl: [UInt8] =
        box("JXL ", [0x0D, 0x0A, 0x87, 0x0A]) + box("ftyp", Array("jxl \0\0\0\0jxl ".utf8))
        + box("jxlc", [0xFF, 0x0A, 1, 2])
    /// One item of 16 bytes, without a picture in it.
    private static let avif: [UInt8] = {
        func full(_ type: String, _ content: [UInt8]) -> [UInt8] { box(type, [0, 0, 0, 0] + content) }
        func file(_ offset: Int) -> [UInt8] {
            let place = [0, 0, UInt8(offset >> 8), UInt8(offset & 255)] + [0, 0, 0, 16]
            let items = full("iloc", [0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1] + place)
            let meta = full(
                "meta", full("hdlr", [0, 0, 0, 0] + Array("pict".utf8) + [UInt8](repeating: 0, count: 13)) + items)
            return box("ftyp", Array("avif\0\0\0\0avifmif1".utf8)) + meta
                + box("mdat", [UInt8](repeating: 7, count: 16))
        }
        return file(file(0).count - 16)
    }()

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        [0, 0, UInt8((content.count + 8) >> 8), UInt8((content.count + 8) & 255)] + Array(type.utf8) + content
    }

    private static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 255)] + data
    }
}

extension EmbeddingPlan {
    /// The new file, put together as a writer would.
    func assemble(from old: [UInt8], carried: [UInt8]) -> [UInt8] {
        pieces.reduce(into: []) { result, piece in
            switch piece {
            case .copy(let range), .unhashed(let range): result += old[range]
            case .replace(let bytes): result += bytes
            case .mark: break
            case .store: result += carried
            }
        }
    }
}
