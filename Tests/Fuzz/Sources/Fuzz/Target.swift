import Boxes
import Bytes
import ContentCredentials
import Cryptography
import FoundationEssentials
import ImageFormats
import Provenance

/// What can be fuzzed. Each target takes any bytes; a trap is a find, and so is a broken promise between two functions.
enum Target: String, CaseIterable {
    case cbor
    case store
    case png
    case jpeg
    case webp
    case gif
    case tiff
    case svg
    case jxl
    case bmff
    case sidecar
    case cose
    case certificate
    case file

    func run(_ bytes: [UInt8]) {
        switch self {
        case .cbor: Self.cbor(bytes)
        case .store: Self.store(bytes)
        case .png, .jpeg, .webp, .gif, .tiff, .svg, .jxl, .bmff, .sidecar: Self.container(bytes)
        case .cose: Self.cose(bytes)
        case .certificate: Self.certificate(bytes)
        case .file: Self.file(bytes)
        }
    }

    /// What decodes must encode, and the encoding must be a fixed point.
    private static func cbor(_ bytes: [UInt8]) {
        guard let value = try? CBORDecoder.decode(bytes[...]) else { return }
        let encoded = CBOREncoder.encode(value)
        guard let again = try? CBORDecoder.decode(encoded[...]) else {
            preconditionFailure("the encoding is unreadable")
        }
        precondition(CBOREncoder.encode(again) == encoded, "the encoding is not deterministic")
        _ = ActionsAssertion(value)
        _ = DataHashAssertion(value)?.isOrdered
        _ = HashedURI(value)?.uri?.text
        for name in ["c2pa.ingredient", "c2pa.ingredient.v2", "c2pa.ingredient.v3__7"] {
            _ = IngredientAssertion(value, label: AssertionLabel(name))
        }
    }

    /// Every URI of a box that a store hands out must lead back to that box, or to none where names are not unique.
    private static func store(_ bytes: [UInt8]) {
        guard let store = try? ManifestStore(bytes) else { return }
        var items = Limits.default.maximumStoreCBORItems
        for manifest in store.manifests {
            for assertion in manifest.assertions {
                _ = AssertionContent(assertion, limits: .default, items: &items)
                if let label = assertion.label, let uri = JUMBFURI(JUMBFURI.assertion(label, in: manifest.label).text),
                    uri.path.count == 2, let found = store.resolve(uri)
                {
                    precondition(found.offset == assertion.offset, "a URI leads to another box")
                }
            }
            for claim in manifest.claims {
                guard let content = claim.contents.first,
                    let value = try? CBORDecoder.decode(content.payload)
                else { continue }
                _ = try? Claim(claim, value: value)
            }
            if let content = manifest.signature?.contents.first { Self.cose(Array(content.payload)) }
        }
    }

    /// Carriers and metadata lie within the file, the store is where it is said to be, and plans add up.
    private static func container(_ bytes: [UInt8]) {
        let source = MemorySource(bytes)
        guard let container = try? ImageContainer.read(source) else { return }
        precondition(container.carriers.allSatisfy { $0.upperBound <= bytes.count }, "a carrier lies outside the file")
        precondition(
            container.metadata.allSatisfy { $0.range.upperBound <= bytes.count }, "metadata lies outside the file")
        if let store = container.store {
            precondition(store.range.upperBound <= bytes.count, "the store lies outside the file")
            for segment in store.segments where !store.isBase64 {
                precondition(
                    bytes[segment.fileRange].elementsEqual(store.bytes[segment.storeRange]), "a segment is elsewhere")
            }
        }
        guard let plan = try? container.embeddingPlan(storeSize: 500, in: source) else { return }
        let file = plan.assemble(from: bytes, carried: [UInt8](repeating: 0, count: plan.storeRange.count))
        precondition(file.count == plan.newFileSize, "the plan does not add up")
    }

    private static func cose(_ bytes: [UInt8]) {
        guard let value = try? CBORDecoder.decode(bytes[...]), let signature = try? COSESign1(value) else { return }
        _ = signature.signedBytes(claim: bytes[...])
        for der in signature.certificates.prefix(4) { certificate(Array(der)) }
        guard let stamps = signature.timeStamps else { return }
        _ = signature.timeStampedBytes(version: stamps.version, claim: bytes[...])
        for token in stamps.tokens.prefix(4) { timeStamp(Array(token)) }
    }

    private static func certificate(_ bytes: [UInt8]) {
        timeStamp(bytes)
        _ = try? Certificate.parsePEM(bytes)
        guard let certificate = try? Certificate(der: bytes) else { return }
        _ = certificate.subjectDescription
        _ = certificate.isValid(at: Seeds.now)
        for role in CertificateProfile.Role.allCases {
            _ = CertificateProfile.violations(of: certificate, role: role)
        }
        for algorithm in SignatureAlgorithm.allCases {
            _ = certificate.verify(signature: bytes.prefix(64), message: bytes, algorithm: algorithm)
        }
    }

    private static func timeStamp(_ bytes: [UInt8]) {
        for form in [TimeStampToken.Form.response, .token] {
            guard case .token(let token) = TimeStampToken.parse(bytes, form: form) else { continue }
            _ = token.matches(bytes)
            _ = token.isInsideSignerValidity
        }
    }

    private static func file(_ bytes: [UInt8]) {
        let verifier = FileVerifier(settings: ValidationSettings(time: Seeds.now))
        _ = try? verifier.verify(MemorySource(bytes), named: "input")
    }
}
