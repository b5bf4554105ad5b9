public import Bytes
internal import FoundationEssentials
internal import Network
internal import Synchronization

/// A classifier that speaks the shape of OpenAI's `/v1/moderations`, as hosted guard models do: a text goes out, scores of 0 to
/// 1 by category come back. They are signals for rules, named `NAME.CATEGORY`, such as `guard.sexual/minors`.
///
/// Texts leave this machine: it is only asked when the user named it.
public final class ModerationService: Sendable {
    /// What its signals begin with.
    public let name: String
    private let url: String
    private let model: String?
    private let token: String?
    private let client: HTTPClient
    private let cache = Mutex<[String: [String: Double]]>([:])
    /// Since when and how often it failed in a row: a service that is down is not asked for every text.
    private let outage = Mutex<(failures: Int, until: ContinuousClock.Instant?)>((0, nil))

    private static let maximumCached = 10_000
    private static let maximumCategories = 256
    /// So many failures in a row make a pause.
    private static let patience = 3
    private static let pause = Duration.seconds(5)

    /// - Parameters:
    ///   - token: a bearer token.
    ///   - timeout: seconds for one text.
    public init(name: String, url: String, model: String? = nil, token: String? = nil, timeout: Double = 2) {
        self.name = name
        self.url = url
        self.model = model
        self.token = token
        var policy = HTTPClient.Policy.named
        policy.timeout = timeout
        client = HTTPClient(policy)
    }

    private struct Question: Encodable {
        let input: String
        let model: String?
    }

    private struct Answer: Decodable {
        struct Result: Decodable {
            let flagged: Bool?
            let scores: [String: Double?]

            enum CodingKeys: String, CodingKey {
                case flagged
                case scores = "category_scores"
            }
        }
        let results: [Result]
    }

    /// The scores of a text by name of the signal; `NAME.flagged` is the service's own judgement as 0 or 1.
    ///
    /// Throws when it does not answer in time, or not in this shape. A text is asked about once per process.
    public func scores(of text: String) throws(SignetError) -> [String: Double] {
        if let known = cache.withLock({ $0[text] }) { return known }
        if let until = outage.withLock({ $0.until }), ContinuousClock.now < until {
            throw SignetError("classifier.down", .unavailable, "the classifier \(name) did not answer a moment ago")
        }
        do throws(SignetError) {
            let scores = try ask(text)
            outage.withLock { $0 = (0, nil) }
            cache.withLock { cache in
                if cache.count >= Self.maximumCached { cache.removeAll(keepingCapacity: true) }
                cache[text] = scores
            }
            return scores
        } catch {
            outage.withLock { outage in
                outage.failures += 1
                if outage.failures >= Self.patience { outage.until = ContinuousClock.now + Self.pause }
            }
            throw SignetError(error.code, error.category, "the classifier \(name): \(error.reason)")
        }
    }

    private func ask(_ text: String) throws(SignetError) -> [String: Double] {
        guard let question = try? JSONEncoder().encode(Question(input: text, model: model)) else {
            throw SignetError("classifier.question", .unexpected, "the text cannot be written as JSON")
        }
        let response = try client.post(
            url, Array(question), contentType: "application/json", accept: "application/json", token: token)
        guard response.status == 200 else {
            throw SignetError("classifier.status", .unavailable, "it answers with status \(response.status)")
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)),
            let result = answer.results.first, answer.results.count == 1,
            result.scores.count <= Self.maximumCategories
        else {
            throw SignetError("classifier.answer", .unavailable, "it answers in another shape than /v1/moderations")
        }
        var scores: [String: Double] = [:]
        for (category, score) in result.scores {
            // Some services leave categories without a score.
            guard let score else { continue }
            guard (0...1).contains(score) else {
                throw SignetError("classifier.answer", .unavailable, "it answers with a score outside of 0 to 1")
            }
            scores["\(name).\(category)"] = score
        }
        if let flagged = result.flagged { scores["\(name).flagged"] = flagged ? 1 : 0 }
        return scores
    }
}
