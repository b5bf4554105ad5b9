/// The stable code of a finding, spelled as C2PA 2.4 section 15.2.2 spells it.
public struct StatusCode: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public init(stringLiteral value: String) { rawValue = value }

    public var description: String { rawValue }
}

// Success codes.
extension StatusCode {
    public static let claimSignatureValidated: StatusCode = "claimSignature.validated"
    public static let claimSignatureInsideValidity: StatusCode = "claimSignature.insideValidity"
    public static let signingCredentialTrusted: StatusCode = "signingCredential.trusted"
    public static let signingCredentialNotRevoked: StatusCode = "signingCredential.ocsp.notRevoked"
    public static let timeStampTrusted: StatusCode = "timeStamp.trusted"
    public static let timeStampValidated: StatusCode = "timeStamp.validated"
    public static let assertionHashedURIMatch: StatusCode = "assertion.hashedURI.match"
    public static let dataHashMatch: StatusCode = "assertion.dataHash.match"
    public static let boxesHashMatch: StatusCode = "assertion.boxesHash.match"
    public static let bmffHashMatch: StatusCode = "assertion.bmffHash.match"
    public static let ingredientManifestValidated: StatusCode = "ingredient.manifest.validated"
    public static let ingredientClaimSignatureValidated: StatusCode = "ingredient.claimSignature.validated"
}

// Informational codes.
extension StatusCode {
    public static let algorithmDeprecated: StatusCode = "algorithm.deprecated"
    public static let bmffAdditionalExclusionsPresent: StatusCode = "assertion.bmffHash.additionalExclusionsPresent"
    public static let additionalExclusionsPresent: StatusCode = "assertion.dataHash.additionalExclusionsPresent"
    public static let additionalBoxExclusionsPresent: StatusCode = "assertion.boxesHash.additionalExclusionsPresent"
    public static let ingredientUnknownProvenance: StatusCode = "ingredient.unknownProvenance"
    public static let ocspInaccessible: StatusCode = "signingCredential.ocsp.inaccessible"
    public static let ocspSkipped: StatusCode = "signingCredential.ocsp.skipped"
    public static let ocspUnknown: StatusCode = "signingCredential.ocsp.unknown"
    public static let timeOfSigningInsideValidity: StatusCode = "timeOfSigning.insideValidity"
    public static let timeOfSigningOutsideValidity: StatusCode = "timeOfSigning.outsideValidity"
    public static let timeStampMalformed: StatusCode = "timeStamp.malformed"
    public static let timeStampMismatch: StatusCode = "timeStamp.mismatch"
    public static let timeStampOutsideValidity: StatusCode = "timeStamp.outsideValidity"
    public static let timeStampUntrusted: StatusCode = "timeStamp.untrusted"
    public static let timeStampCredentialInvalid: StatusCode = "timeStamp.credentialInvalid"
}

