public import Bytes
public import Policy

/// The gate before a generator: a prompt, perhaps with an upload, becomes a decision. What the rules ask for beyond the words
/// is gathered first: facts about the image, scores of classifiers.
public struct PolicyGate: Sendable {
    /// What was decided, and on which facts beyond the words.
    public struct Answer: Sendable {
        public let decision: Decision
        /// Nil without an upload.
        public let upload: ImageEvidence?
        /// Why classifiers did not answer; rules that ask for them held.
        public let outages: [SignetError]
    }

    private let policy: CompiledPolicy
    private let uploads: UploadInspection
    private let hashLists: HashListCheck?
    private let classifiers: [ModerationService]
    /// Today, as `2026-11-24`.
    private let day: String?

    /// - Parameter hashLists: lists that uploads are looked up on, by the names that rules use.
    public init(
        _ policy: CompiledPolicy, uploads: UploadInspection, hashLists: [HashList] = [],
        classifiers: [ModerationService], day: String?
    ) {
        self.policy = policy
        self.uploads = uploads
        self.hashLists = hashLists.isEmpty ? nil : HashListCheck(hashLists)
        self.classifiers = classifiers
        self.day = day
    }

    /// Throws when the upload cannot be read: then nothing is decided, and nothing may be generated.
    public func decide(_ request: PolicyRequest, upload path: String? = nil) throws(SignetError) -> Answer {
        var request = request
        var upload: ImageEvidence?
        if let path {
            var found = try uploads.inspect(path)
            if let hashLists { found.facts.hashLists = try hashLists.hits(path).map(\.list) }
            request.image = found.facts
            upload = found
        }
        var outages: [SignetError] = []
        for classifier in classifiers {
            do throws(SignetError) {
                request.signals.merge(try classifier.scores(of: request.prompt)) { _, new in new }
            } catch {
                request.unanswered.insert(classifier.name)
                outages.append(error)
            }
        }
        return Answer(decision: policy.decide(request, date: day), upload: upload, outages: outages)
    }
}
