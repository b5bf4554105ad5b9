import Bytes
import Cryptography
import Digests
import Foundation
import TestSupport
import Testing

@Suite struct TimeStampTokenTests {
    private let message = Array("what is time-stamped".utf8)

    private func token(_ result: TimeStampToken.ParseResult) throws -> TimeStampToken {
        switch result {
        case .token(let token): return token
        case .malformed(let reason):
            Issue.record("malformed: \(reason)")
            throw SignetError("test.token", .unexpected, reason)
        }
    }

    private func isMalformed(_ result: TimeStampToken.ParseResult) -> Bool {
        if case .malformed = result { true } else { false }
    }

    @Test(.enabled(if: OpenSSLTool.isThere), arguments: SignatureAlgorithm.allCases.filter { $0 != .ed25519 })
    func `a response of another tool gives all the answers`(_ algorithm: SignatureAlgorithm) throws {
        let response = try OpenSSLTimeStamps.response(over: message, algorithm: algorithm)
        let token = try token(TimeStampToken.parse(response, form: .response))
        #expect(token.matches(message))
        #expect(!token.matches(message + [0]))
        #expect(token.matches([message[..<3], message[3...]]))
        #expect(token.usesAllowedAlgorithms && token.isSignatureValid && token.isSignerBound)
        #expect(token.signerViolations == [])
        #expect(token.imprintAlgorithm == .sha256)
        #expect(abs(token.time.timeIntervalSinceNow) < 300)
        let signer = try #require(token.signer)
        #expect(token.certificates.contains(signer))
        #expect(signer.subjectDescription == "signet TEST time-stamp authority")
        #expect(token.isInsideSignerValidity)
        let path = TrustPath.evaluate(
            leaf: signer, intermediates: token.certificates, lists: [try OpenSSLTimeStamps.trustList()], at: token.time,
            role: .timeStamping)
        #expect(path.isTrusted)
    }

    @Test(.enabled(if: OpenSSLTool.isThere))
    func `a token without its response is the other form, and the forms do not mix`() throws {
        let response = try OpenSSLTimeStamps.response(over: message)
        let inner = try OpenSSLTimeStamps.token(in: response)
        #expect(try token(TimeStampToken.parse(inner, form: .token)).matches(message))
        #expect(isMalformed(TimeStampToken.parse(inner, form: .response)))
        #expect(isMalformed(TimeStampToken.parse(response, form: .token)))
        #expect(isMalformed(TimeStampToken.parse(inner + [0], form: .token)))
        #expect(isMalformed(TimeStampToken.parse(response + [0], form: .response)))
    }

    @Test(.enabled(if: OpenSSLTool.isThere))
    func `a token whose signer has another purpose says so`() throws {
        let response = try OpenSSLTimeStamps.response(over: message)
        let token = try token(TimeStampToken.parse(response, form: .response))
        let claims = try TestPKI.trustList()
        let path = TrustPath.evaluate(
            leaf: try #require(token.signer), intermediates: token.certificates, lists: [claims], at: token.time,
            role: .timeStamping)
        #expect(!path.isTrusted)
    }

    @Test func `no changed bit gives another statement with a valid signature`() throws {
        let response = try TestPKI.timeStamper().response(over: message, at: TestPKI.now)
        let original = try token(TimeStampToken.parse(response, form: .response))
        for index in response.indices {
            var changed = response
            changed[index] ^= 1 << UInt8(index % 8)
            guard case .token(let token) = TimeStampToken.parse(changed, form: .response) else { continue }
            guard token.isSignatureValid, token.isSignerBound, token.signer == original.signer else { continue }
            #expect(token.time == original.time && token.imprint == original.imprint)
        }
    }

