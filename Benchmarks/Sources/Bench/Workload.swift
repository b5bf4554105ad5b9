import Bytes
import Cryptography
import Digests
import Findings
import FoundationEssentials
import Provenance

/// The pieces of work that are measured. All sign with ES256, with a chain of two certificates and without thumbnail,
/// and verify against a trust list.
enum Workload: String, CaseIterable {
    /// Image bytes in memory to signed bytes in memory; neither self-check nor sync.
    case signBytes = "sign-bytes"
    /// File to file under its final name; neither self-check nor sync.
    case signFile = "sign-file"
    /// As before, and the new file is verified before it gets its name.
    case signFileChecked = "sign-file-checked"
    /// What `signet sign` does: checked, and on the disk when it returns.
    case signFileDurable = "sign-file-durable"
    /// The credentials of an image in memory.
    case verifyBytes = "verify-bytes"
    /// As before, with certificates, keys and a trust list that this process never saw: nothing can be remembered.
    case verifyBytesOfStrangers = "verify-bytes-of-strangers"
    /// The credentials of an image file.
    case verifyFile = "verify-file"
    /// What `signet verify` does: also the hash of the whole file, and its EXIF, XMP and text fields.
    case verifyFileFully = "verify-file-fully"
    /// SHA-256 of bytes in memory, by one call of OpenSSL: what no verification can be faster than.
    case digestBytes = "digest-bytes"

    /// The piece of work for the image at `input`, ready to be repeated.
    ///
    /// - Parameter count: how often it will be repeated.
    func prepare(
        input: String, output: String, certificates folder: String, count: Int
    ) throws -> () throws -> Void {
        let root = "\(folder)/root.pem"
        let trust = try TrustSources(signers: [root], usesConfiguration: false).load()
        let settings = ValidationSettings(trust: trust)
        let signer = try SignerLoader.load(
            key: "\(folder)/es256.key.pem", chain: "\(folder)/es256.chain.pem", allowInsecure: false, algorithm: nil)
        var request = SigningRequest(
            time: settings.time, generator: SigningRequest.Software(name: "bench", version: "1"))
        request.title = "bench"
        let loaded = try FileSource(path: input)
        let bytes = MemorySource(try loaded.bytes(0..<loaded.count))
        switch self {
        case .signBytes:
            let imageSigner = ImageSigner(signer: signer, settings: settings)
            return {
                _ = try imageSigner.sign(bytes, request) { size in MemorySink(size: size) }
            }
        case .signFile, .signFileChecked:
            let imageSigner = ImageSigner(signer: signer, settings: settings)
            let checker = FileVerifier(settings: ValidationSettings(time: settings.time), scope: [])
            return {
                let (_, file) = try imageSigner.sign(try FileSource(path: input), request) { (_) throws(SignetError) in
                    try OutputFile(path: output)
                }
                if self == .signFileChecked { try expect(checker.verify(file.source(), named: ""), .valid) }
                try file.commit(durable: false)
            }
        case .signFileDurable:
            let fileSigner = try FileSigner(signer: signer, settings: settings)
            return { _ = try fileSigner.sign(input, request, parent: nil, to: .file(output, overwrite: true)) }
        case .verifyBytes:
            let verifier = FileVerifier(settings: settings, scope: .manifests)
            return { try expect(verifier.verify(bytes, named: ""), .trusted) }
        case .verifyBytesOfStrangers:
            var strangers = try (0..<count).map { _ in try stranger(signing: bytes, request, now: settings.time) }
            return {
                guard let (verifier, signed) = strangers.popLast() else { return }
                try expect(verifier.verify(signed, named: ""), .trusted)
            }
        case .verifyFile:
            let verifier = FileVerifier(settings: settings, scope: .manifests)
            return { try expect(verifier.verify(FileSource(path: input), named: ""), .trusted) }
        case .verifyFileFully:
            let verifier = FileVerifier(settings: settings)
            return { try expect(verifier.verify(FileSource(path: input), named: ""), .trusted) }
        case .digestBytes:
            let array = try loaded.bytes(0..<loaded.count)
            return { _ = Hasher.digest(array, .sha256) }
        }
    }

    /// An image signed under an authority of its own, and a verifier that trusts that authority.
    private func stranger(
        signing image: MemorySource, _ request: SigningRequest, now: Date
    ) throws -> (FileVerifier, MemorySource) {
        let start = now.addingTimeInterval(-3600)
        let end = now.addingTimeInterval(86_400)
        let authority = try TestAuthority(notBefore: start, notAfter: end)
        let signer = try authority.signer(
            key: try SigningKey.generate(for: .es256), profile: .claimSigning(notBefore: start, notAfter: end))
        let trust = TrustConfiguration(signers: [try authority.trustList()])
        let settings = ValidationSettings(trust: trust, time: now)
        let (_, sink) = try ImageSigner(signer: signer, settings: settings).sign(image, request) {
            (size) throws(SignetError) in MemorySink(size: size)
        }
        return (FileVerifier(settings: settings, scope: .manifests), MemorySource(sink.bytes))
    }

    /// A measurement of work that went wrong would be worth nothing.
    private func expect(_ report: FileReport, _ state: ValidationState) throws {
        guard report.state == state else {
            throw SignetError(
                "bench.state", .unexpected, "is \(report.state.map { "\($0)" } ?? "unsigned"), not \(state)")
        }
    }
}
