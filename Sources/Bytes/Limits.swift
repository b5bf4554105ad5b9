/// The bounds every parser keeps, so that no file can make signet use more than a stated amount of anything.
public struct Limits: Sendable, Equatable {
    /// The largest file that is opened, in bytes. Hashing is what time is spent on: 2 GiB is about a second.
    public var maximumFileBytes = 2 << 30
    /// The largest manifest store that is read into memory, in bytes.
    public var maximumStoreBytes = 16 << 20
    /// How many bytes all the compressed manifests of one store may stand for together.
    public var maximumDecompressedBytes = 16 << 20
    /// How deep JUMBF superboxes may be nested. C2PA itself needs 4.
    public var maximumBoxDepth = 32
    /// How many JUMBF boxes one store may hold.
    public var maximumBoxes = 16_384
    /// How deep CBOR arrays, maps and tags may be nested.
    public var maximumCBORDepth = 64
    /// How many CBOR data items one box may hold.
    public var maximumCBORItems = 65_536
    /// How many CBOR data items all the boxes of one store may hold together.
    ///
    /// A decoded item takes about 100 bytes beside its content, so that this is what bounds the memory of small files.
    public var maximumStoreCBORItems = 65_536
    /// How many manifests one store may hold.
    public var maximumManifests = 512
    /// How many assertions one claim may name.
    public var maximumAssertions = 1_024
    /// How long a chain of ingredients may be.
    public var maximumIngredientDepth = 200
    /// How many chunks or segments of an image container are walked.
    public var maximumContainerParts = 1 << 20
    /// How many certificates one signature may carry.
    public var maximumCertificates = 16
    /// The largest metadata block (EXIF, XMP, PNG text) that is read, in bytes.
    public var maximumMetadataBytes = 4 << 20
    /// How many seconds of CPU time one file may cost before it is given up.
    public var maximumCPUSeconds = 10.0

    public init() {}

    public static let `default` = Limits()
}
