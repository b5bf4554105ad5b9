internal import Bytes
internal import Cryptography
internal import Findings
internal import Provenance
internal import TestSupport

/// AVIF files that signet signed, and its judgement of them.
enum BMFFSigned {
    static func settings() throws -> ValidationSettings {
        ValidationSettings(trust: TrustConfiguration(signers: [try TestPKI.trustList()]), time: TestPKI.now)
    }

    static func sign(_ image: [UInt8]) throws -> [UInt8] {
        let signer = ImageSigner(signer: try TestPKI.signer(), settings: try settings())
        let request = SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1"))
        let (_, sink) = try signer.sign(MemorySource(image), request) { size throws(SignetError) in
            MemorySink(size: size)
        }
        return sink.bytes
    }

    static func verify(_ image: [UInt8]) throws -> FileReport {
        try FileVerifier(settings: try settings(), scope: []).verify(MemorySource(image), named: "image.avif")
    }
}
