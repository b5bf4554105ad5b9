/// Codes about identity assertions, spelled as the CAWG identity assertion specification 1.2 (sections 7.2 and 8) spells
/// them and as the reference implementation reports them.
extension StatusCode {
    // Identity assertions of every kind.
    public static let identityTrusted: StatusCode = "cawg.identity.trusted"
    public static let identityWellFormed: StatusCode = "cawg.identity.well-formed"
    public static let identityCBORInvalid: StatusCode = "cawg.identity.cbor.invalid"
    public static let identityAssertionMismatch: StatusCode = "cawg.identity.assertion.mismatch"
    public static let identityAssertionDuplicate: StatusCode = "cawg.identity.assertion.duplicate"
    public static let identityHardBindingMissing: StatusCode = "cawg.identity.hard_binding_missing"
    public static let identityHardBindingIncorrect: StatusCode = "cawg.identity.hard_binding_incorrect"
    public static let identitySignatureTypeUnknown: StatusCode = "cawg.identity.sig_type.unknown"
    public static let identityPaddingInvalid: StatusCode = "cawg.identity.pad.invalid"

    // `cawg.x509.cose`.
    public static let identityX509AlgorithmUnsupported: StatusCode = "cawg.x509.algorithm.unsupported"
    public static let identityX509CredentialInvalid: StatusCode = "cawg.x509.credential.invalid"
    public static let identityX509CredentialTrusted: StatusCode = "cawg.x509.credential.trusted"
    public static let identityX509CredentialUntrusted: StatusCode = "cawg.x509.credential.untrusted"
    public static let identityX509SignatureMismatch: StatusCode = "cawg.x509.signature.mismatch"
    public static let identityX509SignatureOutsideValidity: StatusCode = "cawg.x509.signature.outside_validity"
    public static let identityX509SignatureValidated: StatusCode = "cawg.x509.signature.validated"

    // `cawg.identity_claims_aggregation`.
    public static let identityICACredentialValid: StatusCode = "cawg.ica.credential_valid"
    public static let identityICADIDUnavailable: StatusCode = "cawg.ica.did_unavailable"
    public static let identityICAInvalidAlgorithm: StatusCode = "cawg.ica.invalid_alg"
    public static let identityICAInvalidContentType: StatusCode = "cawg.ica.invalid_content_type"
    public static let identityICAInvalidCOSE: StatusCode = "cawg.ica.invalid_cose_sign1"
    public static let identityICAInvalidCredential: StatusCode = "cawg.ica.invalid_verifiable_credential"
    public static let identityICAInvalidDIDDocument: StatusCode = "cawg.ica.invalid_did_document"
    public static let identityICAInvalidIssuer: StatusCode = "cawg.ica.invalid_issuer"
    public static let identityICARevocationUnsupported: StatusCode = "cawg.ica.revocation.unsupported"
    public static let identityICASignatureMismatch: StatusCode = "cawg.ica.signature_mismatch"
    public static let identityICASignerPayloadMismatch: StatusCode = "cawg.ica.signer_payload.mismatch"
    public static let identityICATimeStampInvalid: StatusCode = "cawg.ica.time_stamp.invalid"
    public static let identityICATimeStampValidated: StatusCode = "cawg.ica.time_stamp.validated"
    public static let identityICAUntrustedIssuer: StatusCode = "cawg.ica.untrusted_issuer"
    public static let identityICAValidFromInvalid: StatusCode = "cawg.ica.valid_from.invalid"
    public static let identityICAValidFromMissing: StatusCode = "cawg.ica.valid_from.missing"
    public static let identityICAValidUntilInvalid: StatusCode = "cawg.ica.valid_until.invalid"
    public static let identityICAVerifiedIdentitiesInvalid: StatusCode = "cawg.ica.verified_identities.invalid"
    public static let identityICAVerifiedIdentitiesMissing: StatusCode = "cawg.ica.verified_identities.missing"

    /// Whether this is about an identity assertion and not about the record that holds it.
    public var isAboutIdentity: Bool { rawValue.hasPrefix("cawg.") }

    /// Whether the reference implementation lets a failure of this code pass for the state Valid: it concerns who is named
    /// beside the signer, by certificate or by the form of the assertion.
    public var isToleratedIdentityFailure: Bool {
        rawValue.hasPrefix("cawg.x509.") || rawValue.hasPrefix("cawg.identity.")
    }
}
