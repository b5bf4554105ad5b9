import Bytes
import Cryptography
import Findings
import Foundation
import TestSupport
import Testing

/// An anchor counts only for claims of the time in which its list vouches for it.
@Suite struct TrustWindowTests {
    private let day = 86_400.0

    private func evaluate(_ window: TrustWindow?, at proven: Date?, claimTime: Date? = nil) throws -> TrustPath.Result {
        let root = try SampleLists.root()
        let list = try TrustList(name: "list", anchors: [(root.der, window)])
        let chain = try TestPKI.signer().certificates
        return TrustPath.evaluate(
            leaf: chain[0], intermediates: Array(chain.dropFirst()), lists: [list], at: proven, claimTime: claimTime)
    }

    @Test func theEndsOfAWindow() {
        let window = TrustWindow(from: TestPKI.now, until: TestPKI.now.addingTimeInterval(10))
        #expect(!window.contains(TestPKI.now.addingTimeInterval(-1)))
        #expect(window.contains(TestPKI.now))
        #expect(window.contains(TestPKI.now.addingTimeInterval(9)))
        #expect(!window.contains(TestPKI.now.addingTimeInterval(10)))
        #expect(TrustWindow().contains(.distantPast))
    }

    @Test func aClaimInsideOfTheWindowIsTrusted() throws {
        #expect(try evaluate(nil, at: TestPKI.now).isTrusted)
        #expect(try evaluate(TrustWindow(from: TestPKI.now), at: TestPKI.now).isTrusted)
        #expect(try evaluate(TrustWindow(until: TestPKI.now), at: TestPKI.now.addingTimeInterval(-1)).isTrusted)
    }

    @Test func aClaimOutsideOfTheWindowIsNot() throws {
        #expect(try !evaluate(TrustWindow(from: TestPKI.now.addingTimeInterval(1)), at: TestPKI.now).isTrusted)
        #expect(try !evaluate(TrustWindow(until: TestPKI.now), at: TestPKI.now).isTrusted)
    }

    @Test func withoutAProvenTimeNowDecides() throws {
        let withdrawn = TrustWindow(until: TestPKI.now)
        #expect(try evaluate(withdrawn, at: nil, claimTime: TestPKI.now.addingTimeInterval(-day)).isTrusted)
        #expect(try !evaluate(withdrawn, at: nil, claimTime: TestPKI.now.addingTimeInterval(day)).isTrusted)
    }

    @Test func aPathThatIsRememberedStillHasItsWindow() throws {
        let root = try SampleLists.root()
        let list = try TrustList(name: "list", anchors: [(root.der, TrustWindow(until: TestPKI.now))])
        let chain = try TestPKI.signer().certificates
        func isTrusted(_ claimTime: Date) -> Bool {
            TrustPath.evaluate(
                leaf: chain[0], intermediates: Array(chain.dropFirst()), lists: [list], at: nil, claimTime: claimTime
            ).isTrusted
        }
        #expect(isTrusted(TestPKI.now.addingTimeInterval(-day)))
        #expect(!isTrusted(TestPKI.now.addingTimeInterval(day)))
        #expect(isTrusted(TestPKI.now.addingTimeInterval(-day)))
    }

    @Test func anotherListMayStillVouch() throws {
        let root = try SampleLists.root()
        let closed = try TrustList(name: "closed", anchors: [(root.der, TrustWindow(until: .distantPast))])
        let open = try TrustList(name: "open", anchors: [(root.der, nil)], isKnownGood: true)
        let chain = try TestPKI.signer().certificates
        let result = TrustPath.evaluate(
            leaf: chain[0], intermediates: Array(chain.dropFirst()), lists: [closed, open], at: TestPKI.now)
        guard case .trusted("open", _) = result else {
            Issue.record("\(result)")
            return
        }
    }
}
