internal import Findings

/// What is said about whom a record names beside its signer, in words that claim no more than was verified.
struct IdentityWords {
    let strings: Strings

    func words(for identity: IdentityRecord) -> String {
        let name = identity.name.flatMap { $0.isEmpty ? nil : SafeText.escape($0, limit: SafeText.nameLimit) }
        let roles = identity.roles.map { role in
            SafeText.escape(role.hasPrefix("cawg.") ? String(role.dropFirst(5)) : role, limit: SafeText.nameLimit)
        }
        let subject = name ?? strings(.identityUnnamed)
        let actor =
            roles.isEmpty
            ? strings(.identityNamed, subject)
            : strings(.identityNamedAs, subject, roles.prefix(Self.maximumRoles).joined(separator: ", "))
        switch identity.standing {
        case .trusted:
            return strings(
                .identityTrusted, actor, SafeText.escape(identity.trustList ?? "", limit: SafeText.nameLimit))
        case .unlisted: return strings(.identityUnlisted, actor)
        case .unverified: return strings(.identityUnverified, actor)
        case .invalid: return strings(.identityInvalid, actor, identity.codes.first?.rawValue ?? "")
        }
    }

    private static let maximumRoles = 4
}
