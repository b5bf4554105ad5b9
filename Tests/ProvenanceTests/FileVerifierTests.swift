internal import Findings
internal import Testing

@Suite("FileVerifier: verdicts")
struct FileVerifierTests {
    @Test("an untouched forged image is trusted with the list, untrusted without", arguments: [true, false])
    func baseline(isPNG: Bool) throws {
        let sample = isPNG ? SampleImage.png : SampleImage.jpeg
        let trusted = try Forge().report(sample)
        #expect(trusted.failures == [])
        #expect(trusted.verdict == .trusted)
        #expect(try Forge().report(sample, []).verdict == .untrusted)
    }
}
