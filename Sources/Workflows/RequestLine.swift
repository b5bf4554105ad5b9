public import Bytes
internal import FoundationEssentials

/// One request of a long-lived run: a JSON object on a line of its own (`--stdin-jsonl`).
public struct RequestLine: Sendable, Equatable {
    /// Carried over into the answer, so that callers can match them.
    public var id: String?
    /// The image to look at or to sign.
    public var file: String
    /// Where the signed image goes; only for signing.
    public var output: String?
    public var parent: String?
    public var title: String?
    /// As `--model` and `--source`.
    public var model: String?
    public var source: String?
    /// As `--label` and `--requester` of the index.
    public var labels: [String]?
    public var requester: String?
    /// When the image was made, RFC 3339; for the index.
    public var created: String?
    /// As `--ingredient` and `--input`; nil takes those of the command.
    public var ingredients: [String]?
    public var inputs: [String]?

    public init(file: String, output: String? = nil) {
        self.file = file
        self.output = output
    }

    private struct Fields: Decodable {
        var id: String?
        var file: String
        var output: String?
        var parent: String?
        var title: String?
        var model: String?
        var source: String?
        var labels: [String]?
        var requester: String?
        var created: String?
        var ingredients: [String]?
        var inputs: [String]?
    }

    /// Reads a line; empty lines are nil.
    public init?(_ line: [UInt8], number: Int) throws(SignetError) {
        guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { return nil }
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(line)) else {
            throw SignetError(
                "stdin.request", .usage,
                "line \(number) of standard input is not a JSON object with the text field \"file\"")
        }
        id = fields.id
        file = fields.file
        output = fields.output
        parent = fields.parent
        title = fields.title
        model = fields.model
        source = fields.source
        labels = fields.labels
        requester = fields.requester
        created = fields.created
        ingredients = fields.ingredients
        inputs = fields.inputs
    }
}
