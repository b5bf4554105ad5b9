internal import ArgumentParser
internal import Bytes
internal import FoundationEssentials
internal import Provenance
internal import Reports
internal import Workflows

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
        name: .customLong("ingredient"),
        help: ArgumentHelp(
            "An image that was placed in this one (componentOf); its record is carried over. Repeatable.",
            valueName: "file"))
    var components: [String] = []

    @Option(
        name: .customLong("input"),
        help: ArgumentHelp(
            "An image that was given to what made this one, such as a model (inputTo). Repeatable.", valueName: "file"))
    var sources: [String] = []

    @Flag(
        name: .customLong("update"),
        help: ArgumentHelp(
            "Add to the record and leave the image as it is: an update manifest.",
            discussion: "With --assertions, --redact, or --tsa for a record without a time-stamp."))
    var isUpdate = false

    @Flag(
        name: .customLong("compress"),
        help: ArgumentHelp(
            "Compress the new manifest (Brotli): PNG, JPEG, records beside any image, and updates.",
            discussion: "In PNG and JPEG the record is then bound box by box, as with --box-hash."))
    var compresses = false

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

    @Option(
        help: ArgumentHelp(
            "A small PNG or JPEG to show beside the record, or auto to make one.",
            discussion: "With auto also of ingredients whose records have none; where pixels can be read.",
            valueName: "file|auto"))
    var thumbnail: String?

    var makesThumbnails: Bool { thumbnail == "auto" }

    @Option(
        name: .customLong("generator"),
        help: ArgumentHelp("The program that makes the claim, if it is not signet itself.", valueName: "name@version"))
    var generator: String?

    func validate() throws {
        if let source, DigitalSourceType(source) == nil {
            throw ValidationError("--source does not know \(SafeText.escape(source)); see --help.")
        }
        let others: [(String, Bool)] = [
            ("--source", source != nil), ("--model", model != nil), ("--parent", parent != nil),
            ("--thumbnail", thumbnail != nil), ("--box-hash", hashesBoxes), ("--ingredient", !components.isEmpty),
            ("--input", !sources.isEmpty),
        ]
        if isUpdate, let other = others.first(where: \.1) {
            throw ValidationError("--update leaves the image as it is, which \(other.0) does not go with.")
        }
        for (option, value) in [("--model", model), ("--generator", generator)] {
            guard let value, SigningRequest.Software(value) == nil else { continue }
            throw ValidationError("\(option) needs NAME@VERSION, not \(SafeText.escape(value)).")
        }
    }

    /// A record that does not hold is recorded as such, and worth a warning.
    private func ingredients(_ signer: FileSigner) throws(SignetError) -> [SigningRequest.Ingredient] {
        var ingredients: [SigningRequest.Ingredient] = []
        for (paths, relationship) in [
            (sources, SigningRequest.Ingredient.Relationship.input), (components, .component),
        ] {
            for path in paths {
                var ingredient = try signer.ingredient(path: path, relationship)
                if ingredient.image.isIntact == false {
                    Console.complain(
                        "warning: \(SafeText.escape(path)): the ingredient's own record does not hold; that is recorded"
                    )
                }
                if makesThumbnails { ingredient.thumbnail = ThumbnailMaker().thumbnail(of: path) }
                ingredients.append(ingredient)
            }
        }
        return ingredients
    }

    /// `SOURCE_DATE_EPOCH` fixes the recorded time, for builds that have to be the same each time.
    func moment() throws(SignetError) -> Date? {
        guard let text = Console.environment("SOURCE_DATE_EPOCH") else { return nil }
        guard let seconds = Int32(text), seconds >= 0 else {
            throw SignetError("usage.epoch", .usage, "SOURCE_DATE_EPOCH is not a number of seconds")
        }
        return Date(timeIntervalSince1970: Double(seconds))
    }

    func request(at time: Date, _ signer: FileSigner) throws(SignetError) -> SigningRequest {
        var request = SigningRequest(
            time: time,
            generator: generator.flatMap(SigningRequest.Software.init)
                ?? SigningRequest.Software(name: "signet", version: Signet.version))
        request.sourceType = source.flatMap(DigitalSourceType.init)
        request.software = model.flatMap(SigningRequest.Software.init)
        request.title = title
        request.hashesBoxes = hashesBoxes
        request.compresses = compresses
        request.isUpdate = isUpdate
        request.redactions = redactions.map { Redaction($0, reason: redactionReason) }
        request.ingredients = try ingredients(signer)
        if let assertions { request.assertions = try CustomAssertion.read(path: assertions) }
        if let thumbnail, !makesThumbnails { request.thumbnail = try SigningRequest.Thumbnail(path: thumbnail) }
        return request
    }
}
