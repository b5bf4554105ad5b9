internal import Bytes
internal import Findings
internal import FoundationEssentials
internal import Synchronization

/// The list of products that the C2PA conformance programme found to conform, to look signers up on.
public final class ConformingProducts: Sendable {
    private struct Content: Sendable {
        let products: [Entry]
        let date: String?
    }

    /// Reading the list takes longer than verifying an image, so it waits until a signer is looked up.
    private enum State: Sendable {
        case unread([UInt8])
        case read(Content?)
    }

    private let state: Mutex<State>

    /// The largest list, in bytes.
    static let maximumSize = 16 << 20

    /// A list that was checked when it was installed; one that turns out to be broken is no list.
    init(knownGood bytes: [UInt8]) { state = Mutex(.unread(bytes)) }

    /// A list of the user's, whose form is checked now.
    init(_ bytes: [UInt8]) throws(SignetError) {
        state = Mutex(.read(try Self.read(bytes)))
    }

    private var content: Content? {
        state.withLock { state in
            switch state {
            case .read(let content): return content
            case .unread(let bytes):
                let content = try? Self.read(bytes)
                state = .read(content)
                return content
            }
        }
    }

    /// The day of the newest change, as the list writes it.
    var date: String? { content?.date }

    var count: Int { content?.products.count ?? 0 }

    private static func read(_ bytes: [UInt8]) throws(SignetError) -> Content {
        guard bytes.count <= maximumSize else {
            throw SignetError("products.tooLarge", .configuration, "has more than \(maximumSize) bytes")
        }
        guard let products = try? JSONDecoder().decode([Entry].self, from: Data(bytes)), !products.isEmpty else {
            throw SignetError("products.list", .configuration, "is not a list of conforming products in JSON")
        }
        return Content(products: products, date: products.compactMap(\.dates?.lastModification).max())
    }

    /// The product whose name is the subject of `certificate`.
    ///
    /// Common name and organisation have to be the same, unit and country where the list names them, all of them letter by
    /// letter. Of several products with the name, the one that the list describes more closely, then the newest, is taken.
    func match(_ certificate: CertificateRecord) -> ProductMatch? {
        guard let content else { return nil }
        let names = certificate.subject.filter { $0.name == "CN" }
        let organizations = certificate.subject.filter { $0.name == "O" }
        // Which of several names would be meant is anybody's guess.
        guard names.count == 1, organizations.count == 1 else {
            return ProductMatch(product: nil, listDate: content.date)
        }
        let candidates = content.products.filter { $0.fits(certificate.subject) }
        let best = candidates.max { $0.rank < $1.rank }
        return ProductMatch(product: best?.record, listDate: content.date)
    }

    /// An entry of the list, as far as it matters here.
    private struct Entry: Decodable, Sendable {
        let recordId: String
        let applicant: String
        let status: String
        let product: Product
        let dates: Dates?

        struct Product: Decodable, Sendable {
            let productType: String
            let name: Name
            let minVersion: String?
            let assurance: Assurance?

            enum CodingKeys: String, CodingKey {
                case productType, minVersion, assurance
                case name = "DN"
            }
        }

        struct Name: Decodable, Sendable {
            let common: String
            let organization: String
            let unit: String?
            let country: String?

            enum CodingKeys: String, CodingKey {
                case common = "CN"
                case organization = "O"
                case unit = "OU"
                case country = "C"
            }
        }

        struct Assurance: Decodable, Sendable {
            let maxAssuranceLevel: Int?
        }

        struct Dates: Decodable, Sendable {
            let conformance: String?
            let lastModification: String?
        }

        func fits(_ subject: [CertificateRecord.Attribute]) -> Bool {
            func has(_ attribute: String, _ wanted: String?) -> Bool {
                guard let wanted, !wanted.isEmpty else { return true }
                return subject.contains { $0.name == attribute && $0.value.utf8.elementsEqual(wanted.utf8) }
            }
            // Products that only validate do not sign.
            return status == "conformant" && product.productType == "generatorProduct" && has("CN", product.name.common)
                && has("O", product.name.organization) && !product.name.common.isEmpty
                && !product.name.organization.isEmpty && has("OU", product.name.unit)
                && has("C", product.name.country)
        }

        var rank: (Int, String) {
            (
                (product.name.unit?.isEmpty == false ? 2 : 0) + (product.name.country?.isEmpty == false ? 1 : 0),
                dates?.conformance ?? ""
            )
        }

        var record: ProductMatch.Product {
            ProductMatch.Product(
                name: product.name.common, applicant: applicant, recordIdentifier: recordId,
                assuranceLevel: product.assurance?.maxAssuranceLevel,
                minimumVersion: product.minVersion.flatMap { $0.isEmpty ? nil : $0 })
        }
    }
}
