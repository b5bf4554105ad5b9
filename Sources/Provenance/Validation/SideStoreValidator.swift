internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Digests
internal import Findings

/// Validates that the boxes beside the assertion store, data boxes and credentials, are bound to the claim.
///
/// A claim does not list them: only a hashed URI in something that it does list binds them. One that nothing refers to, or
/// whose hash is not right, could be exchanged without notice.
struct SideStoreValidator {
    let checker: HashChecker
    let manifest: Manifest
    let claim: Claim

    private static let stores: Set<String> = ["c2pa.databoxes", "c2pa.credentials"]

    /// - Returns: the offsets of the boxes that nothing binds.
    func validate(_ assertions: [ManifestJudgement.Assertion], log: inout FindingLog) -> Set<Int> {
        var free = Set(manifest.dataBoxes.map(\.offset)).union(manifest.credentials.map(\.offset))
        guard !free.isEmpty else { return [] }
        bind(claim.value, &free)
        for assertion in assertions where assertion.isIntact == true {
            switch assertion.content {
            case .cbor(let value): bind(value, &free)
            case .json(let value): bind(value, &free)
            default: break
            }
        }
        for box in manifest.dataBoxes + manifest.credentials where free.contains(box.offset) {
            log.failure(
                .generalError, manifest.uri,
                "nothing that is signed has the hash of \(box.label ?? "a box") (offset \(box.offset))"
            )
        }
        return free
    }

    private func bind(_ reference: HashedURI, _ free: inout Set<Int>) {
        guard let uri = reference.uri?.absolute(in: manifest.label), uri.manifest == manifest.label,
            uri.path.count == 2,
            Self.stores.contains(uri.path[0]), let box = checker.store.resolve(uri), free.contains(box.offset),
            checker.check(reference, in: manifest.label, claimAlgorithm: claim.algorithm) == .match
                || isEarlyMatch(reference, box)
        else { return }
        free.remove(box.offset)
    }

    /// Early tools hashed a credential without the boxes around it (seen in files of 2022); what these are is fixed, then.
    private func isEarlyMatch(_ reference: HashedURI, _ box: Superbox) -> Bool {
        guard claim.version == 1, box.description.uuid == .jsonContent,
            box.description.toggles == [.requestable, .label],
            box.contents.count == 1, let content = box.contents.first, content.type == .json,
            let algorithm = HashChecker.algorithm(reference.algorithm ?? claim.algorithm)
        else { return false }
        return Hasher.digest(content.payload, algorithm) == reference.hash
    }

    private func bind(_ value: CBORValue, _ free: inout Set<Int>) {
        switch value {
        case .array(let elements): for element in elements { bind(element, &free) }
        case .tagged(_, let inner): bind(inner, &free)
        case .map(let entries):
            if let reference = HashedURI(value) { bind(reference, &free) }
            for entry in entries { bind(entry.value, &free) }
        default: break
        }
    }

    /// Early JSON assertions refer to credentials, with the hash as a list of numbers.
    private func bind(_ value: DataValue, _ free: inout Set<Int>) {
        switch value {
        case .list(let elements): for element in elements { bind(element, &free) }
        case .map(let fields):
            if let url = value["url"]?.text, let numbers = value["hash"]?.list, numbers.count <= 64 {
                let hash = numbers.compactMap { number -> UInt8? in
                    guard case .integer(let integer) = number else { return nil }
                    return UInt8(exactly: integer)
                }
                bind(HashedURI(url: url, hash: hash, algorithm: value["alg"]?.text), &free)
            }
            for field in fields { bind(field.value, &free) }
        default: break
        }
    }
}
