import Cryptography
import Testing

@Suite struct SignatureAlgorithmTests {
    @Test func `COSE numbers and names are those of the registry`() {
        let expected = ["ES256": -7, "ES384": -35, "ES512": -36, "PS256": -37, "PS384": -38, "PS512": -39, "EdDSA": -8]
        for algorithm in SignatureAlgorithm.allCases {
            #expect(expected[algorithm.name] == algorithm.coseIdentifier)
            #expect(SignatureAlgorithm(coseIdentifier: algorithm.coseIdentifier) == algorithm)
        }
    }

    @Test(arguments: [0, -257, -47, 7, Int.min, Int.max])
    func `algorithms outside C2PA are unknown`(_ identifier: Int) {
        #expect(SignatureAlgorithm(coseIdentifier: identifier) == nil)
    }
}