// Failure codes.
extension StatusCode {
    public static let algorithmUnsupported: StatusCode = "algorithm.unsupported"
    public static let actionIngredientMismatch: StatusCode = "assertion.action.ingredientMismatch"
    public static let actionMalformed: StatusCode = "assertion.action.malformed"
    public static let actionRedacted: StatusCode = "assertion.action.redacted"
    public static let actionRedactionMismatch: StatusCode = "assertion.action.redactionMismatch"
    public static let actionSoftBindingMissing: StatusCode = "assertion.action.softBindingMissing"
    public static let assertionCBORInvalid: StatusCode = "assertion.cbor.invalid"
    public static let boxesHashMalformed: StatusCode = "assertion.boxesHash.malformed"
    public static let boxesHashMismatch: StatusCode = "assertion.boxesHash.mismatch"
    public static let boxesHashUnknownBox: StatusCode = "assertion.boxesHash.unknownBox"
    public static let cloudDataActions: StatusCode = "assertion.cloud-data.actions"
    public static let cloudDataHardBinding: StatusCode = "assertion.cloud-data.hardBinding"
    public static let cloudDataMalformed: StatusCode = "assertion.cloud-data.malformed"
    public static let bmffHashMalformed: StatusCode = "assertion.bmffHash.malformed"
    public static let bmffHashMismatch: StatusCode = "assertion.bmffHash.mismatch"
    public static let dataHashMalformed: StatusCode = "assertion.dataHash.malformed"
    public static let dataHashMismatch: StatusCode = "assertion.dataHash.mismatch"
    public static let externalReferenceCreated: StatusCode = "assertion.external-reference.created"
    public static let externalReferenceMalformed: StatusCode = "assertion.external-reference.malformed"
    public static let hardBindingRedacted: StatusCode = "assertion.hardBinding.redacted"
    public static let assertionHashedURIMismatch: StatusCode = "assertion.hashedURI.mismatch"
    public static let ingredientMalformed: StatusCode = "assertion.ingredient.malformed"
    public static let assertionJSONInvalid: StatusCode = "assertion.json.invalid"
    public static let assertionMissing: StatusCode = "assertion.missing"
    public static let multipleHardBindings: StatusCode = "assertion.multipleHardBindings"
    public static let assertionNotRedacted: StatusCode = "assertion.notRedacted"
    public static let assertionOutsideManifest: StatusCode = "assertion.outsideManifest"
    public static let assertionSelfRedacted: StatusCode = "assertion.selfRedacted"
    public static let assertionTimestampMalformed: StatusCode = "assertion.timestamp.malformed"
    public static let assertionUndeclared: StatusCode = "assertion.undeclared"
    public static let claimCBORInvalid: StatusCode = "claim.cbor.invalid"
    public static let hardBindingsMissing: StatusCode = "claim.hardBindings.missing"
    public static let claimMalformed: StatusCode = "claim.malformed"
    public static let claimMissing: StatusCode = "claim.missing"
    public static let claimMultiple: StatusCode = "claim.multiple"
    public static let claimSignatureMissing: StatusCode = "claimSignature.missing"
    public static let claimSignatureMismatch: StatusCode = "claimSignature.mismatch"
    public static let claimSignatureOutsideValidity: StatusCode = "claimSignature.outsideValidity"
    public static let generalError: StatusCode = "general.error"
    public static let hashedURIMissing: StatusCode = "hashedURI.missing"
    public static let hashedURIMismatch: StatusCode = "hashedURI.mismatch"
    public static let ingredientClaimSignatureMissing: StatusCode = "ingredient.claimSignature.missing"
    public static let ingredientClaimSignatureMismatch: StatusCode = "ingredient.claimSignature.mismatch"
    public static let ingredientManifestMissing: StatusCode = "ingredient.manifest.missing"
    public static let ingredientManifestMismatch: StatusCode = "ingredient.manifest.mismatch"
    public static let compressedManifestInvalid: StatusCode = "manifest.compressed.invalid"
    public static let manifestInaccessible: StatusCode = "manifest.inaccessible"
    public static let multipleParents: StatusCode = "manifest.multipleParents"
    public static let timeStampManifestInvalid: StatusCode = "manifest.timestamp.invalid"
    public static let timeStampManifestWrongParents: StatusCode = "manifest.timestamp.wrongParents"
    public static let updateManifestInvalid: StatusCode = "manifest.update.invalid"
    public static let updateManifestWrongParents: StatusCode = "manifest.update.wrongParents"
    /// Not in the specification; the reference implementation's word for an expired certificate without a proven time.
    public static let signingCredentialExpired: StatusCode = "signingCredential.expired"
    public static let signingCredentialInvalid: StatusCode = "signingCredential.invalid"
    public static let signingCredentialRevoked: StatusCode = "signingCredential.ocsp.revoked"
    public static let signingCredentialUntrusted: StatusCode = "signingCredential.untrusted"
}
