import Bytes
import Cryptography
import Foundation
import TestSupport

/// Lists in the forms they are published in, with certificates made in code.
enum SampleLists {
    /// One service of a list of trusted entities.
    struct Service {
        var certificate: Certificate
        var status: String? = "http://example.org/trust-list/trusted"
        var start: String? = "2025-01-01T00:00:00Z"
    }

    static func trustedEntities(
        _ services: [Service], name: String = "Sample Trust List", issued: String? = "2025-12-01T00:00:00Z"
    ) -> [UInt8] {
        let entries = services.map { service in
            var information: [String: Any] = [
                "ServiceName": [["lang": "ko", "value": "서비스"], ["lang": "en", "value": "Sample service"]],
                "ServiceDigitalIdentity": [
                    "X509Certificates": [["val": Data(service.certificate.der).base64EncodedString()]]
                ],
            ]
            information["ServiceStatus"] = service.status
            information["StatusStartingTime"] = service.start
            return [
                "TrustedEntityInformation": ["TEName": [["lang": "en", "value": "Sample Inc"]]],
                "TrustedEntityServices": [["ServiceInformation": information]],
            ] as [String: Any]
        }
        var scheme: [String: Any] = [
            "SchemeName": [["lang": "en", "value": name]], "NextUpdate": "2026-12-01T00:00:00Z",
        ]
        scheme["ListIssueDateTime"] = issued
        return json(["LoTE": ["ListAndSchemeInformation": scheme, "TrustedEntitiesList": entries]])
    }

    /// One product of a list of conforming products.
    static func product(
        _ name: String, of organization: String = "Sample Inc", unit: String? = "", country: String? = "",
        status: String = "conformant", type: String = "generatorProduct", level: Int? = 1,
        conformance: String = "2026-01-01",
        id: String = "1"
    ) -> [String: Any] {
        var distinguished: [String: Any] = ["CN": name, "O": organization]
        distinguished["OU"] = unit
        distinguished["C"] = country
        var product: [String: Any] = ["productType": type, "DN": distinguished, "minVersion": "7"]
        if let level { product["assurance"] = ["maxAssuranceLevel": level] }
        return [
            "recordId": id, "applicant": "Applicant of \(organization)", "status": status, "product": product,
            "dates": ["conformance": conformance, "lastModification": "2026-02-03"],
        ]
    }

    static func json(_ value: Any) -> [UInt8] {
        (try? JSONSerialization.data(withJSONObject: value)).map { Array($0) } ?? []
    }

    static func root() throws -> Certificate { try TestPKI.authority().root.certificate }

    static func stamper() throws -> Certificate { try TestPKI.timeStamper().certificate }

    static func signer() throws -> Certificate { try TestPKI.signer().certificates[0] }
}
