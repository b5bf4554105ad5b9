public import Bytes
public import Findings
public import FoundationEssentials
internal import Network

/// The lists that C2PA publishes: anchors of signers, of time-stamp authorities, and the conforming products.
public struct PublishedLists: Sendable {
    /// Where the conformance programme publishes them: github.com/c2pa-org/conformance-public.
    public static let address = "https://raw.githubusercontent.com/c2pa-org/conformance-public/main/"

    /// Below the address, in the order they are installed.
    public static let files: [(path: String, kind: TrustListRecord.Kind)] = [
        ("trust-list/C2PA-TRUST-LIST.json", .signers), ("trust-list/C2PA-TSA-TRUST-LIST.json", .timeStampAuthorities),
        ("conforming-products/conforming-products-list.json", .products),
    ]

    private let base: String
    private let client: HTTPClient

    /// - Parameter base: the address of a mirror with the same files below it; https, or http to this machine.
    public init(base: String = PublishedLists.address) throws(SignetError) {
        self.base = base.hasSuffix("/") ? base : base + "/"
        let isLocal = HTTPClient.isLocal(base)
        guard base.lowercased().hasPrefix("https://") || isLocal else {
            throw SignetError("trust.address", .usage, "lists are fetched over https, or from this machine")
        }
        var policy = HTTPClient.Policy.named
        policy.allowsPlainHTTP = isLocal
        policy.maximumSize = ConformingProducts.maximumSize
        policy.timeout = 30
        client = HTTPClient(policy)
    }

    /// Fetches all of the lists, and installs them when each is there and sound: nothing is half new.
    ///
    /// A list that is older than the installed one is refused, unless `mayGoBack`.
    public func install(
        in store: TrustStore, mayGoBack: Bool = false, now: Date
    ) throws(SignetError) -> [TrustListRecord] {
        var fetched: [(bytes: [UInt8], arrival: TrustStore.Arrival)] = []
        for file in Self.files {
            let url = base + file.path
            var arrival = TrustStore.Arrival(source: url)
            arrival.kind = file.kind
            arrival.mayGoBack = mayGoBack
            let bytes = try fetch(url)
            do throws(SignetError) {
                try store.check(bytes, as: arrival)
            } catch {
                throw SignetError(error.code, error.category, "\(url) \(error.reason)")
            }
            fetched.append((bytes, arrival))
        }
        var records: [TrustListRecord] = []
        for (bytes, arrival) in fetched { records.append(try store.install(bytes, as: arrival, now: now)) }
        return records
    }

    private func fetch(_ url: String) throws(SignetError) -> [UInt8] {
        do throws(SignetError) {
            let response = try client.get(url, accept: "application/json")
            guard response.status == 200 else {
                throw SignetError("network.status", .unavailable, "the server answered with status \(response.status)")
            }
            return response.body
        } catch {
            throw SignetError(error.code, error.category, "\(url) cannot be fetched: \(error.reason)")
        }
    }
}
