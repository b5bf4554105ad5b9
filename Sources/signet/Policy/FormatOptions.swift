internal import ArgumentParser
internal import Reports

/// In which form results about a policy are printed.
struct FormatOptions: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: ArgumentHelp("text, json, junit, sarif, html, markdown or csv, as far as they fit.", valueName: "form"))
    var name = "text"

    @Flag(help: "The same as --format json.") var json = false

    /// Validated: text for what no form is known by.
    var format: PolicyFormat { json ? .json : PolicyFormat(rawValue: name) ?? .text }

    func validate() throws {
        guard PolicyFormat(rawValue: name) != nil else {
            let known = PolicyFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--format knows \(known), not \(SafeText.escape(name)).")
        }
    }
}
