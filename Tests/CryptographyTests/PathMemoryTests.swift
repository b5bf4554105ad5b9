import Bytes
import Cryptography
import FoundationEssentials
import TestSupport
import Testing

@Suite struct PathMemoryTests {
    private let list: TrustList
    private let leaf: Certificate
    private let intermediate: Certificate

    init() throws {
        list = try TestPKI.trustList()
        leaf = try #require(TestPKI.signer().certificates.first)
        intermediate = try TestPKI.authority().intermediate.certificate
        // From here on the list remembers this path.
        #expect(TrustPath.evaluate(leaf: leaf, intermediates: [intermediate], lists: [list], at: TestPKI.now).isTrusted)
    }

    @Test func `asking again gives the same answer`() throws {
        let again = TrustPath.evaluate(leaf: leaf, intermediates: [intermediate], lists: [list], at: TestPKI.now)
        #expect(again == .trusted(listName: list.name, anchor: "signet TEST root"))
    }

    @Test func `another moment is another question`() throws {
        let late = TestPKI.notAfter.addingTimeInterval(1)
        #expect(!TrustPath.evaluate(leaf: leaf, intermediates: [intermediate], lists: [list], at: late).isTrusted)
    }

    @Test func `the path is not remembered for fewer certificates, another leaf or another list`() throws {
        #expect(!TrustPath.evaluate(leaf: leaf, intermediates: [], lists: [list], at: TestPKI.now).isTrusted)
        let stranger = try TestAuthority(notBefore: TestPKI.notBefore, notAfter: TestPKI.notAfter)
        let other = try #require(
            try stranger.signer(key: TestPKI.key(), profile: TestPKI.claimProfile).certificates.first)
        #expect(
            !TrustPath.evaluate(leaf: other, intermediates: [intermediate], lists: [list], at: TestPKI.now).isTrusted)
        let lists = [try stranger.trustList()]
        #expect(!TrustPath.evaluate(leaf: leaf, intermediates: [intermediate], lists: lists, at: TestPKI.now).isTrusted)
    }

    @Test func `a leaf whose signature was changed is not taken for the one that is remembered`() throws {
        var der = leaf.der
        der[der.count - 1] ^= 1
        let forged = try Certificate(der: der)
        #expect(
            !TrustPath.evaluate(leaf: forged, intermediates: [intermediate], lists: [list], at: TestPKI.now).isTrusted)
    }
}
