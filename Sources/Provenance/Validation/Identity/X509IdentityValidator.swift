internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// Validates an identity assertion that the actor's own certificate signed (`cawg.x509.cose`; CAWG identity assertion 1.2,
/// section 8.2).
struct X509IdentityValidator {
    let settings: ValidationSettings
    /// The time a trusted time-stamp proves for the claim signature, which also covers this assertion.
    let claimTime: Date?

    /// What an actor's certificate may be for: what a signer's may, and documentSigning in any case (section 8.2.3).
    private var purposes: Set<String> { settings.trust.purposes.union([CertificateProfile.documentSigningPurpose]) }

    func validate(_ assertion: IdentityAssertion, _ record: inout IdentityRecord, log: inout IdentityLog) {
        record.kind = .certificate
        let signature: COSESign1
        do throws(SignetError) {
            let value = try CBORDecoder.decode(assertion.signature, limits: settings.limits)
            guard let read = try? COSESign1(value) else {
                throw SignetError("identity.signature", .badData, "it is not a COSE_Sign1 with a detached payload")
            }
            signature = read
        } catch {
            log.failure(.identityX509SignatureMismatch, "the signature of the identity is unreadable: \(error.reason)")
            return
        }
        let algorithm = signature.algorithm.flatMap(SignatureAlgorithm.init(coseIdentifier:))
        if algorithm == nil {
            log.failure(.identityX509AlgorithmUnsupported, "the signature algorithm is not one that C2PA allows")
        }
        guard let chain = certificates(of: signature), let leaf = chain.first else {
            log.failure(.identityX509CredentialInvalid, "the identity carries no readable certificate")
            return
        }
        describe(leaf, in: &record)
        let violations = CertificateProfile.violations(
            of: leaf, role: .claimSigning, allowedPurposes: purposes, allowsSelfSigned: true)
        if let first = violations.first { log.failure(.identityX509CredentialInvalid, first.explanation) }
        let time = provenTime(signature)
        checkTrust(chain, at: time, &record, log: &log)
        let moment = time ?? settings.time
        if !chain.allSatisfy({ $0.isValid(at: moment) }) {
            log.failure(
                .identityX509SignatureOutsideValidity,
                time == nil
                    ? "now is outside of the validity of the actor's certificate, and no trusted time-stamp says otherwise"
                    : "the time-stamp is outside of the validity of the actor's certificate")
        }
        guard let algorithm else { return }
        let message = signature.signedBytes(claim: assertion.payload)
        if leaf.verify(signature: signature.signature, message: message, algorithm: algorithm) {
            log.success(.identityX509SignatureValidated, "the signature of the identity is sound")
        } else {
            log.failure(.identityX509SignatureMismatch, "the signature of the identity does not fit what it is over")
        }
    }

    private func certificates(of signature: COSESign1) -> [Certificate]? {
        guard signature.certificates.count <= settings.limits.maximumCertificates else { return nil }
        let chain = signature.certificates.compactMap { try? Certificate.shared(der: $0) }
        return chain.count == signature.certificates.count ? chain : nil
    }

    private func describe(_ leaf: Certificate, in record: inout IdentityRecord) {
        let certificate = CertificateRecord(leaf)
        record.certificate = certificate
        record.name = certificate.organization ?? certificate.commonName
        record.issuer = certificate.issuer.first { $0.name == "CN" }?.value ?? certificate.issuer.first?.value
    }

    /// The assertion's own time-stamp counts before that of the claim (section 8.2.2).
    private func provenTime(_ signature: COSESign1) -> Date? {
        if case .sound(let time, isTrusted: true) = IdentityTimeStamp(settings: settings).validate(signature) {
            return time
        }
        return claimTime
    }

    private func checkTrust(
        _ chain: [Certificate], at time: Date?, _ record: inout IdentityRecord, log: inout IdentityLog
    ) {
        // As for signers, whether the certificates are in date is a question of its own.
        let result = TrustPath.evaluate(
            leaf: chain[0], intermediates: Array(chain.dropFirst()), lists: settings.trust.identities, at: time,
            claimTime: time ?? settings.time, role: .claimSigning, limits: settings.limits)
        switch result {
        case .trusted(let list, let anchor):
            record.trustList = list
            log.success(.identityX509CredentialTrusted, "the actor's certificate leads to \(anchor) of \(list)")
        case .untrusted(let reason):
            log.failure(.identityX509CredentialUntrusted, "the actor is on no list of identities: \(reason)")
        }
    }
}
