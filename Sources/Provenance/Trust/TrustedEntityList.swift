internal import Bytes
internal import Cryptography
internal import FoundationEssentials

/// A list of trusted entities (LoTE, ETSI TS 119 602) in JSON, the form in which C2PA publishes its trust lists.
struct TrustedEntityList {
    struct Anchor {
        let der: [UInt8]
        let entity: String?
        let service: String?
        /// From when until when the list vouches for it.
        let window: TrustWindow?
    }

    let name: String
    let issued: Date?
    let nextUpdate: Date?
    let anchors: [Anchor]

    /// Whether `bytes` look like JSON rather than PEM.
    static func isJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    init(_ bytes: [UInt8]) throws(SignetError) {
        guard bytes.count <= TrustList.maximumListSize else {
            throw Self.unusable("has more than \(TrustList.maximumListSize) bytes")
        }
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)) else {
            throw Self.unusable("is not a list of trusted entities (ETSI TS 119 602) in JSON")
        }
        let information = content.list.scheme
        guard let name = Self.english(information.name), !name.isEmpty else { throw Self.unusable("has no name") }
        self.name = name
        issued = Self.date(information.issued)
        nextUpdate = Self.date(information.nextUpdate)
        guard issued != nil else { throw Self.unusable("does not say when it was issued") }
        var anchors: [Anchor] = []
        for entity in content.list.entities {
            for service in entity.services {
                try Self.read(service.information, of: entity, into: &anchors)
            }
        }
        guard !anchors.isEmpty else { throw Self.unusable("holds no certificate") }
        self.anchors = anchors
    }

    private static func read(
        _ service: Content.Information, of entity: Content.Entity, into anchors: inout [Anchor]
    ) throws(SignetError) {
        let window = try window(of: service)
        for certificate in service.identity.certificates ?? [] {
            guard anchors.count < Certificate.maximumPEMCount else {
                throw unusable("holds more than \(Certificate.maximumPEMCount) certificates")
            }
            guard let der = Data(base64Encoded: certificate.val) else {
                throw unusable("certificate \(anchors.count + 1) is not base64")
            }
            anchors.append(
                Anchor(
                    der: Array(der), entity: english(entity.about?.name),
                    service: english(service.name), window: window))
        }
    }

    /// "Trusted" counts from its starting time on. Any other status ended what was before, so that claims with an earlier
    /// proven time stay trusted, and no others.
    private static func window(of service: Content.Information) throws(SignetError) -> TrustWindow? {
        let start = date(service.start)
        guard service.start == nil || start != nil else {
            throw unusable("has a status whose starting time cannot be read")
        }
        // A list without statuses vouches for all it holds.
        guard let status = service.status else { return start.map { TrustWindow(from: $0) } }
        if status.split(separator: "/").last == "trusted" { return start.map { TrustWindow(from: $0) } }
        return TrustWindow(until: start ?? .distantPast)
    }

    private static func english(_ texts: [Content.Text]?) -> String? {
        (texts?.first { $0.lang?.hasPrefix("en") == true } ?? texts?.first)?.value
    }

    private static func date(_ text: String?) -> Date? {
        text.flatMap { try? Date($0, strategy: .iso8601) }
    }

    private static func unusable(_ clause: String) -> SignetError {
        SignetError("trust.list", .configuration, clause)
    }
}

/// The parts of the standard's document that matter here, under its names.
private struct Content: Decodable {
    let list: List

    enum CodingKeys: String, CodingKey {
        case list = "LoTE"
    }

    struct List: Decodable {
        let scheme: Scheme
        let entities: [Entity]

        enum CodingKeys: String, CodingKey {
            case scheme = "ListAndSchemeInformation"
            case entities = "TrustedEntitiesList"
        }
    }

    struct Scheme: Decodable {
        let name: [Text]?
        let issued: String?
        let nextUpdate: String?

        enum CodingKeys: String, CodingKey {
            case name = "SchemeName"
            case issued = "ListIssueDateTime"
            case nextUpdate = "NextUpdate"
        }
    }

    struct Text: Decodable {
        let lang: String?
        let value: String?
    }

    struct Entity: Decodable {
        let about: About?
        let services: [Service]

        enum CodingKeys: String, CodingKey {
            case about = "TrustedEntityInformation"
            case services = "TrustedEntityServices"
        }
    }

    struct About: Decodable {
        let name: [Text]?

        enum CodingKeys: String, CodingKey {
            case name = "TEName"
        }
    }

    struct Service: Decodable {
        let information: Information

        enum CodingKeys: String, CodingKey {
            case information = "ServiceInformation"
        }
    }

    struct Information: Decodable {
        let name: [Text]?
        let identity: Identity
        let status: String?
        let start: String?

        enum CodingKeys: String, CodingKey {
            case name = "ServiceName"
            case identity = "ServiceDigitalIdentity"
            case status = "ServiceStatus"
            case start = "StatusStartingTime"
        }
    }

    struct Identity: Decodable {
        let certificates: [Encoded]?

        enum CodingKeys: String, CodingKey {
            case certificates = "X509Certificates"
        }
    }

    struct Encoded: Decodable {
        let val: String
    }
}
