import Bytes
import Findings
import FoundationEssentials
import Policy
import Provenance
import TestSupport
import Testing

@testable import Workflows

@Suite struct UploadInspectionTests {
    private func result(_ signals: [(MetadataSignal.Kind, String, String, MetadataSignal.Meaning)])
        -> ImageEvidence
    {
        UploadInspection.evidence(
            FileReport(
                file: "a.jpg", verdict: .none,
                signals: signals.map { MetadataSignal(kind: $0.0, key: $0.1, value: $0.2, meaning: $0.3) },
                validationTime: Date(timeIntervalSince1970: 0)))
    }

    @Test func aMakerAndAModelAreACamera() {
        let found = result([(.exif, "Make", "Canon", .other), (.exif, "Model", "EOS 40D", .other)])
        #expect(found.facts == ImageFacts(isCameraPhoto: true))
        #expect(found.cameraSigns == ["exif:Make", "exif:Model"])
    }

    @Test func oneExposureFieldIsNone() {
        #expect(!result([(.exif, "ExposureTime", "1/60", .other)]).facts.isCameraPhoto)
        #expect(
            result([(.exif, "ExposureTime", "1/60", .other), (.exif, "FNumber", "f/2", .other)]).facts.isCameraPhoto)
    }

    @Test func aGeneratorInTheMakersFieldIsNoCamera() {
        let found = result([(.exif, "Make", "Stable Diffusion", .aiTrace), (.exif, "Model", "x", .other)])
        #expect(found.facts == ImageFacts(isAIGenerated: true))
        #expect(found.aiSigns == ["exif:Make"])
    }

    @Test func sourceTypesSayBoth() {
        let key = "Iptc4xmpExt:DigitalSourceType"
        let camera = result([(.xmp, key, "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", .other)])
        #expect(camera.facts == ImageFacts(isCameraPhoto: true))
        let ai = result([
            (.xmp, key, "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", .aiDeclared)
        ])
        #expect(ai.facts == ImageFacts(isAIGenerated: true))
    }

    @Test func nothingIsNothing() { #expect(result([]).facts == ImageFacts()) }

    @Test func whatIsNoImageIsAnError() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.jpg", Array("no image".utf8))
        let inspection = UploadInspection(settings: ValidationSettings(trust: TrustConfiguration(), time: Date()))
        #expect(throws: SignetError.self) { try inspection.inspect(path) }
    }

    @Test(.enabled(if: SharedFiles.has("metadata/camera"), "SKIPPED: no reference files"))
    func tellsCamerasFromGenerators() throws {
        let inspection = UploadInspection(settings: ValidationSettings(trust: TrustConfiguration(), time: Date()))
        var photographs = 0
        for file in try SharedFiles.files(in: "metadata/camera")
        where file.contains("jpg-Canon") || file.contains("jpg-gps") {
            #expect(try inspection.inspect(SharedFiles.path(file)).facts == ImageFacts(isCameraPhoto: true), "\(file)")
            photographs += 1
        }
        #expect(photographs >= 7)
        for file in try SharedFiles.files(in: "metadata/generators") {
            let facts = try inspection.inspect(SharedFiles.path(file)).facts
            #expect(!facts.isCameraPhoto && facts.isAIGenerated, "\(file)")
        }
    }
}
