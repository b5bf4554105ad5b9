internal import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials

/// The content of a trust list file, in either form: PEM, or a list of trusted entities in JSON.
struct TrustListFile {
    /// The list's own name; PEM has none.
    let name: String?
    let issued: Date?
    let nextUpdate: Date?
    let anchors: [TrustedEntityList.Anchor]

    init(_ bytes: [UInt8]) throws(SignetError) {
        if TrustedEntityList.isJSON(bytes) {
            let list = try TrustedEntityList(bytes)
            name = list.name
            issued = list.issued
            nextUpdate = list.nextUpdate
            anchors = list.anchors
        } else {
            name = nil
            issued = nil
            nextUpdate = nil
            anchors = try Certificate.parsePEM(bytes).map {
                TrustedEntityList.Anchor(der: $0.der, entity: nil, service: nil, window: nil)
            }
        }
    }

    func list(name: String, purposes: Set<String>, isKnownGood: Bool) throws(SignetError) -> TrustList {
        try TrustList(
            name: name, anchors: anchors.map { ($0.der, $0.window) }, isKnownGood: isKnownGood, purposes: purposes)
    }

    /// Every certificate, parsed; throws at the first that cannot be read.
    func certificates() throws(SignetError) -> [Certificate] {
        var certificates: [Certificate] = []
        for (index, anchor) in anchors.enumerated() {
            do throws(SignetError) {
                certificates.append(try Certificate(der: anchor.der))
            } catch {
                throw SignetError(error.code, .configuration, "certificate \(index + 1): \(error.reason)")
            }
        }
        return certificates
    }

    /// Whom the list is about, from the purposes of its certificates, else from its name; nil when they contradict each other.
    func kind(of certificates: [Certificate]) -> TrustListRecord.Kind? {
        var stampers = 0
        var signers = 0
        for certificate in certificates {
            let purposes = certificate.extendedKeyUsages
            if purposes.contains(CertificateProfile.timeStampingPurpose) {
                stampers += 1
            } else if !purposes.isEmpty {
                signers += 1
            }
        }
        if stampers > 0, signers > 0 { return nil }
        if stampers > 0 { return .timeStampAuthorities }
        if signers > 0 { return .signers }
        let words = (name ?? "").lowercased().split { !$0.isLetter }
        return words.contains("tsa") || words.contains("timestamping") ? .timeStampAuthorities : .signers
    }
}
