internal import ArgumentParser
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import Reports

/// `signet cert`: throw-away certificates, and the rules a real one has to keep.
struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cert", abstract: "Make test certificates, or check a certificate against the C2PA profile.",
        subcommands: [New.self, Check.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a throw-away test authority and signing certificates. Not for production.")

        @Argument(help: ArgumentHelp("The folder to write to; nothing in it is overwritten.", valueName: "dir"))
        var folder: String

        @Option(help: "es256, es384, es512, ps256, ps384, ps512, ed25519 or all.")
        var kind = "es256"

        private var kinds: [SignatureAlgorithm]? {
            kind == "all" ? TestCertificateMaker.kinds : SignatureAlgorithm(rawValue: kind).map { [$0] }
        }

        func validate() throws {
            guard kinds == nil else { return }
            throw ValidationError("--kind does not know \(SafeText.escape(kind)); see --help.")
        }

        func run() throws {
            try reporting(json: false, file: folder) {
                let paths = try TestCertificateMaker.make(in: folder, kinds: kinds ?? [], now: Date())
                for path in paths { try Console.print(SafeText.escape(path) + "\n") }
                Console.complain(
                    "test certificates, not for production; trust them with --trust \(SafeText.escape(folder))/root.pem"
                )
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which rules of the C2PA certificate profile a certificate breaks.",
            discussion: "Exits with 0 when it breaks none and is in date, else with 78.")

        @Argument(help: ArgumentHelp("A PEM file; its first certificate is checked.", valueName: "cert.pem"))
        var path: String

        @OptionGroup(title: "Trust") var trust: TrustOptions

        func run() throws {
            try reporting(json: false, file: path) {
                let check = try CertificateCheck(
                    path: path, at: try trust.moment(), purposes: try trust.load().purposes)
                let findings = check.violations.map {
                    CertificateText.Finding(rule: $0.rule.rawValue, $0.explanation, $0.section)
                }
                try Console.print(
                    CertificateText.text(check.record, key: check.key, findings: findings, isInDate: check.isInDate))
                try finish(with: findings.isEmpty && check.isInDate ? .success : .configuration)
            }
        }
    }
}
