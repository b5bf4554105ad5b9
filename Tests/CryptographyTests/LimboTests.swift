import Bytes
import Foundation
import TestSupport
import Testing

@testable import Cryptography

/// Chains of x509-limbo that apply without a peer name. They follow the web's profile, so not all can agree.
@Suite(.enabled(if: SharedFiles.has("security/x509-limbo"))) struct LimboTests {
    private struct File: Decodable {
        let testcases: [Case]
    }

    private struct Case: Decodable {
        let id: String
        let trustedCerts: [String]
        let untrustedIntermediates: [String]
        let peerCertificate: String
        let validationTime: String?
        let expectedResult: String
        let xApplicableWithoutPeerName: Bool
    }

    @Test func `chains agree as far as the web's profile is ours`() throws {
        let bytes = try SharedFiles.bytes("security/x509-limbo/limbo.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let cases = try decoder.decode(File.self, from: Data(bytes)).testcases
        var agree = 0
        var total = 0
        for item in cases where item.xApplicableWithoutPeerName {
            total += 1
            let accepted = isAccepted(item)
            if accepted == (item.expectedResult == "SUCCESS") {
                agree += 1
            } else {
                print("x509-limbo differs: \(item.id), expected \(item.expectedResult)")
            }
        }
        print("x509-limbo: \(agree) of \(total) agree")
        #expect(total > 0)
        #expect(agree >= total * 3 / 4)
    }

    private func isAccepted(_ item: Case) -> Bool {
        do {
            let leaf = try #require(try Certificate.parsePEM(Array(item.peerCertificate.utf8)).first)
            let anchors = try Certificate.parsePEM(Array(item.trustedCerts.joined().utf8))
            let intermediates = try item.untrustedIntermediates.flatMap { try Certificate.parsePEM(Array($0.utf8)) }
            let time = try item.validationTime.map { try Date($0, strategy: .iso8601) } ?? Date()
            let list = try TrustList(name: "limbo", anchors: anchors)
            return TrustPath.evaluate(
                leaf: leaf, intermediates: intermediates, lists: [list], at: time, role: .certificateAuthority
            ).isTrusted
        } catch {
            return false
        }
    }
}
