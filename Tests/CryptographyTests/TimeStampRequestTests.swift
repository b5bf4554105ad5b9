import Bytes
import Cryptography
import FoundationEssentials
import TestSupport
import Testing

@Suite struct TimeStampRequestTests {
    private let message = Array("a signature".utf8)

    private func reason(_ answer: TimeStampRequest.Answer) -> String? {
        if case .refused(let reason) = answer { reason } else { nil }
    }

    @Test func `the answer to a request is granted`() throws {
        let request = try TimeStampRequest(over: message)
        let response = try TestPKI.timeStamper().response(to: request.der, at: TestPKI.now)
        guard case .granted(let token, let der) = request.check(response) else {
            Issue.record("refused: \(reason(request.check(response)) ?? "")")
            return
        }
        #expect(token.time == TestPKI.now)
        guard case .token(let again) = TimeStampToken.parse(der, form: .token) else {
            Issue.record("the token alone cannot be read")
            return
        }
        #expect(again.matches(message))
    }

    @Test func `the answer to another request about the same bytes is refused for its nonce`() throws {
        let first = try TimeStampRequest(over: message)
        let second = try TimeStampRequest(over: message)
        #expect(first.der != second.der)
        let response = try TestPKI.timeStamper().response(to: first.der, at: TestPKI.now)
        #expect(reason(second.check(response))?.contains("nonce") == true)
    }

    @Test func `an answer without a nonce is refused`() throws {
        let request = try TimeStampRequest(over: message)
        let response = try TestPKI.timeStamper().response(over: message, at: TestPKI.now)
        #expect(reason(request.check(response))?.contains("nonce") == true)
    }

    @Test func `an answer about other bytes is refused`() throws {
        let request = try TimeStampRequest(over: message)
        let other = try TimeStampRequest(over: Array("another signature".utf8))
        let response = try TestPKI.timeStamper().response(to: other.der, at: TestPKI.now)
        #expect(reason(request.check(response))?.contains("something else") == true)
    }

    @Test func `an authority whose certificate breaks the profile is refused`() throws {
        let request = try TimeStampRequest(over: message)
        let stamper = try TestPKI.timeStamper { $0.hasAuthorityKeyIdentifier = false }
        let response = try stamper.response(to: request.der, at: TestPKI.now)
        #expect(reason(request.check(response))?.contains("may not make time-stamps") == true)
    }

    @Test func `an authority whose certificate is out of date is refused`() throws {
        let request = try TimeStampRequest(over: message)
        let response = try TestPKI.timeStamper().response(to: request.der, at: TestPKI.notAfter.addingTimeInterval(60))
        #expect(reason(request.check(response))?.contains("out of date") == true)
    }

    @Test func `damaged answers are refused, whatever byte it is`() throws {
        let request = try TimeStampRequest(over: message)
        let response = try TestPKI.timeStamper().response(to: request.der, at: TestPKI.now)
        var accepted: [Int] = []
        for index in stride(from: 0, to: response.count, by: 7) {
            var damaged = response
            damaged[index] ^= 0x01
            if reason(request.check(damaged)) == nil { accepted.append(index) }
        }
        // Other certificates in the token and its status text are not what it is judged by.
        #expect(accepted.count < response.count / 7 / 2)
        #expect(reason(request.check([])) != nil)
        #expect(reason(request.check(Array(response.dropLast()))) != nil)
    }
}
