internal import Bytes
internal import Cryptography
internal import Findings

extension CertificateRecord {
    init(_ certificate: Certificate) {
        self.init(
            subject: certificate.subject.map { Attribute(name: $0.name, value: $0.value) },
            issuer: certificate.issuer.map { Attribute(name: $0.name, value: $0.value) },
            serialNumber: certificate.serialNumber, notBefore: certificate.notBefore, notAfter: certificate.notAfter,
            fingerprint: Hex.encode(certificate.fingerprint))
    }
}
