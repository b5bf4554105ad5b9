/// The fingerprints of one image file, and what reading it left out.
public struct FingerprintReport: Sendable, Equatable {
    /// A fingerprint under its versioned name, or a hash under the name of a turned form.
    public struct Print: Sendable, Equatable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public let file: String
    /// `png`, `jpeg`, `webp`, `gif`, `tiff`, `avif` or `heic`.
    public let format: String
    /// Of the upright image as it is stored, in pixels.
    public let width: Int
    public let height: Int
    /// The EXIF orientation that was undone, 1 to 8.
    public let orientation: Int
    /// The denominator of the scale the image was decoded at.
    public let scale: Int
    /// Of the PDQ hash, 0 to 100; nil when the image is too small for one or it was not asked for.
    public let quality: Int?
    /// In the order of their names' list; those that the image does not have are left out.
    public let prints: [Print]
    /// The `pdq` hashes of the turned and mirrored forms, when they were asked for.
    public let dihedral: [Print]
    /// What is inside the plain border, when there is one; in pixels of the decoded image.
    public let content: IndexMatch.Box?
    /// The codes of what was left out or repaired, for example `profileIgnored`.
    public let notes: [String]

    public init(
        file: String, format: String, width: Int, height: Int, orientation: Int, scale: Int, quality: Int?,
        prints: [Print], dihedral: [Print], content: IndexMatch.Box?, notes: [String]
    ) {
        self.file = file
        self.format = format
        self.width = width
        self.height = height
        self.orientation = orientation
        self.scale = scale
        self.quality = quality
        self.prints = prints
        self.dihedral = dihedral
        self.content = content
        self.notes = notes
    }
}
