public import Findings
public import FoundationEssentials

/// What a signed image is to say.
public struct SigningRequest: Sendable {
    /// A model or tool, as in `--model NAME@VERSION`.
    public struct Software: Sendable, Equatable {
        public let name: String
        public let version: String?

        public init(name: String, version: String? = nil) {
            self.name = name
            self.version = version
        }

        /// Reads `NAME@VERSION` or `NAME`; nil when the name is empty.
        public init?(_ text: String) {
            guard let at = text.lastIndex(of: "@") else {
                guard !text.isEmpty else { return nil }
                self.init(name: text)
                return
            }
            let name = String(text[..<at])
            let version = String(text[text.index(after: at)...])
            guard !name.isEmpty, !version.isEmpty else { return nil }
            self.init(name: name, version: version)
        }
    }

    /// A picture to show beside the record.
    public struct Thumbnail: Sendable {
        public let mediaType: String
        public let bytes: [UInt8]

        public init(mediaType: String, bytes: [UInt8]) {
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    /// How the image came to be; nil takes ``DigitalSourceType/generated`` for a new image and
    /// ``DigitalSourceType/edited`` for an edit.
    public var sourceType: DigitalSourceType?
    /// The model that made or changed the image.
    public var software: Software?
    public var title: String?
    public var assertions: [CustomAssertion] = []
    public var thumbnail: Thumbnail?
    /// Fingerprints of the image by which its record can be found again.
    public var softBindings: [SoftBinding] = []
    /// Whether the claim is bound to the content box by box (`c2pa.hash.boxes`) instead of by one hash of all its bytes.
    public var hashesBoxes = false
    /// Images that went into this one beside its parent.
    public var ingredients: [Ingredient] = []
    /// Whether the new manifest is compressed (C2PA 2.4 section 11.2.4): with an update, with a sidecar, and in formats that can be
    /// bound box by box, so that the size of the record is under no hash.
    public var compresses = false
    /// Whether the image stays as it is, and only its record is added to (an update manifest).
    public var isUpdate = false
    /// What is removed from the parent's record.
    public var redactions: [Redaction] = []
    /// The moment recorded as the time of the action.
    public var time: Date
    /// The program that makes the claim, beside signet itself.
    public var generator: Software

    public init(time: Date, generator: Software) {
        self.time = time
        self.generator = generator
    }
}
