import Bytes
import Cryptography
import Foundation
import TestSupport

/// Time-stamps made by `openssl ts`, which knows no clock but the machine's.
enum OpenSSLTimeStamps {
    private static let authority = Result {
        try TestAuthority(notBefore: Date(timeIntervalSinceNow: -86_400), notAfter: Date(timeIntervalSinceNow: 86_400))
    }

    static func trustList() throws -> TrustList {
        try authority.get().trustList(purposes: [CertificateProfile.timeStampingPurpose])
    }

    static func response(over message: [UInt8], algorithm: SignatureAlgorithm = .es256) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let authority = try authority.get()
        let key = try TestPKI.key(algorithm)
        let profile = TestCertificateProfile.timeStamping(
            notBefore: Date(timeIntervalSinceNow: -3_600), notAfter: Date(timeIntervalSinceNow: 3_600))
        let leaf = try authority.issue(profile, key: key)
        try folder.write("tsa.pem", Array(leaf.certificate.pem.utf8))
        try folder.write("key.pem", Array(key.pem().utf8))
        try folder.write("chain.pem", Array(authority.intermediate.certificate.pem.utf8))
        try folder.write("data", message)
        try folder.write("serial", Array("01\n".utf8))
        let configuration = """
            [tsa]
            default_tsa = one
            [one]
            serial = \(folder.file("serial"))
            signer_cert = \(folder.file("tsa.pem"))
            certs = \(folder.file("chain.pem"))
            signer_key = \(folder.file("key.pem"))
            signer_digest = sha256
            default_policy = 1.2.3.4
            digests = sha256
            ess_cert_id_alg = sha256
            """
        try folder.write("tsa.cnf", Array(configuration.utf8))
        let query = try OpenSSLTool.run(["ts", "-query", "-data", folder.file("data"), "-sha256", "-cert"])
        try folder.write("query", query)
        return try OpenSSLTool.run([
            "ts", "-reply", "-queryfile", folder.file("query"), "-config", folder.file("tsa.cnf"),
        ])
    }

    static func token(in response: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let path = try folder.write("response", response)
        return try OpenSSLTool.run(["ts", "-reply", "-in", path, "-token_out"])
    }
}
