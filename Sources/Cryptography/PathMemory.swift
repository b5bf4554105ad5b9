internal import FoundationEssentials
internal import Synchronization

/// The paths to the anchors of one list that were found before.
///
/// Images of one signer carry the same certificates, and checking the signatures of a path takes longer than checking that
/// of the claim. The answer depends on nothing but the question and the list, which never changes; only a yes is kept, so
/// that a passing failure stays one.
final class PathMemory: Sendable {
    struct Question: Hashable {
        /// The DER of the leaf, then of the intermediates in the order they were given.
        let certificates: [[UInt8]]
        /// The moment at which the certificates had to be valid, if any.
        let time: Date?

        init(_ leaf: Certificate, _ intermediates: [Certificate], _ time: Date?) {
            certificates = [leaf.der] + intermediates.map(\.der)
            self.time = time
        }
    }

    /// Forgetting all at once needs no bookkeeping, and keeps the memory bounded whatever the input.
    private static let maximumCount = 128
    /// How large the certificates of one question may be together, in bytes.
    private static let maximumSize = 16 << 10
    private let anchors = Mutex<[Question: PathBuilder.Anchor]>([:])

    /// The anchor at the end of the path.
    func anchor(for question: Question) -> PathBuilder.Anchor? { anchors.withLock { $0[question] } }

    func remember(_ anchor: PathBuilder.Anchor, for question: Question) {
        guard question.certificates.reduce(0, { $0 + $1.count }) <= Self.maximumSize else { return }
        anchors.withLock { anchors in
            if anchors.count >= Self.maximumCount { anchors.removeAll(keepingCapacity: true) }
            anchors[question] = anchor
        }
    }
}
