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
        let information = content.LoTE.ListAndSchemeInformation
        guard let name = Self.english(information.SchemeName), !name.isEmpty else { throw Self.unusable("has no name") }
        self.name = name
        issued = Self.date(information.ListIssueDateTime)
        nextUpdate = Self.date(information.NextUpdate)
        guard issued != nil else { throw Self.unusable("does not say when it was issued") }
        var anchors: [Anchor] = []
        for entity in content.LoTE.TrustedEntitiesList {
            for service in entity.TrustedEntityServices {
                try Self.read(service.ServiceInformation, of: entity, into: &anchors)
            }
        }
        guard !anchors.isEmpty else { throw Self.unusable("holds no certificate") }
        self.anchors = anchors
    }

    private static func read(
        _ service: Content.Service.Information, of entity: Content.Entity, into anchors: inout [Anchor]
    ) throws(SignetError) {
        let window = try window(of: service)
        for certificate in service.ServiceDigitalIdentity.X509Certificates ?? [] {
            guard anchors.count < Certificate.maximumPEMCount else {
                throw unusable("holds more than \(Certificate.maximumPEMCount) certificates")
            }
            guard let der = Data(base64Encoded: certificate.val) else {
                throw unusable("certificate \(anchors.count + 1) is not base64")
            }
            anchors.append(
                Anchor(
                    der: Array(der), entity: english(entity.TrustedEntityInformation?.TEName),
                    service: english(service.ServiceName), window: window))
        }
    }

    /// "Trusted" counts from its starting time on. Any other status ended what was before, so that claims with an earlier
    /// proven time stay trusted, and no others.
    private static func window(of service: Content.Service.Information) throws(SignetError) -> TrustWindow? {
        let start = date(service.StatusStartingTime)
        guard service.StatusStartingTime == nil || start != nil else {
            throw unusable("has a status whose starting time cannot be read")
        }
        // A list without statuses vouches for all it holds.
        guard let status = service.ServiceStatus else { return start.map { TrustWindow(from: $0) } }
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

/// The names are those of the standard.
private struct Content: Decodable {
    let LoTE: List

    struct List: Decodable {
        let ListAndSchemeInformation: Scheme
        let TrustedEntitiesList: [Entity]
    }

    struct Scheme: Decodable {
        let SchemeName: [Text]?
        let ListIssueDateTime: String?
        let NextUpdate: String?
    }

    struct Text: Decodable {
        let lang: String?
        let value: String?
    }

    struct Entity: Decodable {
        let TrustedEntityInformation: About?
        let TrustedEntityServices: [Service]

        struct About: Decodable {
            let TEName: [Text]?
        }
    }

    struct Service: Decodable {
        let ServiceInformation: Information

        struct Information: Decodable {
            let ServiceName: [Text]?
            let ServiceDigitalIdentity: Identity
            let ServiceStatus: String?
            let StatusStartingTime: String?
        }

        struct Identity: Decodable {
            let X509Certificates: [Encoded]?
        }

        struct Encoded: Decodable {
            let val: String
        }
    }
}
