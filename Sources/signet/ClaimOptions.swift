internal import ArgumentParser
internal import Bytes
internal import FoundationEssentials
internal import Provenance
internal import Reports

/// What a new claim says.
struct ClaimOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How the image came to be: \(DigitalSourceType.names.joined(separator: ", ")), or a URI.",
            discussion: "Without it: ai for a new image, ai-edit for an edit.", valueName: "kind"))
    var source: String?

    @Option(help: ArgumentHelp("The model that made or edited the image.", valueName: "name@version"))
    var model: String?

    @Option(help: ArgumentHelp("The image this one is an edit of; its record is carried over.", valueName: "file"))
    var parent: String?

    @Option(
        name: .customLong("redact"),
        help: ArgumentHelp(
            "Remove an assertion from the parent's record that is carried on. Repeatable.",
            discussion: "Its label, as inspect shows it, or its whole URI.", valueName: "label"))
    var redactions: [String] = []

    @Option(
        name: .customLong("redact-reason"),
        help: ArgumentHelp("Why: \(Redaction.reasons.joined(separator: ", ")).", valueName: "reason"))
    var redactionReason: String = Redaction.personalInformation

    @Option(help: ArgumentHelp("A title for the image.", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("Further assertions, as JSON.", valueName: "file.json"))
    var assertions: String?

    @Flag(
        name: .customLong("box-hash"),
        help: "Bind the record to the image box by box (c2pa.hash.boxes); JPEG, PNG and WebP.")
    var hashesBoxes = false

    @Option(help: ArgumentHelp("A small PNG or JPEG to show beside the record.", valueName: "file"))
    var thumbnail: String?

    @Option(
        name: .customLong("generator"),
        help: ArgumentHelp("The program that makes the claim, if it is not signet itself.", valueName: "name@version"))
    var generator: String?

    func validate() throws {
        if let source, DigitalSourceType(source) == nil {
            throw ValidationError("--source does not know \(SafeText.escape(source)); see --help.")
        }
        for (option, value) in [("--model", model), ("--generator", generator)] {
            guard let value, SigningRequest.Software(value) == nil else { continue }
            throw ValidationError("\(option) needs NAME@VERSION, not \(SafeText.escape(value)).")
        }
    }

    /// `SOURCE_DATE_EPOCH` fixes the recorded time, for builds that have to be the same each time.
    func moment() throws(SignetError) -> Date? {
        guard let text = Console.environment("SOURCE_DATE_EPOCH") else { return nil }
        guard let seconds = Int32(text), seconds >= 0 else {
            throw SignetError("usage.epoch", .usage, "SOURCE_DATE_EPOCH is not a number of seconds")
        }
        return Date(timeIntervalSince1970: Double(seconds))
    }

    func request(at time: Date) throws(SignetError) -> SigningRequest {
        var request = SigningRequest(
            time: time,
            generator: generator.flatMap(SigningRequest.Software.init)
                ?? SigningRequest.Software(name: "signet", version: Signet.version))
        request.sourceType = source.flatMap(DigitalSourceType.init)
        request.software = model.flatMap(SigningRequest.Software.init)
        request.title = title
        request.hashesBoxes = hashesBoxes
        request.redactions = redactions.map { Redaction($0, reason: redactionReason) }
        if let assertions { request.assertions = try CustomAssertion.read(path: assertions) }
        if let thumbnail { request.thumbnail = try SigningRequest.Thumbnail(path: thumbnail) }
        return request
    }
}
