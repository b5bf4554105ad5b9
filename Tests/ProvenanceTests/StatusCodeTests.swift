internal import Boxes
internal import ContentCredentials
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import TestSupport
internal import Testing

/// One case for each failure code of C2PA 2.4 section 15.2.2 that a PNG or JPEG can have.
@Suite("Status codes: failures")
struct StatusCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: StatusCode
        /// Codes that cannot but come with it.
        let others: Set<StatusCode>
        let verdict: Verdict
        let change: @Sendable (inout Blueprint) throws -> Void

        init(
            _ code: StatusCode, and others: Set<StatusCode> = [], _ verdict: Verdict = .damaged,
            change: @escaping @Sendable (inout Blueprint) throws -> Void
        ) {
            self.code = code
            self.others = others
            self.verdict = verdict
            self.change = change
        }

        var testDescription: String { code.rawValue }
    }

    static let claims: [Case] = [
        Case(.claimMissing) { $0.claims = { _ in [] } },
        Case(.claimMultiple) { $0.claims = { [$0, $0] } },
        Case(.claimCBORInvalid, and: []) {
            $0.claims = { _ in
                [BoxWriter.superbox(.claim, label: "c2pa.claim.v2", contents: [BoxWriter.box(.cbor, [0xFF])])]
            }
        },
        Case(.claimMalformed) { $0.changeClaim = { $0["instanceID"] = nil } },
        Case(.claimMalformed) { $0.changeClaim = { $0["claim_generator_info"] = .array([]) } },
        Case(.claimMalformed) { $0.changeClaim = { $0["created_assertions"] = nil } },
        Case(.claimMalformed) {
            $0.assertions.append($0.assertions[0])
            $0.assertions[2].changeBox = { _ in nil }
        },
        Case(.claimSignatureMissing) { $0.hasSignature = false },
        Case(.claimSignatureMissing) { $0.changeClaim = { $0["signature"] = .text("self#jumbf=c2pa.other") } },
        Case(.claimSignatureMismatch) { $0.changeSignature = { $0.map { $0 ^ 1 } } },
        Case(.claimSignatureMismatch) { $0.changeSignatureContent = { _ in [0x80] } },
        Case(.hardBindingsMissing) { $0.assertions.removeLast() },
        Case(.multipleHardBindings) { $0.assertions.append(Blueprint.dataHash(label: "c2pa.hash.data__1")) },
        Case(.algorithmUnsupported) { $0.algorithm = -47 },
        Case(.algorithmUnsupported) {
            $0.assertions[0].changeReference = { HashedURI(url: $0.url, hash: $0.hash, algorithm: "md5") }
        },
        Case(.algorithmUnsupported) { $0.assertions[1] = Blueprint.dataHash { $0["alg"] = .text("sha1") } },
        Case(.claimSignatureMismatch) { $0.algorithm = SignatureAlgorithm.es384.coseIdentifier },
    ]

    static let assertions: [Case] = [
        Case(.assertionMissing) {
            $0.assertions[0].changeBox = { _ in nil }
            $0.assertions.insert(Blueprint.Assertion.cbor("c2pa.actions", Blueprint.actions(["c2pa.created"])), at: 0)
        },
        Case(.assertionMissing) {
            $0.assertions[0].changeReference = { HashedURI(url: "https://example.com/", hash: $0.hash) }
            $0.assertions[0].changeBox = { _ in nil }
            $0.assertions.insert(.cbor("c2pa.actions", Blueprint.actions(["c2pa.created"])), at: 0)
        },
        Case(.assertionHashedURIMismatch) {
            $0.assertions.append(.cbor("com.example.x", .map([])))
            $0.assertions[2].changeReference = { HashedURI(url: $0.url, hash: [1]) }
        },
        Case(.assertionHashedURIMismatch) {
            $0.assertions.append(.cbor("com.example.x", .map([])))
            $0.assertions[2].changeReference = { HashedURI(url: $0.url, hash: nil) }
        },
        Case(.assertionUndeclared) { $0.assertions.append(.cbor("com.example.x", .map([]), listing: .none)) },
        Case(.assertionOutsideManifest) {
            $0.assertions.append(.cbor("com.example.x", .map([])))
            $0.assertions[2].changeReference = {
                HashedURI(url: "self#jumbf=/c2pa/other/c2pa.assertions/x", hash: $0.hash)
            }
            $0.assertions[2].changeBox = { _ in nil }
        },
        Case(.assertionCBORInvalid) {
            $0.assertions.append(
                Blueprint.Assertion(label: "com.example.x", contents: { _ in [BoxWriter.box(.cbor, [0x1C])] }))
        },
        Case(.assertionJSONInvalid) {
            $0.assertions.append(
                Blueprint.Assertion(
                    label: "com.example.x", type: .jsonContent,
                    contents: { _ in [BoxWriter.box(.json, Array("{".utf8))] }))
        },
        Case(.assertionJSONInvalid) {
            $0.assertions.append(
                Blueprint.Assertion(
                    label: "com.example.x", type: .jsonContent,
                    contents: { _ in [BoxWriter.box(.json, Array(#"{"a":1,"a":2}"#.utf8))] }))
        },
        Case(.assertionSelfRedacted) {
            $0.changeClaim = {
                $0["redacted_assertions"] = .array([.text("self#jumbf=c2pa.assertions/c2pa.actions.v2")])
            }
        },
        Case(.assertionTimestampMalformed) { $0.assertions.append(.cbor("c2pa.time-stamp", .array([]))) },
        Case(.cloudDataMalformed) { $0.assertions.append(.cbor("c2pa.cloud-data", .map([]))) },
        Case(.cloudDataHardBinding) { $0.assertions.append(.cbor("c2pa.cloud-data", cloud("c2pa.hash.data"))) },
        Case(.externalReferenceMalformed) {
            $0.assertions.append(.cbor("c2pa.external-reference", .map([]), listing: .gathered))
        },
        Case(.externalReferenceCreated) {
            $0.assertions.append(
                .cbor("c2pa.external-reference", .map(["location": .map(["url": .text("https://example.com")])])))
        },
        Case(.hashedURIMissing) {
            $0.assertions.append(
                .cbor("c2pa.x", .map(["a": HashedURI(url: "self#jumbf=c2pa.assertions/none", hash: [1]).cbor])))
        },
        Case(.hashedURIMismatch) {
            $0.assertions.append(
                .cbor(
                    "c2pa.x", .map(["a": HashedURI(url: "self#jumbf=c2pa.assertions/c2pa.hash.data", hash: [1]).cbor])))
        },
        Case(.multipleParents) {
            $0.assertions.append(Blueprint.ingredient("none", results: nil))
            $0.assertions.append(Blueprint.ingredient("none", label: "c2pa.ingredient.v3__1", results: nil))
        },
        Case(.ingredientMalformed) { $0.assertions.append(.cbor("c2pa.ingredient.v3", .map([]))) },
    ]

    private static func cloud(_ label: String) -> CBORValue {
        .map(["label": .text(label), "size": .unsigned(1), "location": .map(["url": .text("https://example.com")])])
    }

    private static func acting(_ actions: CBORValue...) -> @Sendable (inout Blueprint) -> Void {
        { $0.assertions[0] = .cbor("c2pa.actions.v2", .map(["actions": .array(actions)])) }
    }

    static let actions: [Case] = [
        Case(.actionMalformed) { $0.assertions[0] = .cbor("c2pa.actions.v2", .map([])) },
        Case(.actionMalformed) { $0.assertions.remove(at: 0) },
        Case(.actionMalformed, change: acting(Blueprint.action("c2pa.edited"))),
        Case(.actionMalformed, change: acting(Blueprint.action("c2pa.created"), Blueprint.action("c2pa.created"))),
        Case(.actionMalformed, change: acting(Blueprint.action("c2pa.created", []))),
        Case(.actionMalformed, change: acting(Blueprint.action("c2pa.created"), .map([]))),
        Case(.actionIngredientMismatch, change: acting(Blueprint.action("c2pa.opened"))),
        Case(
            .actionIngredientMismatch, change: acting(Blueprint.action("c2pa.created"), Blueprint.action("c2pa.placed"))
        ),
        Case(
            .actionRedactionMismatch,
            change: acting(Blueprint.action("c2pa.created"), Blueprint.action("c2pa.redacted"))),
        Case(
            .actionSoftBindingMissing,
            change: acting(Blueprint.action("c2pa.created"), Blueprint.action("c2pa.watermarked"))),
    ]

    static let credentials: [Case] = [
        Case(.signingCredentialUntrusted, .untrusted) { $0.signer = Result { try Strangers.signer() } },
        Case(.signingCredentialInvalid, and: [.signingCredentialUntrusted]) {
            $0.signer = Result { try TestPKI.signer { $0.purposes = ["1.3.6.1.5.5.7.3.1"] } }
        },
        Case(.signingCredentialInvalid) {
            $0.signer = Result { try TestPKI.signer { $0.keyUsages = ["keyEncipherment"] } }
        },
        Case(.signingCredentialInvalid, and: []) {
            $0.unprotected = { [CBORValue.Entry(.unsigned(33), .array($0.chain))] }
            $0.hasProtectedChain = false
        },
        Case(.signingCredentialInvalid) { $0.hasProtectedChain = false },
        Case(.claimSignatureMismatch) {
            // The chain stands in two places.
            $0.unprotected = { [CBORValue.Entry(.unsigned(33), .array($0.chain))] }
        },
        Case(.claimSignatureMismatch) { $0.furtherProtected = [.init(.unsigned(2), .array([.unsigned(99)]))] },
        Case(.claimSignatureMismatch, and: [.signingCredentialInvalid, .signingCredentialUntrusted]) {
            $0.chain = { .array($0.reversed()) }
        },
        Case(.signingCredentialExpired, and: [.claimSignatureOutsideValidity], .expired) {
            $0.signer = Result { try TestPKI.signer { $0.notAfter = TestPKI.now.addingTimeInterval(-1) } }
        },
        Case(.signingCredentialExpired, and: [.claimSignatureOutsideValidity], .expired) {
            $0.signer = Result { try TestPKI.signer { $0.notBefore = TestPKI.now.addingTimeInterval(60) } }
        },
        Case(.generalError) { $0.unprotected = { _ in [.init(.text("pad"), .bytes([0, 1]))] } },
        Case(.generalError) { $0.unprotected = { _ in [.init(.text("junk"), .bytes([0]))] } },
        Case(.generalError) { $0.unprotected = { _ in [.init(.text("rVals"), .map(["junk": .bytes([1])]))] } },
        Case(.generalError) {
            $0.unprotected = { _ in
                [.init(.text("sigTst2"), .map(["tstTokens": .array([]), "junk": .bytes([1])]))]
            }
        },
        Case(.generalError) {
            $0.unprotected = { _ in
                let empty = CBORValue.map(["tstTokens": .array([])])
                return [.init(.text("sigTst"), empty), .init(.text("sigTst2"), empty)]
            }
        },
        Case(.compressedManifestInvalid) { $0.type = .compressedManifest },
    ]

    @Test("claims and signatures", arguments: claims)
    func claim(_ test: Case) throws { try check(test) }

    @Test("assertions", arguments: assertions)
    func assertion(_ test: Case) throws { try check(test) }

    @Test("actions", arguments: actions)
    func action(_ test: Case) throws { try check(test) }

    @Test("credentials", arguments: credentials)
    func credential(_ test: Case) throws { try check(test) }

    private func check(_ test: Case) throws {
        var blueprint = Blueprint()
        try test.change(&blueprint)
        for sample in [SampleImage.png, .jpeg] {
            let report = try Forge([blueprint]).report(sample)
            #expect(report.failures == test.others.union([test.code]))
            #expect(report.verdict == test.verdict)
        }
    }
}
