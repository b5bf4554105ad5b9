import Cryptography
import Findings
import TestSupport
import Testing

@testable import Provenance

@Suite struct IssuerIdentifierTests {
    private func failure(_ text: String) throws -> StatusCode? {
        guard case .failure(let code, _) = try #require(IssuerIdentifier(text)).resolve() else { return nil }
        return code
    }

    @Test(arguments: ["", "did:", "did:key", "did:key:", "DID:key:z6", "http://example.com", "did::x"])
    func refusesWhatIsNoIdentifier(_ text: String) { #expect(IssuerIdentifier(text) == nil) }

    @Test func dropsTheFragment() throws {
        #expect(try #require(IssuerIdentifier("did:web:example.com#key-0")).text == "did:web:example.com")
    }

    /// An example of the did:key method.
    @Test(arguments: [
        "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
        "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
        "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5"
            + "IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9",
    ])
    func findsTheKeyInTheIdentifier(_ text: String) throws { #expect(try failure(text) == nil) }

    @Test(
        arguments: [
            ("did:web:example.com", .identityICADIDUnavailable), ("did:example:123", .identityICAInvalidIssuer),
            ("did:jwk:AAAA", .identityICAInvalidDIDDocument), ("did:jwk:e30", .identityICAInvalidDIDDocument),
            ("did:key:z6Mk", .identityICAInvalidDIDDocument), ("did:key:f00", .identityICAInvalidDIDDocument),
        ] as [(String, StatusCode)])
    func saysWhyThereIsNoKey(_ text: String, _ code: StatusCode) throws { #expect(try failure(text) == code) }
}
