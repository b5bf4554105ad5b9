public import Bytes
internal import Findings
public import Policy
public import Provenance

/// Finds the facts about an uploaded image that rules can ask for: signs of a camera, statements about AI, hash lists.
///
/// Facts are signs, not proofs: unsigned fields can be added and removed by anyone, and a photograph without them looks like
/// any other picture. Rules that must not miss one ask whether there is an upload at all.
public struct UploadInspection: Sendable {
    private let verifier: FileVerifier

    public init(settings: ValidationSettings) {
        verifier = FileVerifier(settings: settings, scope: [.metadata, .manifests])
    }

    /// Throws for a file that cannot be read as an image: nothing is known about it, which is not the same as "no photograph".
    public func inspect(_ path: String) throws(SignetError) -> ImageEvidence {
        switch verifier.verify(path: path) {
        case .report(let report): return Self.evidence(report)
        case .failure(_, let error):
            throw SignetError(error.code, error.category, "\(path): \(error.reason)", offset: error.offset)
        }
    }

    /// IPTC digital source types of what a camera took.
    private static let captures: Set<String> = [
        "digitalCapture", "computationalCapture", "compositeCapture", "negativeFilm", "positiveFilm",
    ]

    /// What a camera writes down about an exposure; one alone may be left over from a template.
    private static let exposure: Set<String> = [
        "ApertureValue", "ExposureTime", "FNumber", "FocalLength", "FocalLengthIn35mmFilm", "ISOSpeedRatings",
        "LensModel",
        "PhotographicSensitivity", "ShutterSpeedValue",
    ]

    static func evidence(_ report: FileReport) -> ImageEvidence {
        var camera: [String] = []
        var ai: [String] = []
        // Also out of damaged records: whoever breaks a record must not be better off for it.
        for action in report.manifests.flatMap(\.actions) {
            guard let type = action.digitalSourceType else { continue }
            if captures.contains(type) { camera.append("c2pa:\(type)") }
        }
        if report.ai.standing != .none { ai.append("\(report.ai.place)") }
        let exif = report.signals.filter { $0.kind == .exif && $0.meaning == .other }.map(\.key)
        if exif.contains("Make"), exif.contains("Model") { camera += ["exif:Make", "exif:Model"] }
        let exposed = exif.filter(exposure.contains)
        if Set(exposed).count >= 2 { camera += exposed.map { "exif:\($0)" } }
        for signal in report.signals where signal.kind == .xmp && signal.key == "Iptc4xmpExt:DigitalSourceType" {
            if let type = signal.value.split(separator: "/").last.map(String.init), captures.contains(type) {
                camera.append("xmp:\(type)")
            }
        }
        for signal in report.signals where signal.meaning != .other {
            ai.append("\(signal.kind.rawValue):\(signal.key)")
        }
        return ImageEvidence(
            facts: ImageFacts(isCameraPhoto: !camera.isEmpty, isAIGenerated: !ai.isEmpty),
            cameraSigns: unique(camera), aiSigns: unique(ai))
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
