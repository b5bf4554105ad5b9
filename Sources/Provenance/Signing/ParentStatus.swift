internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
internal import Findings

/// Records that the certificate of a parent's signer was not revoked when the parent was edited: a certificate status
/// assertion (C2PA 2.4 section 18.19).
struct ParentStatus {
    let network: NetworkAccess
    let settings: ValidationSettings

    /// Adds the assertion when the issuer answers. That it does not is no reason not to sign: the assertion is about
    /// somebody else's certificate.
    func record(_ parent: ParentImage, in builder: inout ManifestBuilder) {
        guard let chain = chain(of: parent), let leaf = chain.first,
            let issuer = chain.first(where: { $0 != leaf && leaf.isIssued(by: $0) }),
            let response = try? network.status(of: leaf, issuer: issuer)
        else { return }
        switch response.verdict(on: leaf, issuer: issuer, provenTime: nil, now: settings.time, isLive: true) {
        case .unknown, .none: return
        // A revocation is worth recording as well: whoever verifies the edit then knows of it without a network.
        case .notRevoked, .revoked: break
        }
        builder.add(
            "c2pa.certificate-status", .cbor(.map(["ocspVals": .array([.bytes(response.der)])])),
            salt: RandomBytes.make(16))
    }

    /// The certificates of the parent's active manifest, the signer's first; nil when they cannot be read, or the record does
    /// not hold: nobody is asked on its say then.
    private func chain(of parent: ParentImage) -> [Certificate]? {
        guard parent.state == .trusted, let content = parent.store?.active.signature?.contents.first,
            let value = try? CBORDecoder.decode(content.payload), let signature = try? COSESign1(value),
            signature.certificates.count <= settings.limits.maximumCertificates
        else { return nil }
        return signature.certificates.compactMap { try? Certificate.shared(der: $0) }
    }
}
