/// One image of the index that a looked-up image resembles, with what the likeness rests on.
public struct IndexMatch: Sendable, Equatable {
    /// How sure the match is, the surest first.
    public enum Grade: String, Sendable, CaseIterable, Comparable {
        /// The same file or the same pixels, by SHA-256.
        case exact
        /// A fingerprint within the distance that industry programmes call the same image.
        case confirmed
        /// A fingerprint near that distance, or of an image with little detail.
        case probable
        /// A part of the image was found in the other by its local anchors.
        case part

        public static func < (left: Grade, right: Grade) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// A rectangle in pixels.
    public struct Box: Sendable, Equatable {
        public let x: Int
        public let y: Int
        public let width: Int
        public let height: Int

        public init(x: Int, y: Int, width: Int, height: Int) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }

    /// What local anchors found.
    public struct Placement: Sendable, Equatable {
        /// How many anchors agree on the place.
        public let votes: Int
        /// How much larger the found part is in the looked-up image than in the indexed one.
        public let scale: Double
        /// Clockwise, in degrees.
        public let rotation: Double
        public let isMirrored: Bool
        /// Where the found part is in the looked-up image.
        public let query: Box
        /// Where it is in the indexed image.
        public let indexed: Box
        /// How alike both look there, -1 to 1; unrelated images have about 0.
        public let correlation: Double

        public init(
            votes: Int, scale: Double, rotation: Double, isMirrored: Bool, query: Box, indexed: Box,
            correlation: Double = 0
        ) {
            self.votes = votes
            self.scale = scale
            self.rotation = rotation
            self.isMirrored = isMirrored
            self.query = query
            self.indexed = indexed
            self.correlation = correlation
        }
    }

    /// How much of the indexed image was found in the looked-up one, in percent of its area; nil where there is no place.
    public var shownPercent: Int? {
        guard let box = placement?.indexed, record.width > 0, record.height > 0 else { return nil }
        let part = Double(box.width) * Double(box.height) / (Double(record.width) * Double(record.height))
        return min(max(Int((part * 100).rounded()), 0), 100)
    }

    public let grade: Grade
    /// What matched: `sha256`, `pixels`, or the name of a fingerprint.
    public let fingerprint: String
    /// How many of 256 bits differ, for fingerprints that are compared so.
    public let distance: Int?
    /// How the looked-up image was turned or mirrored to match.
    public let transform: String?
    public let placement: Placement?
    public let record: IndexRecordSummary

    public init(
        grade: Grade, fingerprint: String, distance: Int?, transform: String?, placement: Placement?,
        record: IndexRecordSummary
    ) {
        self.grade = grade
        self.fingerprint = fingerprint
        self.distance = distance
        self.transform = transform
        self.placement = placement
        self.record = record
    }
}

/// What the index remembers of an image, without its fingerprints.
public struct IndexRecordSummary: Sendable, Equatable {
    public let id: String
    public let name: String?
    /// RFC 3339.
    public let created: String
    public let model: String?
    public let labels: [String]
    public let manifestID: String?
    public let hasManifest: Bool
    public let width: Int
    public let height: Int

    public init(
        id: String, name: String?, created: String, model: String?, labels: [String], manifestID: String?,
        hasManifest: Bool, width: Int, height: Int
    ) {
        self.id = id
        self.name = name
        self.created = created
        self.model = model
        self.labels = labels
        self.manifestID = manifestID
        self.hasManifest = hasManifest
        self.width = width
        self.height = height
    }
}

/// The answer to "is this ours?".
public struct IndexAnswer: Sendable, Equatable {
    /// The best first.
    public let matches: [IndexMatch]
    /// How many images were looked through.
    public let imageCount: Int
    /// The quality of the looked-up image's PDQ hash; nil when it was looked up by a hash alone.
    public let quality: Int?

    public init(matches: [IndexMatch], imageCount: Int, quality: Int?) {
        self.matches = matches
        self.imageCount = imageCount
        self.quality = quality
    }

    public var exitStatus: ExitStatus { matches.isEmpty ? .noMatch : .success }
}
