internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings
internal import Synchronization

/// Proofs of time and status that manifests of a store hold for one another: time-stamp and certificate status assertions
/// (C2PA 2.4 sections 15.8.1.2 and 15.9).
///
/// They are collected before any signature is judged. Whether the assertions themselves are unchanged is judged with their
/// manifests; each proof is signed by its authority, so nothing hangs on that here.
struct StoreEvidence {
    /// By the label of the manifest they are about.
    private(set) var timeStamps: [String: [ArraySlice<UInt8>]] = [:]
    private(set) var ocspResponses: [ArraySlice<UInt8>] = []
    /// How many responders may still be asked on behalf of this store.
    let queries = QueryBudget(8)

    /// How many proofs of each kind are kept.
    private static let maximumCount = 256

    init() {}

    /// - Parameters:
    ///   - labels: the manifests that count: the active one and those it leads to.
    ///   - items: how many CBOR items of the store may still be decoded; counted down.
    init(_ store: ManifestStore, manifests labels: [String], limits: Limits, items: inout Int) {
        var seen: Set<String> = []
        for label in labels where seen.insert(label).inserted {
            for box in store[label]?.assertions ?? [] {
                guard let name = box.label.map({ AssertionLabel($0).name }),
                    name == "c2pa.time-stamp" || name == "c2pa.certificate-status",
                    let value = AssertionContent(box, limits: limits, items: &items).cbor
                else { continue }
                if name == "c2pa.time-stamp" { addTimeStamps(value) } else { addResponses(value) }
            }
        }
    }

    private mutating func addTimeStamps(_ value: CBORValue) {
        for entry in value.entries ?? [] {
            guard let label = entry.key.text, let token = entry.value.bytes, timeStamps.count < Self.maximumCount,
                timeStamps[label, default: []].count < 8
            else { continue }
            timeStamps[label, default: []].append(token)
        }
    }

    private mutating func addResponses(_ value: CBORValue) {
        let responses = (value["ocspVals"]?.array ?? []).compactMap(\.bytes)
        ocspResponses += responses.prefix(max(0, Self.maximumCount - ocspResponses.count))
    }
}

/// Counts down what one file may make signet ask for.
final class QueryBudget: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    func take() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}
