internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// Validates a claim signature: form, certificate, time-stamp, trust and the signature itself (C2PA 2.4 sections 15.7 to
/// 15.9).
struct SignatureValidator {
    let settings: ValidationSettings
    let evidence: StoreEvidence

    /// - Returns: what the signature says, however much of it is sound; nil when there is none that can be read.
    mutating func validate(
        _ claim: Claim, of manifest: Manifest, log: inout FindingLog, items: inout Int
    ) -> SignatureRecord? {
        let uri = JUMBFURI.signature(in: manifest.label)
        guard let signature = read(claim, of: manifest, uri, log: &log, items: &items) else { return nil }
        for defect in signature.unprotectedDefects { log.failure(.generalError, uri, defect) }
        if claim.version == 2, signature.hasUnprotectedChain {
            log.failure(.signingCredentialInvalid, uri, "the certificates are where the signature does not cover them")
        }
        let algorithm = signature.algorithm.flatMap(SignatureAlgorithm.init(coseIdentifier:))
        if algorithm == nil {
            log.failure(.algorithmUnsupported, uri, "the signature algorithm is not one that C2PA allows")
        }
        guard let chain = certificates(of: signature, uri, log: &log), let leaf = chain.first else {
            return SignatureRecord(algorithm: algorithm?.name, certificates: [], timeStamp: nil)
        }
        let violations = CertificateProfile.violations(
            of: leaf, role: .claimSigning, allowedPurposes: settings.trust.purposes)
        if let first = violations.first {
            log.failure(.signingCredentialInvalid, uri, first.explanation)
        }
        let timeStamp = TimeStampValidator(settings: settings)
            .validate(signature, claim: claim, further: evidence.timeStamps[manifest.label] ?? [], uri, log: &log)
        let revocation = RevocationValidator(
            settings: settings, evidence: evidence, signature: signature, chain: chain,
            provenTime: timeStamp?.provenTime)
        let trustList = validateTrust(chain, at: timeStamp?.provenTime, revocation.revokedAuthority(), uri, log: &log)
        let isInDate = validateDates(leaf, chain, provenTime: timeStamp?.provenTime, uri, log: &log)
        validateClaimedTime(signature, leaf, uri, log: &log)
        revocation.validate(isTrusted: trustList != nil, uri, log: &log)
        if let algorithm {
            let isSound = leaf.verify(
                signature: signature.signature, message: signature.signedBytes(claim: claim.bytes), algorithm: algorithm
            )
            if isSound {
                log.success(.claimSignatureValidated, uri, "the claim signature is sound")
                if isInDate {
                    log.success(.claimSignatureInsideValidity, uri, "the certificate was in date when it signed")
                }
            } else {
                log.failure(.claimSignatureMismatch, uri, "the claim signature does not fit the claim")
            }
        }
        return SignatureRecord(
            algorithm: algorithm?.name, certificates: chain.map(CertificateRecord.init), timeStamp: timeStamp?.record,
            trustList: trustList)
    }

    private func read(
        _ claim: Claim, of manifest: Manifest, _ uri: JUMBFURI, log: inout FindingLog, items: inout Int
    ) -> COSESign1? {
        guard let target = JUMBFURI(claim.signature)?.absolute(in: manifest.label), target == uri,
            let content = manifest.signature?.contents.first, content.type == .cbor
        else {
            log.failure(.claimSignatureMissing, uri, "the signature that the claim names is not in its manifest")
            return nil
        }
        let value: CBORValue
        do throws(SignetError) {
            value = try CBORDecoder.decode(content.payload, limits: settings.limits, items: &items)
        } catch {
            log.failure(.claimSignatureMismatch, uri, "the claim signature is unreadable: \(error.reason)")
            return nil
        }
        do throws(COSESign1.Malformed) {
            return try COSESign1(value)
        } catch {
            log.failure(.claimSignatureMismatch, uri, error.reason)
            return nil
        }
    }

    private func certificates(
        of signature: COSESign1, _ uri: JUMBFURI, log: inout FindingLog
    ) -> [Certificate]? {
        guard !signature.certificates.isEmpty else {
            log.failure(.signingCredentialInvalid, uri, "the signature carries no certificate")
            return nil
        }
        guard signature.certificates.count <= settings.limits.maximumCertificates else {
            log.failure(
                .signingCredentialInvalid, uri,
                "the signature carries more than \(settings.limits.maximumCertificates) certificates")
            return nil
        }
        var chain: [Certificate] = []
        for der in signature.certificates {
            do throws(SignetError) {
                chain.append(try Certificate.shared(der: der))
            } catch {
                log.failure(
                    .signingCredentialInvalid, uri, "a certificate of the signature is unreadable: \(error.reason)")
                return nil
            }
        }
        return chain
    }

    /// - Returns: the name of the list that vouches for the signer.
    private func validateTrust(
        _ chain: [Certificate], at provenTime: Date?, _ revokedAuthority: String?, _ uri: JUMBFURI,
        log: inout FindingLog
    ) -> String? {
        // Whether the certificates are in date is a question of its own (see `validateDates`), so that "unknown issuer" and
        // "out of date" can be told apart.
        let result = TrustPath.evaluate(
            leaf: chain[0], intermediates: Array(chain.dropFirst()), lists: settings.trust.signers, at: provenTime,
            claimTime: provenTime ?? settings.time, role: .claimSigning, limits: settings.limits)
        switch result {
        case .trusted(let listName, let anchor):
            if let revokedAuthority {
                log.failure(.signingCredentialUntrusted, uri, revokedAuthority)
                return nil
            }
            log.success(.signingCredentialTrusted, uri, "the signer's certificate leads to \(anchor) of \(listName)")
            return listName
        case .untrusted(let reason):
            log.failure(.signingCredentialUntrusted, uri, "the signer is on no trust list: \(reason)")
            return nil
        }
    }

    private func validateDates(
        _ leaf: Certificate, _ chain: [Certificate], provenTime: Date?, _ uri: JUMBFURI, log: inout FindingLog
    ) -> Bool {
        let time = provenTime ?? settings.time
        if chain.allSatisfy({ $0.isValid(at: time) }) { return true }
        if provenTime == nil {
            let isEarly = chain.contains { time < $0.notBefore }
            log.failure(
                .signingCredentialExpired, uri,
                isEarly
                    ? "the signer's certificate is not valid yet"
                    : "the signer's certificate is out of date, and no trusted time-stamp proves when it signed")
        }
        log.failure(
            .claimSignatureOutsideValidity, uri,
            provenTime == nil
                ? "now is outside of the validity of the signer's certificate"
                : "the time-stamp is outside of the validity of the signer's certificate")
        return false
    }

    /// The signer's own statement of the time (section 15.8.3).
    private func validateClaimedTime(
        _ signature: COSESign1, _ leaf: Certificate, _ uri: JUMBFURI, log: inout FindingLog
    ) {
        guard let seconds = signature.claimedTime else { return }
        if leaf.isValid(at: Date(timeIntervalSince1970: Double(seconds))) {
            log.informational(
                .timeOfSigningInsideValidity, uri, "the signer's own time is inside the certificate's validity")
        } else {
            log.informational(
                .timeOfSigningOutsideValidity, uri, "the signer's own time is outside the certificate's validity")
        }
    }
}
