import Bytes
import Foundation
import TestSupport
import Testing

@testable import Cryptography

/// Chains of x509-limbo that apply without a peer name. Some follow the web's profile, which is not ours.
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
        let maxChainDepth: Int?
    }

    /// Where we differ, and why that is meant; docs/deviations.md has the reasons in full.
    private static let deviations: [String: String] = [
        "rfc5280::aki::cross-signed-root-missing-aki": "whoever lists an anchor answers for it",
        "webpki::aki::root-with-aki-authoritycertserialnumber": "whoever lists an anchor answers for it",
        "webpki::aki::root-with-aki-all-fields": "whoever lists an anchor answers for it",
        "rfc5280::nc::permitted-dns-match-noncritical": "name constraints hold, critical or not",
        "rfc5280::nc::invalid-dnsname-leading-period": "a constraint on host names, which C2PA has none of",
        "rfc5280::pc::ica-noncritical-pc": "policy constraints hold, critical or not",
        "rfc5280::serial::zero": "a serial number of zero harms nobody",
        "rfc5280::ca-as-leaf-wrong-san": "needs a peer name",
        "pathlen::max-chain-depth-1-self-issued": "OpenSSL counts self-issued authorities as depth",
        "webpki::ca-as-leaf": "a matter of the role: the claim signer's profile refuses it",
    ]

    @Test func `chains agree, save for named deviations`() throws {
        let bytes = try SharedFiles.bytes("security/x509-limbo/limbo.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let cases = try decoder.decode(File.self, from: Data(bytes)).testcases
        var different: Set<String> = []
        var total = 0
        for item in cases where item.xApplicableWithoutPeerName {
            total += 1
            if isAccepted(item) != (item.expectedResult == "SUCCESS") { different.insert(item.id) }
        }
        print("x509-limbo: \(total - different.count) of \(total) agree")
        #expect(total > 0)
        #expect(different == Set(Self.deviations.keys))
    }

    private func isAccepted(_ item: Case) -> Bool {
        do {
            let leaf = try #require(try Certificate.parsePEM(Array(item.peerCertificate.utf8)).first)
            let anchors = try Certificate.parsePEM(Array(item.trustedCerts.joined().utf8))
            let intermediates = try item.untrustedIntermediates.flatMap { try Certificate.parsePEM(Array($0.utf8)) }
            let time = try item.validationTime.map(date) ?? Date()
            guard Self.conforms(leaf) else { return false }
            let outcome = PathBuilder.build(
                leaf, intermediates, try AnchorStore(anchors), time,
                maximumDepth: item.maxChainDepth.map { Int32($0) } ?? PathBuilder.maximumDepth)
            if case .found = outcome { return true }
            return false
        } catch {
            return false
        }
    }

    /// The rules of the profile that are not about what C2PA uses certificates for.
    private static func conforms(_ leaf: Certificate) -> Bool {
        let violations = CertificateProfile.violations(of: leaf, role: .claimSigning).map(\.rule)
        if violations.contains(where: {
            [.version, .algorithm, .weakKey, .curve, .malformedExtension, .nameConstraints].contains($0)
        }) {
            return false
        }
        return !leaf.hasExtension(NID.extendedKeyUsage) || !violations.contains(.extendedKeyUsageMissing)
    }

    private enum NID {
        /// OpenSSL's number of the extension (`NID_ext_key_usage`).
        static let extendedKeyUsage: Int32 = 126
    }

    private func date(_ text: String) throws -> Date {
        if let whole = try? Date(text, strategy: .iso8601) { return whole }
        return try Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
