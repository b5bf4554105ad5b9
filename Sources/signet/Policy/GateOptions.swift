internal import ArgumentParser
internal import Bytes
internal import FoundationEssentials
internal import Policy
internal import Provenance
internal import Reports
internal import Workflows

/// What is asked beyond the words of a prompt.
struct GateOptions: ParsableArguments {
    @Option(
        name: .customLong("hash-list"),
        help: ArgumentHelp(
            "A list of PDQ hashes to look the upload up on, for rules with hash_list: NAME. Repeatable.",
            discussion:
                "CSV, ThreatExchange JSON, JSON Lines or one hash a line; without a name the file's own is taken.",
            valueName: "name=file"))
    var hashLists: [String] = []

    @Option(
        name: .customLong("classifier"),
        help: ArgumentHelp(
            "Ask a classifier of the shape of /v1/moderations; its scores are signals NAME.CATEGORY. Repeatable.",
            discussion: "The prompt is sent there: needs --allow-network.", valueName: "name=url"))
    var classifiers: [String] = []

    @Option(
        name: .customLong("classifier-token"),
        help: ArgumentHelp(
            "The environment variable that holds the bearer token of the classifiers.", valueName: "variable"))
    var token: String?

    @Option(
        name: .customLong("classifier-model"),
        help: ArgumentHelp("The model the classifiers are asked for.", valueName: "name"))
    var model: String?

    @Option(
        name: .customLong("classifier-timeout"),
        help: ArgumentHelp("Seconds to wait for a classifier.", valueName: "seconds"))
    var timeout = 2.0

    @Flag(name: .customLong("allow-network"), help: "Allow what --classifier asks for.")
    var allowNetwork = false

    func validate() throws {
        guard classifiers.isEmpty || allowNetwork else {
            throw ValidationError("--classifier sends prompts away; it needs --allow-network.")
        }
        for classifier in classifiers {
            let parts = classifier.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }),
                parts[1].lowercased().hasPrefix("http")
            else {
                throw ValidationError(
                    "--classifier needs a name and an address, as in guard=https://example.com/v1/moderations.")
            }
        }
        guard timeout > 0, timeout <= 60 else { throw ValidationError("--classifier-timeout needs 0 to 60 seconds.") }
    }

    func gate(_ policy: CompiledPolicy, day: String) throws(SignetError) -> PolicyGate {
        var secret: String?
        if let token {
            guard let value = Console.environment(token), !value.isEmpty else {
                throw SignetError(
                    "classifier.token", .configuration, "the environment variable \(token) holds no token")
            }
            secret = value
        }
        var lists: [HashList] = []
        for list in hashLists {
            let parts = list.split(separator: "=", maxSplits: 1).map(String.init)
            lists.append(
                try parts.count == 2
                    ? HashList.load(path: parts[1], name: parts[0]) : HashList.load(path: list))
        }
        return PolicyGate(
            policy,
            uploads: UploadInspection(settings: ValidationSettings(trust: TrustConfiguration(), time: Date())),
            hashLists: lists,
            classifiers: classifiers.map { classifier in
                let parts = classifier.split(separator: "=", maxSplits: 1).map(String.init)
                return ModerationService(
                    name: parts[0], url: parts[1], model: model, token: secret, timeout: timeout)
            }, day: day)
    }
}
