/// How an image came to be: a term of the IPTC vocabulary, or another URI (C2PA 2.4 section 18.15.4.2).
public struct DigitalSourceType: Sendable, Hashable {
    public let uri: String

    private static let vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/"

    public static let generated = DigitalSourceType(term: "trainedAlgorithmicMedia")
    public static let edited = DigitalSourceType(term: "compositeWithTrainedAlgorithmicMedia")

    private static let shortNames: [String: String] = [
        "ai": "trainedAlgorithmicMedia", "ai-edit": "compositeWithTrainedAlgorithmicMedia", "composite": "composite",
        "capture": "digitalCapture", "computational-capture": "computationalCapture",
        "algorithmic": "algorithmicMedia", "human": "digitalCreation", "human-edit": "humanEdits",
        "screen": "screenCapture", "virtual": "virtualRecording",
    ]

    /// The short names, for help texts.
    public static var names: [String] { shortNames.keys.sorted() }

    private init(uri: String) { self.uri = uri }

    private init(term: String) { self.init(uri: Self.vocabulary + term) }

    /// Reads a short name such as `ai`, or an `http` or `https` URI; nil for anything else.
    public init?(_ text: String) {
        if let term = Self.shortNames[text] {
            self.init(term: term)
            return
        }
        let isURI = text.hasPrefix("http://") || text.hasPrefix("https://")
        guard isURI, text.utf8.count < 512, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.init(uri: text)
    }
}
