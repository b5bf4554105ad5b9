internal import Boxes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings

/// Resolves hashed URIs of one manifest store and compares their hashes (C2PA 2.4 sections 8.4.2.3 and 15.4).
///
/// A box is hashed once, however many references a crafted store has to it.
final class HashChecker {
    let store: ManifestStore
    private var digests: [Key: [UInt8]] = [:]

    private struct Key: Hashable {
        /// Not the offset: boxes of two compressed manifests can have the same.
        let uri: JUMBFURI
        let algorithm: HashAlgorithm
    }

    init(_ store: ManifestStore) { self.store = store }

    enum Outcome: Equatable {
        case match
        case mismatch
        /// Nothing is where the URI points to.
        case missing
        /// No hash algorithm is named, or one that is not allowed.
        case unsupported(String?)
    }

    /// The algorithm a name stands for; the allowed list of C2PA 2.4 section 13.1. The deprecated list is empty.
    static func algorithm(_ name: String?) -> HashAlgorithm? { name.flatMap(HashAlgorithm.init(rawValue:)) }

    /// Checks a reference that stands in `manifest`, whose claim names `claimAlgorithm`.
    func check(_ reference: HashedURI, in manifest: String, claimAlgorithm: String?) -> Outcome {
        guard let uri = reference.uri?.absolute(in: manifest), let box = store.resolve(uri) else { return .missing }
        let name = reference.algorithm ?? claimAlgorithm
        guard let algorithm = Self.algorithm(name) else { return .unsupported(name) }
        return digest(of: box, at: uri, algorithm) == reference.hash ? .match : .mismatch
    }

    private func digest(of box: Superbox, at uri: JUMBFURI, _ algorithm: HashAlgorithm) -> [UInt8] {
        let key = Key(uri: uri, algorithm: algorithm)
        if let known = digests[key] { return known }
        let digest = Hasher.digest(box.payload, algorithm)
        digests[key] = digest
        return digest
    }
}
