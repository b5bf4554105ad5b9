internal import Findings

/// Whom a record names beside its signer, as JSON.
enum IdentityJSON {
    static func value(for identity: IdentityRecord) -> DataValue {
        .object([
            "manifest": .text(identity.manifest),
            "assertion": .text(identity.assertion),
            "kind": .text(identity.kind.rawValue),
            "standing": .text(identity.standing.rawValue),
            "name": .text(identity.name),
            "roles": .texts(identity.roles),
            "issuer": .text(identity.issuer),
            "trust_list": .text(identity.trustList),
            "certificate_fingerprint": .text(identity.certificate?.fingerprint),
            "claims": .list(identity.claims.map(value)),
            "references": .texts(identity.references),
            "codes": .texts(identity.codes.map(\.rawValue)),
        ])
    }

    private static func value(for claim: IdentityRecord.Claim) -> DataValue {
        .object([
            "type": .text(claim.type),
            "name": .text(claim.name),
            "user_name": .text(claim.userName),
            "uri": .text(claim.uri),
            "provider": .text(claim.provider),
            "verified_at": .text(claim.verifiedAt),
        ])
    }
}
