internal import ArgumentParser
internal import Bytes
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import Reports

/// `signet trust`: the lists that say whose certificates count, with their names and dates.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "List, show and install trust lists.",
        discussion: """
            Lists live in $XDG_CONFIG_HOME/signet/trust, or ~/.config/signet/trust; verify, sign and inspect use them when no
            --trust names others.
            """, subcommands: [List.self, Show.self, Update.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name the installed lists, with their dates and warnings about their age.")

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            try reporting(json: json) {
                let store = try TrustStore.ofUser()
                let lists = try store.lists()
                try Console.print(
                    json ? TrustListJSON.document(for: lists) : TrustListText.text(for: lists, at: Date()))
                guard lists.isEmpty else { return }
                Console.complain(
                    "there are no trust lists in \(SafeText.escape(store.folder)); `signet trust update FILE` installs one"
                )
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the certificates of an installed list.")

        @Argument(help: "The list's name, or its file's.")
        var name: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            try reporting(json: json) {
                let store = try TrustStore.ofUser()
                let list = try store.list(named: name)
                let entries = try store.entries(of: list)
                guard !json else { return try Console.print(TrustListJSON.document(for: list, entries: entries)) }
                let now = Date()
                try Console.print(TrustListText.text(for: list, at: now))
                if !entries.isEmpty { try Console.print("\n" + TrustListText.text(for: entries, at: now)) }
            }
        }
    }

    struct Update: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Install a list, or replace the one of the same name.",
            discussion: """
                Takes PEM certificates, the trust lists that C2PA publishes (ETSI lists of trusted entities in JSON), and the
                list of conforming products. The whole list is checked before it replaces the old one.
                """)

        @Argument(help: ArgumentHelp("The list, or - for standard input.", valueName: "file"))
        var path: String

        @Option(help: ArgumentHelp("How the list is named, instead of its own name.", valueName: "name"))
        var name: String?

        @Flag(help: "It is about time-stamp authorities, whatever it looks like.")
        var tsa = false

        @Flag(help: "It is about signers, whatever it looks like.")
        var signers = false

        @Flag(help: "It is about the people and organisations that identity assertions name.")
        var cawg = false

        @Flag(help: "Install it even if it is older than the one that is there.")
        var force = false

        @Flag(help: "Print JSON.")
        var json = false

        private var kind: TrustListRecord.Kind? {
            tsa ? .timeStampAuthorities : signers ? .signers : cawg ? .identities : nil
        }

        func validate() throws {
            guard [tsa, signers, cawg].count(where: { $0 }) <= 1 else {
                throw ValidationError("--tsa, --signers and --cawg contradict each other.")
            }
        }

        func run() throws {
            try reporting(json: json, file: path) {
                let list = try TrustStore.ofUser().install(
                    path: path, name: name, kind: kind,
                    mayGoBack: force,
                    now: Date())
                try Console.print(
                    json ? TrustListJSON.document(for: [list]) : TrustListText.text(for: list, at: Date()))
            }
        }
    }
}
