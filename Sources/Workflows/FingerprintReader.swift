public import Bytes
public import Findings
internal import Fingerprints
internal import Pixels

/// Computes the fingerprints of image files. Pure work on one file; may run on several threads.
public struct FingerprintReader: Sendable {
    /// What is computed beside the global fingerprints.
    public struct Options: Sendable {
        /// The hashes of the seven turned and mirrored forms.
        public var includesDihedral = false
        /// Local anchors in their stored form.
        public var includesAnchors = false
        /// Decodes JPEGs at a half, a quarter or an eighth, several times faster: without `pdq`, which is defined on all pixels, and with
        /// the others a few bits from those of all pixels.
        public var isFast = false

        public init() {}
    }

    /// What a JPEG's shorter side keeps at least when it is decoded smaller.
    private static let fastSide = 512

    private let decoder: ImageDecoder
    private let limits: Limits
    private let options: Options

    public init(limits: Limits = .default, maximumPixels: Int? = nil, options: Options = Options()) {
        self.limits = limits
        self.options = options
        var pixels = PixelLimits()
        pixels.maximumFileBytes = min(pixels.maximumFileBytes, limits.maximumFileBytes)
        if let maximumPixels { pixels.maximumPixels = maximumPixels }
        decoder = ImageDecoder(limits: pixels)
    }

    /// The most pixels an image may have when nothing else is said.
    public static var defaultMaximumPixels: Int { PixelLimits.default.maximumPixels }

    /// - Parameter path: of a file, or `-` for standard input.
    public func read(_ path: String) throws(SignetError) -> FingerprintReport {
        let image = try decoder.decode(
            FileSource(path: path, limits: limits), shorterSide: options.isFast ? Self.fastSide : nil)
        let forms = options.includesDihedral ? Dihedral.allCases : [.original]
        let prints = GlobalFingerprints(image.pixels, alpha: image.alpha, forms: forms)
        // PDQ is that of all pixels.
        let pdq = image.scale == 1 ? prints.pdq : nil
        var values: [FingerprintReport.Print] = []
        func add(_ name: FingerprintName, _ value: String?) {
            if let value { values.append(.init(name: name.rawValue, value: value)) }
        }
        add(.pdq, pdq?.hash(.original).hex)
        add(.canonical, prints.canonical?.hash(.original).hex)
        add(.trimmed, prints.trimmed?.hash(.original).hex)
        add(.iscc, prints.iscc?.text(bits: 256))
        if options.includesAnchors { add(.anchors, AnchorSet(image.pixels).map { Hex.encode($0.encoded) }) }
        let isTurned = image.orientation >= 5
        return FingerprintReport(
            file: path, format: image.format.rawValue, width: isTurned ? image.storedHeight : image.storedWidth,
            height: isTurned ? image.storedWidth : image.storedHeight, orientation: image.orientation,
            scale: image.scale, quality: pdq?.quality, prints: values,
            dihedral: options.includesDihedral
                ? Dihedral.allCases.compactMap { form in pdq.map { .init(name: "\(form)", value: $0.hash(form).hex) } }
                : [],
            content: prints.content.map { IndexMatch.Box(x: $0.x, y: $0.y, width: $0.width, height: $0.height) },
            notes: image.notes.map(\.rawValue))
    }
}
