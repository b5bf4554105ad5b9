import Cryptography
import Findings
import Foundation
import TestSupport
import Testing

@testable import ContentCredentials
@testable import Provenance

@Suite struct AggregationTests {
    /// A credential, each part of which a test may exchange.
    private struct Credential {
        var issuer = ""
        var validFrom = #""validFrom":"2025-01-01T00:00:00Z","#
        var validUntil = ""
        var identities =
            #"[{"type":"cawg.social_media","username":"someone","verifiedAt":"2025-01-01T00:00:00Z","provider":{"name":"P"}}]"#
        var asset: (HashedURI) -> String = { reference in
            let hash = Data(reference.hash ?? []).base64EncodedString()
            return
                #"{"sig_type":"cawg.identity_claims_aggregation","referenced_assertions":[{"url":"\#(reference.url)","hash":"\#(hash)"}]}"#
        }
        var more = ""

        func json(_ reference: HashedURI) -> String {
            #"{"@context":["https://www.w3.org/ns/credentials/v2","https://cawg.io/identity/1.1/ica/context/"],"#
                + #""type":["VerifiableCredential","IdentityClaimsAggregationCredential"],\#(more)\#(validFrom)\#(validUntil)"#
                + #""issuer":"\#(issuer)","credentialSubject":{"verifiedIdentities":\#(identities),"c2paAsset":\#(asset(reference))}}"#
        }
    }

    private func outcome(
        issuers: Set<String> = [], contentType: String? = "application/vc", algorithm: Int = -8,
        _ change: (inout Credential) -> Void = { _ in }, spoil: @escaping (inout [UInt8]) -> Void = { _ in }
    ) throws -> StoreValidator.Outcome {
        var credential = Credential(issuer: try IdentityForge.issuer())
        change(&credential)
        var forge = IdentityForge()
        forge.type = IdentityAssertion.aggregationType
        forge.roles = []
        forge.sign = { [credential] _, references in
            var bytes = try IdentityForge.aggregation(
                credential.json(references[0]), contentType: contentType, algorithm: algorithm)
            spoil(&bytes)
            return bytes
        }
        return try forge.outcome(issuers: issuers)
    }

    private func codes(_ outcome: StoreValidator.Outcome) -> Set<String> {
        Set(outcome.results.activeManifest.map(\.code.rawValue).filter { $0.hasPrefix("cawg.") })
    }

    @Test func aCredentialOfAListedIssuerIsTrusted() throws {
        let outcome = try outcome(issuers: [try IdentityForge.issuer()])
        #expect(codes(outcome) == ["cawg.ica.credential_valid"])
        let identity = try #require(outcome.identities.first)
        #expect(identity.standing == .trusted)
        #expect(identity.name == "someone")
        #expect(identity.claims.map(\.type) == ["cawg.social_media"])
        #expect(outcome.state == .trusted)
    }

    @Test func anIssuerOnNoListIsNoFailure() throws {
        let outcome = try outcome()
        #expect(codes(outcome) == ["cawg.ica.untrusted_issuer"])
        #expect(outcome.identities.map(\.standing) == [.unlisted])
        #expect(outcome.state == .trusted)
    }

    @Test func aKeyOnAWebServerIsNotFetched() throws {
        let outcome = try outcome { $0.issuer = "did:web:example.com" }
        #expect(codes(outcome) == ["cawg.ica.did_unavailable"])
        #expect(outcome.identities.map(\.standing) == [.unverified])
        #expect(outcome.state == .invalid)
    }

    @Test func aCredentialAboutAnotherAssetIsFound() throws {
        let outcome = try outcome { credential in
            let asset = credential.asset
            credential.asset = { asset(HashedURI(url: $0.url, hash: [1, 2, 3])) }
        }
        #expect(codes(outcome).contains("cawg.ica.signer_payload.mismatch"))
        #expect(outcome.identities.map(\.standing) == [.invalid])
    }

    /// c2pa-rs wrote the hash as the codes of its base 64 characters.
    @Test func aHashInNumbersIsRead() throws {
        let outcome = try outcome { credential in
            credential.asset = { reference in
                let codes = Data(reference.hash ?? []).base64EncodedString().utf8.map(String.init).joined(
                    separator: ",")
                return
                    #"{"sig_type":"cawg.identity_claims_aggregation","referenced_assertions":[{"url":"\#(reference.url)","hash":[\#(codes)]}]}"#
            }
        }
        #expect(codes(outcome) == ["cawg.ica.untrusted_issuer"])
    }

    @Test func aSpoiledSignatureIsFound() throws {
        let outcome = try outcome(spoil: { $0[$0.count - 1] ^= 1 })
        #expect(codes(outcome) == ["cawg.ica.signature_mismatch"])
        #expect(outcome.identities.map(\.standing) == [.invalid])
    }

    @Test(arguments: [nil, "application/json"])
    func anotherContentTypeIsFound(_ type: String?) throws {
        #expect(codes(try outcome(contentType: type)).contains("cawg.ica.invalid_content_type"))
    }

    @Test func anAlgorithmThatIsNotAllowedIsFound() throws {
        #expect(codes(try outcome(algorithm: -257)) == ["cawg.ica.invalid_alg"])
    }

    @Test func bytesThatAreNoSignatureAreFound() throws {
        #expect(codes(try outcome(spoil: { $0 = [1, 2, 3] })) == ["cawg.ica.invalid_cose_sign1"])
    }

    @Test func datesAreHeldAgainstNow() throws {
        let early = try outcome { $0.validFrom = #""validFrom":"2026-01-01T00:00:01Z","# }
        #expect(codes(early).contains("cawg.ica.valid_from.invalid"))
        let missing = try outcome { $0.validFrom = "" }
        #expect(codes(missing).contains("cawg.ica.valid_from.missing"))
        let late = try outcome { $0.validUntil = #""validUntil":"2025-12-31T23:59:59Z","# }
        #expect(codes(late).contains("cawg.ica.valid_until.invalid"))
        let unreadable = try outcome { $0.validFrom = #""validFrom":"yesterday","# }
        #expect(codes(unreadable).contains("cawg.ica.valid_from.invalid"))
    }

    @Test func identitiesThatAreMissingOrIncompleteAreFound() throws {
        #expect(codes(try outcome { $0.identities = "[]" }).contains("cawg.ica.verified_identities.missing"))
        let entry = #"[{"type":"cawg.social_media","verifiedAt":"2025-01-01T00:00:00Z","provider":{"name":"P"}}]"#
        #expect(codes(try outcome { $0.identities = entry }).contains("cawg.ica.verified_identities.invalid"))
    }

    @Test func aRevocationListIsNamedAsNotChecked() throws {
        let outcome = try outcome { $0.more = #""credentialStatus":{"id":"https://example.com/1"},"# }
        #expect(codes(outcome) == ["cawg.ica.revocation.unsupported", "cawg.ica.untrusted_issuer"])
    }

    @Test func aCredentialNestedDeeplyIsRefused() throws {
        let deep = #""x":"# + String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000) + ","
        #expect(codes(try outcome { $0.more = deep }) == ["cawg.ica.invalid_verifiable_credential"])
    }

    @Test func aHugeCredentialIsRefused() throws {
        let huge = #""x":"\#(String(repeating: "a", count: VerifiableCredential.maximumSize))","#
        #expect(codes(try outcome { $0.more = huge }) == ["cawg.ica.invalid_verifiable_credential"])
    }
}
