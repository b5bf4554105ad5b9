internal import Cryptography
internal import FoundationEssentials
internal import TestSupport

/// People whom no trust list of the tests knows.
enum Strangers {
    static func authority() throws -> TestAuthority {
        try TestAuthority(
            notBefore: TestPKI.notBefore.addingTimeInterval(-86_400),
            notAfter: TestPKI.notAfter.addingTimeInterval(86_400))
    }

    /// A signer of an authority of its own.
    static func signer() throws -> KeyPairSigner {
        try authority().signer(key: try TestPKI.key(), profile: TestPKI.claimProfile)
    }

    /// A time-stamp authority of its own.
    static func timeStamper() throws -> TestTimeStamper {
        let authority = try authority()
        let signer = try authority.issue(TestPKI.timeStampProfile, key: try TestPKI.key())
        return TestTimeStamper(signer: signer, intermediates: [authority.intermediate.certificate])
    }
}
