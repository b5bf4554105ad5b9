/// What a step (a CDN, an editor, a chat app) did to a file: its records and its unsigned fields before and after.
public struct ComparisonReport: Sendable {
    /// What became of the credentials.
    public enum Credentials: String, Sendable, CaseIterable {
        /// Neither file has any.
        case none
        /// Both files carry the same active manifest, and it holds for both.
        case kept
        /// The same active manifest is still there, but no longer holds for the file.
        case broken
        /// A newer record follows on the one from before.
        case extended
        /// Another record is there, and it does not contain the one from before.
        case replaced
        /// The record is gone.
        case lost
        /// There was no record before, and there is one now.
        case added
    }

    /// One unsigned field that differs.
    public struct FieldChange: Sendable, Equatable {
        public let kind: MetadataSignal.Kind
        public let key: String
        /// Nil when the field was added.
        public let before: String?
        /// Nil when the field was removed.
        public let after: String?

        public init(kind: MetadataSignal.Kind, key: String, before: String?, after: String?) {
            self.kind = kind
            self.key = key
            self.before = before
            self.after = after
        }
    }

    public let before: FileReport
    public let after: FileReport
    public let credentials: Credentials
    /// Whether the files are the same byte for byte.
    public let isIdentical: Bool
    /// In the order of the keys.
    public let fields: [FieldChange]
    /// What became of the pixels; nil when nobody looked.
    public var pixels: PixelComparison?

    public init(before: FileReport, after: FileReport) {
        self.before = before
        self.after = after
        isIdentical = before.sha256 != nil && before.sha256 == after.sha256
        credentials = Self.credentials(before, after)
        fields = Self.fields(before.signals, after.signals)
    }

    private static func credentials(_ before: FileReport, _ after: FileReport) -> Credentials {
        switch (before.activeManifest, after.activeManifest) {
        case (nil, nil): return before.verdict == .damaged && after.verdict == .none ? .lost : .none
        case (nil, .some): return .added
        case (.some, nil): return after.verdict == .damaged ? .broken : .lost
        case (let old?, let new?):
            guard old != new else { return after.state == .invalid && before.state != .invalid ? .broken : .kept }
            return after.manifests.contains { $0.label == old } ? .extended : .replaced
        }
    }

    /// Fields are compared by kind and key; a key that occurs more than once is taken as one list of values.
    private static func fields(_ before: [MetadataSignal], _ after: [MetadataSignal]) -> [FieldChange] {
        struct Key: Hashable {
            let kind: MetadataSignal.Kind
            let key: String
        }
        func grouped(_ signals: [MetadataSignal]) -> [Key: String] {
            Dictionary(grouping: signals) { Key(kind: $0.kind, key: $0.key) }
                .mapValues { $0.map(\.value).joined(separator: "; ") }
        }
        let old = grouped(before)
        let new = grouped(after)
        return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
            .map { FieldChange(kind: $0.kind, key: $0.key, before: old[$0], after: new[$0]) }
            .sorted { ($0.kind.rawValue, $0.key) < ($1.kind.rawValue, $1.key) }
    }

    /// 0 when the record is kept or followed on (or there was none to lose); else the code of what is wrong now.
    public var exitStatus: ExitStatus {
        switch credentials {
        case .none, .kept, .extended, .added: .success
        case .lost, .replaced: .noCredentials
        case .broken: after.verdict.exitCode
        }
    }
}