    @Test func `a response cut short is malformed at every length`() throws {
        let response = try TestPKI.timeStamper().response(over: message, at: TestPKI.now)
        for length in response.indices {
            #expect(isMalformed(TimeStampToken.parse(response[..<length], form: .response)))
        }
        let inner = try TestPKI.timeStamper().token(over: message, at: TestPKI.now)
        for length in inner.indices { #expect(isMalformed(TimeStampToken.parse(inner[..<length], form: .token))) }
    }

    @Test func `the test authority stamps with the clock it is given, in both forms`() throws {
        let stamper = try TestPKI.timeStamper()
        for hash in HashAlgorithm.allCases {
            let response = try stamper.response(over: message, at: TestPKI.now, hash: hash)
            let inner = try stamper.token(over: message, at: TestPKI.now, hash: hash)
            for result in [TimeStampToken.parse(response, form: .response), TimeStampToken.parse(inner, form: .token)] {
                let token = try token(result)
                #expect(token.time == TestPKI.now && token.imprintAlgorithm == hash && token.matches(message))
                #expect(token.isSignatureValid && token.isSignerBound && token.usesAllowedAlgorithms)
                #expect(token.signerViolations == [] && token.isInsideSignerValidity)
                #expect(token.signer == stamper.certificate)
                let path = TrustPath.evaluate(
                    leaf: stamper.certificate, intermediates: token.certificates,
                    lists: [try TestPKI.timeStampTrustList()], at: token.time, role: .timeStamping)
                #expect(path.isTrusted)
            }
        }
    }

    @Test(.enabled(if: OpenSSLTool.isThere))
    func `another tool accepts what the test authority stamps`() throws {
        let folder = try TemporaryFolder()
        let authority = try TestPKI.authority()
        let response = try TestPKI.timeStamper().response(over: message, at: TestPKI.now)
        let report = try OpenSSLTool.run([
            "ts", "-verify", "-data", folder.write("data", message), "-in", folder.write("response", response),
            "-CAfile", folder.write("root.pem", Array(authority.root.certificate.pem.utf8)),
            "-untrusted", folder.write("middle.pem", Array(authority.intermediate.certificate.pem.utf8)),
            "-attime", "\(Int(TestPKI.now.timeIntervalSince1970))",
        ])
        #expect(String(decoding: report, as: UTF8.self).contains("Verification: OK"))
    }

    @Test func `a time outside the authority's validity is seen`() throws {
        let stamper = try TestPKI.timeStamper()
        for time in [TestPKI.notBefore.addingTimeInterval(-1), TestPKI.notAfter.addingTimeInterval(1)] {
            let result = TimeStampToken.parse(try stamper.token(over: message, at: time), form: .token)
            #expect(try token(result).isInsideSignerValidity == false)
            #expect(try token(result).isSignatureValid)
        }
    }

    @Test func `a refusal, other CMS and other bytes are malformed`() {
        #expect(isMalformed(TimeStampToken.parse([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02], form: .response)))
        #expect(isMalformed(TimeStampToken.parse([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00], form: .response)))
        #expect(isMalformed(TimeStampToken.parse([], form: .token)))
        let large = [UInt8](repeating: 0x30, count: TimeStampToken.maximumSize + 1)
        #expect(isMalformed(TimeStampToken.parse(large, form: .token)))
    }

    @Test(.enabled(if: SharedFiles.has("c2pa/files/jpeg")))
    func `tokens in published images are read and their signatures are right`() throws {
        var sound = 0
        var total = 0
        for file in try SharedFiles.files(in: "c2pa/files/jpeg") {
            for der in PublishedTokens.find(in: try SharedFiles.bytes(file)) {
                total += 1
                guard case .token(let token) = TimeStampToken.parse(der, form: .token) else {
                    print("malformed token in \(file)")
                    continue
                }
                let isSound = token.isSignatureValid && token.isSignerBound && token.usesAllowedAlgorithms
                if isSound { sound += 1 }
                if !isSound || !token.signerViolations.isEmpty || !token.isInsideSignerValidity {
                    print(
                        "\(file): signature \(token.isSignatureValid), bound \(token.isSignerBound),",
                        "algorithms \(token.usesAllowedAlgorithms), \(token.signerViolations.map(\.rule))",
                        "inside \(token.isInsideSignerValidity), \(token.time), \(token.signer?.subjectDescription ?? "-")"
                    )
                }
            }
        }
        print("published time-stamp tokens: \(sound) of \(total) sound")
        #expect(sound > 0)
    }
}
