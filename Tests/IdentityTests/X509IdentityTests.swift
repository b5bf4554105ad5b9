import Boxes
import Bytes
import Cryptography
import Findings
import FoundationEssentials
import TestSupport
import Testing

@testable import ContentCredentials
@testable import Provenance

@Suite struct X509IdentityTests {
    private func list() throws -> [TrustList] { [try TestPKI.trustList()] }

    private func codes(_ outcome: StoreValidator.Outcome) -> Set<String> {
        Set(outcome.results.activeManifest.map(\.code.rawValue).filter { $0.hasPrefix("cawg.") })
    }

    @Test func anActorOnAListIsTrusted() throws {
        let outcome = try IdentityForge().outcome(identities: list())
        let identity = try #require(outcome.identities.first)
        #expect(identity.standing == .trusted)
        #expect(identity.roles == ["cawg.creator"])
        #expect(identity.references == ["c2pa.hash.data"])
        #expect(identity.trustList != nil)
        #expect(
            codes(outcome) == [
                "cawg.identity.trusted", "cawg.x509.credential.trusted", "cawg.x509.signature.validated",
            ])
        #expect(outcome.state == .trusted)
    }

    @Test func anActorOnNoListIsWellFormedAndKeepsTheStateFromTrusted() throws {
        let outcome = try IdentityForge().outcome()
        #expect(outcome.identities.map(\.standing) == [.unlisted])
        #expect(
            codes(outcome) == [
                "cawg.identity.well-formed", "cawg.x509.credential.untrusted", "cawg.x509.signature.validated",
            ])
        #expect(outcome.state == .valid)
    }

    /// Signers, time-stamp authorities and actors are trusted apart from each other.
    @Test func aListOfSignersDoesNotVouchForActors() throws {
        let outcome = try IdentityForge().outcome(identities: [], trustsSigner: true)
        #expect(codes(outcome).contains("cawg.x509.credential.untrusted"))
        #expect(outcome.results.activeManifest.contains { $0.code == .signingCredentialTrusted })
    }

    @Test func aRoleThatTheActorDidNotSignForIsFound() throws {
        var forge = IdentityForge()
        forge.tamper = { value in
            .map(
                (value.entries ?? []).map { $0.key.text == "role" ? .init($0.key, .array([.text("cawg.editor")])) : $0 }
            )
        }
        let outcome = try forge.outcome(identities: list())
        #expect(outcome.identities.map(\.standing) == [.invalid])
        #expect(codes(outcome) == ["cawg.x509.credential.trusted", "cawg.x509.signature.mismatch"])
    }

    /// The signature is over the bytes as they are, whatever order their keys are in.
    @Test func theSignatureIsOverTheBytesInTheFile() throws {
        let encoded: [UInt8] = [0xA2, 0x61, 0x62, 0x01, 0x61, 0x61, 0x82, 0x18, 0x05, 0x02]
        #expect(try CBORDecoder.encodedField("a", of: encoded[...]) == encoded[6...])
        #expect(try CBORDecoder.encodedField("b", of: encoded[...]) == encoded[3..<4])
        #expect(try CBORDecoder.encodedField("c", of: encoded[...]) == nil)
        #expect(throws: SignetError.self) { try CBORDecoder.encodedField("a", of: encoded.dropLast()) }
    }

    @Test func paddingThatIsNotZeroIsFound() throws {
        var forge = IdentityForge()
        forge.padding = [0, 1]
        let outcome = try forge.outcome(identities: list())
        #expect(codes(outcome).contains("cawg.identity.pad.invalid"))
        #expect(!codes(outcome).contains("cawg.identity.trusted"))
        #expect(outcome.state == .valid)
    }

    @Test func anIdentityThatBindsNoContentIsFound() throws {
        var forge = IdentityForge()
        forge.change = { $0 = [] }
        #expect(codes(try forge.outcome(identities: list())).contains("cawg.identity.hard_binding_missing"))
    }

    @Test func aReferenceThatStandsTwiceIsFound() throws {
        var forge = IdentityForge()
        forge.change = { $0 += $0 }
        #expect(codes(try forge.outcome(identities: list())).contains("cawg.identity.assertion.duplicate"))
    }

    @Test func aReferenceWithAnotherHashIsFound() throws {
        var forge = IdentityForge()
        forge.change = { $0 = [HashedURI(url: $0[0].url, hash: [UInt8](repeating: 1, count: 32))] }
        let outcome = try forge.outcome(identities: list())
        #expect(codes(outcome).contains("cawg.identity.assertion.mismatch"))
        #expect(outcome.identities.map(\.standing) == [.invalid])
    }

    @Test func aReferenceIntoAForeignManifestIsFound() throws {
        var forge = IdentityForge()
        forge.change = { $0.append(HashedURI(url: "self#jumbf=/c2pa/urn:c2pa:other/c2pa.assertions/x", hash: [1])) }
        #expect(codes(try forge.outcome(identities: list())).contains("cawg.identity.assertion.mismatch"))
    }

    @Test func aKindThatIsNotKnownIsNotVerified() throws {
        var forge = IdentityForge()
        forge.type = "com.example.signature"
        let outcome = try forge.outcome()
        #expect(codes(outcome) == ["cawg.identity.sig_type.unknown"])
        #expect(outcome.identities.map(\.standing) == [.unverified])
    }

    @Test func anAssertionWithoutAPayloadIsMalformed() throws {
        var forge = IdentityForge()
        forge.tamper = { _ in .map([]) }
        let outcome = try forge.outcome()
        #expect(codes(outcome) == ["cawg.identity.cbor.invalid"])
        #expect(outcome.identities.map(\.standing) == [.invalid])
    }

    @Test func aSignatureThatIsNoneIsFound() throws {
        var forge = IdentityForge()
        forge.sign = { _, _ in [0x00] }
        #expect(codes(try forge.outcome()) == ["cawg.x509.signature.mismatch"])
    }

    @Test func anActorsCertificateOutOfDateIsFound() throws {
        var forge = IdentityForge()
        forge.sign = { payload, _ in
            try IdentityForge.x509(
                payload,
                try TestPKI.signer(.es256) { profile in
                    profile.notAfter = TestPKI.now.addingTimeInterval(-86_400)
                })
        }
        let outcome = try forge.outcome(identities: list())
        #expect(codes(outcome).contains("cawg.x509.signature.outside_validity"))
        #expect(outcome.identities.map(\.standing) == [.invalid])
    }
}
