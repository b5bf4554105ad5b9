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
                    "there are no trust lists in \(SafeText.escape(store.folder)); `signet trust update FILE` installs one, and "
                        + "`signet trust update --allow-network` fetches those of C2PA"
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
                list of conforming products. The whole list is checked before it replaces the old one. With --allow-network and
                without a file, the lists of signers, time-stamp authorities and conforming products are fetched from where
                C2PA publishes them: \(PublishedLists.address)
                """)

        @Argument(help: ArgumentHelp("The list, or - for standard input.", valueName: "file"))
        var path: String?

        @Flag(name: .customLong("allow-network"), help: "Fetch the lists that C2PA publishes.")
        var allowNetwork = false

        @Option(
            name: .customLong("from"),
            help: ArgumentHelp(
                "With --allow-network: a mirror of C2PA's conformance-public, instead of its own address.",
                valueName: "url"))
        var mirror: String?

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
            guard (path == nil) == allowNetwork else {
                throw ValidationError(
                    allowNetwork
                        ? "--allow-network fetches the lists itself; leave the file out."
                        : "Name a list, or have the published ones fetched with --allow-network.")
            }
            guard mirror == nil || allowNetwork else { throw ValidationError("--from needs --allow-network.") }
            guard !allowNetwork || (kind == nil && name == nil) else {
                throw ValidationError("The published lists have their own names and kinds.")
            }
        }

        func run() throws {
            try reporting(json: json, file: path) {
                let store = try TrustStore.ofUser()
                let lists =
                    if let path {
                        [try store.install(path: path, name: name, kind: kind, mayGoBack: force, now: Date())]
                    } else {
                        try PublishedLists(base: mirror ?? PublishedLists.address)
                            .install(in: store, mayGoBack: force, now: Date())
                    }
                try Console.print(
                    json ? TrustListJSON.document(for: lists) : TrustListText.text(for: lists, at: Date()))
            }
        }
    }
}
