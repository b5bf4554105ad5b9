import Bytes
import Cryptography
import Findings
import Foundation
import Provenance
import TestSupport

/// A time-stamp authority, a status responder and a signer that are certified by one test root, on the machine's clock.
struct LocalAuthority {
    let folder: TemporaryFolder
    let server: LocalServer
    let authority: TestAuthority
    let signer: KeyPairSigner

    /// What the responder says about the signer.
    enum Status {
        case good
        case revoked(reason: String?)
        case unknown
    }

    static let picture =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        .joined(separator: "/") + "/Fixtures/harbour.png"

    /// - Parameters:
    ///   - isForeign: whether the responder is certified by somebody else than the signer's issuer.
    ///   - stamper: changes the certificate of the time-stamp authority.
    init(
        status: Status = .good, isForeign: Bool = false, ocspOptions: [String] = [], namesService: Bool = true,
        stamper: (inout TestCertificateProfile) -> Void = { _ in }
    ) throws {
        let day = 86_400.0
        let start = Date(timeIntervalSinceNow: -2 * day)
        let end = Date(timeIntervalSinceNow: 60 * day)
        folder = try TemporaryFolder()
        server = try LocalServer(folder: folder, ocspOptions: ocspOptions)
        authority = try TestAuthority(notBefore: start, notAfter: end)
        let key = try TestPKI.key()
        var profile = TestCertificateProfile.claimSigning(notBefore: start, notAfter: end)
        if namesService { profile.statusService = server.url("ocsp") }
        signer = try authority.signer(key: key, profile: profile)

        var stampProfile = TestCertificateProfile.timeStamping(notBefore: start, notAfter: end)
        stamper(&stampProfile)
        let stampCertificate = try authority.issue(stampProfile, key: try TestPKI.key(.es384))
        try folder.write("tsa.pem", Array(stampCertificate.certificate.pem.utf8))
        try folder.write("tsa.key.pem", Array(stampCertificate.key.pem().utf8))
        let issuer = authority.intermediate.certificate
        try folder.write("ca.pem", Array(issuer.pem.utf8))
        try folder.write("serial", Array("01\n".utf8))
        let configuration = """
            [tsa]
            default_tsa = one
            [one]
            serial = serial
            signer_cert = tsa.pem
            certs = ca.pem
            signer_key = tsa.key.pem
            signer_digest = sha256
            default_policy = 1.2.3.4
            digests = sha256
            ess_cert_id_alg = sha256
            """
        try folder.write("tsa.cnf", Array(configuration.utf8))
        let certifier = isForeign ? try TestAuthority(notBefore: start, notAfter: end) : authority
        let responder = try certifier.issue(
            .ocspSigning(notBefore: start, notAfter: end), key: try TestPKI.key(.es384))
        try folder.write("responder.pem", Array(responder.certificate.pem.utf8))
        try folder.write("responder.key.pem", Array(responder.key.pem().utf8))
        try folder.write("index.txt", Array(Self.index(status, signer.certificates[0]).utf8))
    }

    /// The one line of the database that `openssl ca` would keep.
    private static func index(_ status: Status, _ certificate: Certificate) -> String {
        let serial = certificate.serialNumber.uppercased()
        return switch status {
        case .good: "V\t491231235959Z\t\t\(serial)\tunknown\t/CN=signer\n"
        case .revoked(let reason):
            "R\t491231235959Z\t260101000000Z\(reason.map { ",\($0)" } ?? "")\t\(serial)\tunknown\t/CN=signer\n"
        case .unknown: ""
        }
    }

    func timeStamps(_ path: String = "tsa", timeout: Double = 30) -> TimeStampService {
        TimeStampService(url: server.url(path), timeout: timeout, pause: 0.01)
    }

    /// Signs the picture and gives the path of the signed file.
    @discardableResult
    func sign(
        _ timeStamps: TimeStampService?, staples: Bool = false, name: String = "signed.png"
    ) throws -> String {
        let proofs = try SigningProofs(timeStamps: timeStamps, staplesFor: staples ? signer : nil)
        let fileSigner = try FileSigner(signer: signer, settings: ValidationSettings(), proofs: proofs)
        let request = SigningRequest(time: Date(), generator: SigningRequest.Software(name: "test", version: "1"))
        let path = folder.file(name)
        _ = try fileSigner.sign(Self.picture, request, parent: nil, to: .file(path, overwrite: false))
        return path
    }

    /// Settings that trust this authority for everything.
    func settings() throws -> ValidationSettings {
        ValidationSettings(
            trust: TrustConfiguration(
                signers: [try authority.trustList()],
                timeStampAuthorities: [
                    try authority.trustList(name: "TSA", purposes: [CertificateProfile.timeStampingPurpose])
                ]))
    }

    func verify(_ path: String, changing change: (inout ValidationSettings) -> Void = { _ in }) throws -> FileReport {
        var settings = try settings()
        change(&settings)
        guard case .report(let report) = FileVerifier(settings: settings).verify(path: path) else {
            throw SignetError("test.verify", .unexpected, "there is no report")
        }
        return report
    }
}

extension FileReport {
    func codes(_ severity: Finding.Severity) -> Set<StatusCode> {
        Set(results.activeManifest.filter { $0.severity == severity }.map(\.code))
    }
}
