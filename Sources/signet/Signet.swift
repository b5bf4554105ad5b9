internal import ArgumentParser
internal import Findings

/// The command line. Each subcommand has a file of its own: arguments, one call, print, exit code.
@main
struct Signet: ParsableCommand {
    /// As SemVer 2.0 has it.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "signet",
        abstract: "Provenance for AI images: sign, verify and inspect Content Credentials (C2PA).",
        discussion: """
            Examples:
              signet verify photo.jpg --trust C2PA-TRUST-LIST.pem
              signet sign in.png -o out.png --key key.pem --cert chain.pem --model painter@1.0
              signet inspect out.png

            Exit codes:
            \(ExitStatus.allCases.map { "  \($0.rawValue < 10 ? " " : "")\($0.rawValue)  \($0.meaning)" }.joined(separator: "\n"))

            Nothing is fetched from the network. The absence of a record proves nothing.
            """,
        version: version,
        subcommands: [
            SignCommand.self, VerifyCommand.self, InspectCommand.self, CompareCommand.self, CertificateCommand.self,
            TrustCommand.self, IndexCommand.self, FingerprintCommand.self, PolicyCommand.self, PeopleCommand.self,
        ])
}
