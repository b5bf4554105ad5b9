/// Two places of one file that do not agree. Neither is known to be the right one.
public enum Contradiction: String, Sendable, CaseIterable {
    /// The credentials say a camera took it; an unsigned field says AI made or changed it.
    case capturedButMetadataSaysAI = "record_says_capture_metadata_says_ai"
    /// The credentials say AI made or changed it; an unsigned field says a camera took it.
    case aiButMetadataSaysCaptured = "record_says_ai_metadata_says_capture"

    /// The IPTC digital source types of a camera or scanner.
    private static let captureTypes = [
        "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print",
    ]

    /// Whether the last part of a digital source type means that a camera or scanner made the image.
    public static func isCapture(_ sourceType: String?) -> Bool {
        guard let sourceType else { return false }
        return captureTypes.contains(sourceType)
    }
}

extension FileReport {
    /// Where the credentials and the unsigned fields beside them do not agree.
    public var contradictions: [Contradiction] {
        let recordSaysCapture = manifests.contains { manifest in
            manifest.actions.contains { Contradiction.isCapture($0.digitalSourceType) }
        }
        let recordSaysAI = !manifests.isEmpty && (ai.standing == .verified || ai.standing == .declared)
        let metadataSaysCapture = signals.contains { signal in
            let type = signal.value.split(separator: "/").last.map(String.init)
            return signal.key.hasSuffix("DigitalSourceType") && Contradiction.isCapture(type)
        }
        var found: [Contradiction] = []
        if recordSaysCapture, !recordSaysAI, signals.contains(where: { $0.meaning == .aiDeclared }) {
            found.append(.capturedButMetadataSaysAI)
        }
        if recordSaysAI, metadataSaysCapture { found.append(.aiButMetadataSaysCaptured) }
        return found
    }
}
