internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// Validates an identity assertion that holds a credential of an identity claims aggregator
/// (`cawg.identity_claims_aggregation`; CAWG identity assertion 1.2, section 8.1.3).
struct AggregationValidator {
    let settings: ValidationSettings

    func validate(_ assertion: IdentityAssertion, _ record: inout IdentityRecord, log: inout IdentityLog) {
        record.kind = .aggregation
        guard let value = try? CBORDecoder.decode(assertion.signature, limits: settings.limits),
            let signature = try? COSESign1(value, allowsPayload: true)
        else {
            log.failure(.identityICAInvalidCOSE, "the credential is not in a COSE_Sign1 structure")
            return
        }
        guard let algorithm = signature.algorithm.flatMap(SignatureAlgorithm.init(coseIdentifier:)) else {
            log.failure(
                .identityICAInvalidAlgorithm, "the signature algorithm of the credential is not one that is allowed")
            return
        }
        if signature.contentType != "application/vc" {
            log.failure(.identityICAInvalidContentType, "the credential does not say that it is one (application/vc)")
        }
        guard let payload = signature.payload else {
            log.failure(.identityICAInvalidCredential, "there is no credential")
            return
        }
        let credential: VerifiableCredential
        do throws(VerifiableCredential.Malformed) {
            credential = try VerifiableCredential(json: payload)
        } catch {
            log.failure(.identityICAInvalidCredential, "the credential cannot be used: \(error.reason)")
            return
        }
        let (claims, areWellFormed) = credential.claims()
        record.claims = claims
        record.name = claims.lazy.compactMap { $0.name ?? $0.userName }.first
        record.issuer = credential.issuer
        checkSignature(signature, payload, algorithm, credential, &record, log: &log)
        let time = checkTimeStamp(signature, log: &log)
        checkDates(credential, stamped: time, log: &log)
        if credential.hasStatus {
            // Whether it was revoked stands on a server; that it was not looked up does not make the credential wrong.
            log.informational(.identityICARevocationUnsupported, "whether the credential was revoked was not checked")
        }
        if !credential.isAbout(assertion) {
            log.failure(.identityICASignerPayloadMismatch, "the credential is about other assertions than the identity")
        }
        if credential.verifiedIdentities == nil {
            log.failure(.identityICAVerifiedIdentitiesMissing, "the credential names nothing that was verified")
        } else if !areWellFormed {
            log.failure(
                .identityICAVerifiedIdentitiesInvalid, "the credential names something verified without what it takes")
        }
        if log.failures.isEmpty, record.trustList != nil {
            log.success(.identityICACredentialValid, "the credential is valid, and its issuer is on a list")
        }
    }

    private func checkSignature(
        _ signature: COSESign1, _ payload: ArraySlice<UInt8>, _ algorithm: SignatureAlgorithm,
        _ credential: VerifiableCredential, _ record: inout IdentityRecord, log: inout IdentityLog
    ) {
        guard let issuer = credential.issuer.flatMap(IssuerIdentifier.init) else {
            log.failure(.identityICAInvalidIssuer, "the issuer of the credential is not a decentralised identifier")
            return
        }
        switch issuer.resolve() {
        case .failure(let code, let reason): log.failure(code, reason)
        case .key(let key):
            let message = signature.signedBytes(claim: payload)
            guard key.verify(signature: signature.signature, message: message, algorithm: algorithm) else {
                log.failure(.identityICASignatureMismatch, "the signature of the credential does not fit it")
                return
            }
            guard settings.trust.identityIssuers.contains(issuer.text) else {
                // A failure in the specification; informational in the reference implementation, as nothing is wrong.
                log.informational(.identityICAUntrustedIssuer, "the issuer of the credential is on no list")
                return
            }
            record.trustList = TrustConfiguration.identityIssuerListName
        }
    }

    /// - Returns: the time-stamped moment. Its authority need not be on a list: the moment can only speak against the
    ///   credential.
    private func checkTimeStamp(_ signature: COSESign1, log: inout IdentityLog) -> Date? {
        switch IdentityTimeStamp(settings: settings).validate(signature) {
        case .none: return nil
        case .invalid(let reason):
            log.failure(.identityICATimeStampInvalid, reason)
            return nil
        case .sound(let time, _):
            log.success(.identityICATimeStampValidated, "the time-stamp of the credential is sound")
            return time
        }
    }

    private func checkDates(_ credential: VerifiableCredential, stamped: Date?, log: inout IdentityLog) {
        let moments = [settings.time, stamped].compactMap(\.self)
        if let text = credential.validFrom {
            let from = DateTime.parse(text)
            if from.map({ from in moments.contains { $0 < from } }) ?? true {
                log.failure(.identityICAValidFromInvalid, "the credential was not valid yet, or its date is none")
            }
        } else {
            log.failure(.identityICAValidFromMissing, "the credential does not say since when it is valid")
        }
        if let text = credential.validUntil {
            let until = DateTime.parse(text)
            if until.map({ until in moments.contains { $0 > until } }) ?? true {
                log.failure(.identityICAValidUntilInvalid, "the credential was not valid any more, or its date is none")
            }
        }
    }
}
