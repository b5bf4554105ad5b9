internal import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import TestSupport
internal import Testing

@Suite("FileSigner and CustomAssertion")
struct FileSignerTests {
    private static let request = SigningRequest(time: TestPKI.now, generator: .init(name: "test", version: "1"))

    /// A signer whose signatures are wrong.
    private struct Liar: ClaimSigner {
        let inner: KeyPairSigner
        var algorithm: SignatureAlgorithm { inner.algorithm }
        var certificates: [Certificate] { inner.certificates }
        var signatureSize: Int { inner.signatureSize }
        func sign(_ message: [UInt8]) throws(SignetError) -> [UInt8] { try inner.sign(message + [0]) }
    }

    @Test("a file gets its name only when it is whole and verifies")
    func selfCheck() throws {
        let folder = try TemporaryFolder()
        let input = try folder.write("in.png", SampleImage.png.bytes)
        let settings = try Judging.settings()
        let liar = try FileSigner(signer: Liar(inner: try TestPKI.signer()), settings: settings)
        let output = folder.file("out.png")
        #expect(throws: SignetError("sign.selfCheck", .unexpected, "")) {
            try liar.sign(input, Self.request, parent: nil, to: .file(output, overwrite: false))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["in.png"])
        #expect(throws: SignetError("sign.selfCheck", .unexpected, "")) {
            try liar.sign(input, Self.request, parent: nil, to: .inPlace)
        }
        #expect(try FileSource(path: input).bytes(0..<SampleImage.png.bytes.count) == SampleImage.png.bytes)
        let signer = try FileSigner(signer: try TestPKI.signer(), settings: settings)
        _ = try signer.sign(input, Self.request, parent: nil, to: .file(output, overwrite: false))
        #expect(throws: SignetError("file.exists", .cannotCreate, "")) {
            try signer.sign(input, Self.request, parent: nil, to: .file(output, overwrite: false))
        }
        _ = try signer.sign(input, Self.request, parent: nil, to: .inPlace)
        let outcome = FileVerifier(settings: settings).verify(path: input)
        guard case .report(let report) = outcome else {
            Issue.record("the file cannot be read")
            return
        }
        #expect(report.verdict == .trusted)
    }

    @Test("a certificate that no validator accepts is refused before anything is written")
    func certificates() throws {
        let settings = try Judging.settings()
        func code(_ change: (inout TestCertificateProfile) -> Void) throws -> SignetError.Code? {
            do throws(SignetError) {
                _ = try FileSigner(signer: try TestPKI.signer(changing: change), settings: settings)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(try code { _ in } == nil)
        #expect(try code { $0.purposes = [] } == "certificate.profile")
        #expect(try code { $0.isCA = true } == "certificate.profile")
        #expect(try code { $0.notAfter = TestPKI.now.addingTimeInterval(-1) } == "certificate.outOfDate")
        #expect(try code { $0.notBefore = TestPKI.now.addingTimeInterval(1) } == "certificate.outOfDate")
    }

    @Test("assertions of one's own are written as asked")
    func assertions() throws {
        let folder = try TemporaryFolder()
        let text = #"""
            {"assertions": [{"label": "com.example.a", "data": {"x": [1, -2, 1.5, true, null, "ü"]}},
            {"label": "com.example.b", "data": {"y": 1}, "kind": "json", "listing": "gathered"},
            {"label": "com.example.a", "data": 1}]}
            """#
        var request = Self.request
        request.assertions = try CustomAssertion.read(path: try folder.write("a.json", Array(text.utf8)))
        let signer = ImageSigner(signer: try TestPKI.signer(), settings: try Judging.settings())
        let (_, sink) = try signer.sign(MemorySource(SampleImage.png.bytes), request) { size throws(SignetError) in
            MemorySink(size: size)
        }
        let report = try Judging.verify(sink.bytes)
        #expect(report.verdict == .trusted)
        let assertions = report.manifests.first?.assertions ?? []
        #expect(
            Set(assertions.map(\.label)) == [
                "c2pa.actions.v2", "com.example.a", "com.example.b", "com.example.a__1", "c2pa.hash.data",
            ])
        #expect(assertions.first { $0.label == "com.example.b" }?.contentType == "json")
        #expect(assertions.first { $0.label == "com.example.b" }?.listing == .gathered)
        #expect(
            assertions.first { $0.label == "com.example.a" }?.value["x"]
                == .list([.integer(1), .integer(-2), .double(1.5), .bool(true), .null, .text("ü")]))
    }

    @Test(
        "assertions that would say what only signet may say, or that cannot be read, are refused",
        arguments: [
            "{", "[1]", #"{"x": 1}"#, #"[{"data": 1}]"#, #"[{"label": "com.example.a"}]"#,
            #"[{"label": "nodot", "data": 1}]"#, #"[{"label": "com.exa/mple", "data": 1}]"#,
            #"[{"label": "com.example__1", "data": 1}]"#, #"[{"label": "c2pa.actions", "data": 1}]"#,
            #"[{"label": "c2pa.actions.v2", "data": 1}]"#, #"[{"label": "c2pa.hash.data", "data": 1}]"#,
            #"[{"label": "c2pa.ingredient.v3", "data": 1}]"#, #"[{"label": "c2pa.thumbnail.claim", "data": 1}]"#,
            #"[{"label": "cawg.identity", "data": 1}]"#, #"[{"label": "c2pa.time-stamp", "data": 1}]"#,
            #"[{"label": "c2pa.certificate-status", "data": 1}]"#, #"[{"label": "com.a.b", "data": 1, "data": 2}]"#,
        ])
    func refusals(text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.json", Array(text.utf8))
        #expect(throws: SignetError("assertions.unusable", .usage, "")) { try CustomAssertion.read(path: path) }
    }

    @Test("a file of assertions may be neither too long nor hold too many")
    func bounds() throws {
        let folder = try TemporaryFolder()
        let one = #"{"label": "com.example.a", "data": 1}"#
        let many = try folder.write(
            "many.json", Array("[\([String](repeating: one, count: 129).joined(separator: ","))]".utf8))
        #expect(throws: SignetError("assertions.unusable", .usage, "")) { try CustomAssertion.read(path: many) }
        let long = try folder.write("long.json", [UInt8](repeating: 0x20, count: CustomAssertion.maximumFile + 1))
        #expect(throws: SignetError("assertions.unusable", .usage, "")) { try CustomAssertion.read(path: long) }
    }
}
