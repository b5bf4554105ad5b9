/// A page of HTML that needs nothing from elsewhere: no scripts, no fonts, no pictures, and a policy that forbids them.
struct HTMLPage {
    let title: String
    let language: Language
    private var body = ""

    init(_ title: String, _ language: Language) {
        self.title = title
        self.language = language
    }

    /// The whole page.
    var text: String {
        """
        <!doctype html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="generator" content="signet">
        <title>\(Markup.escape(title))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <main>
        <h1>\(Markup.escape(title))</h1>
        \(body)</main>
        </body>
        </html>

        """
    }

    mutating func heading(_ text: String) { body += "<h2>\(Markup.escape(text))</h2>\n" }

    mutating func paragraph(_ text: String, class name: String = "") {
        body += "<p\(name.isEmpty ? "" : " class=\"\(name)\"")>\(Markup.escape(text))</p>\n"
    }

    /// Large figures side by side, each with what it counts.
    mutating func figures(_ figures: [(value: String, label: String, tone: Tone)]) {
        body += "<ul class=\"figures\">\n"
        for figure in figures {
            body +=
                "<li class=\"\(figure.tone.rawValue)\"><b>\(Markup.escape(figure.value))</b> \(Markup.escape(figure.label))</li>\n"
        }
        body += "</ul>\n"
    }

    /// A table; the columns of `numbers` are set to the right.
    mutating func table(_ header: [String], _ rows: [[Cell]], numbers: Set<Int> = []) {
        guard !rows.isEmpty else { return }
        body += "<div class=\"wide\"><table>\n<thead><tr>"
        for (index, name) in header.enumerated() {
            body += "<th scope=\"col\"\(numbers.contains(index) ? " class=\"n\"" : "")>\(Markup.escape(name))</th>"
        }
        body += "</tr></thead>\n<tbody>\n"
        for row in rows {
            body += "<tr>"
            for (index, cell) in row.enumerated() {
                let names = [numbers.contains(index) ? "n" : "", cell.tone.rawValue].filter { !$0.isEmpty }
                let name = names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
                let text = Markup.escape(cell.text)
                body += "<td\(name)>\(cell.isCode ? "<code>\(text)</code>" : text)</td>"
            }
            body += "</tr>\n"
        }
        body += "</tbody></table></div>\n"
    }

    /// What an answer means is in its words; the tone only repeats it.
    enum Tone: String { case plain = "", good, warn, bad, quiet }

    struct Cell: ExpressibleByStringLiteral {
        var text: String
        var tone = Tone.plain
        var isCode = false

        init(_ text: String, _ tone: Tone = .plain, code: Bool = false) {
            self.text = text
            self.tone = tone
            isCode = code
        }

        init(stringLiteral value: String) { self.init(value) }
    }

    private static let style = """
        :root { color-scheme: light dark; --line: #d5d9e0; --soft: #f4f6f9; --text: #1b1f27; --quiet: #626b7a;
          --good: #14683a; --warn: #8a5200; --bad: #a5162a; --back: #fff; }
        @media (prefers-color-scheme: dark) { :root { --line: #394150; --soft: #20252e; --text: #e7eaf0; --quiet: #9aa4b5;
          --good: #6ed49b; --warn: #f0b45b; --bad: #ff8c98; --back: #161a20; } }
        body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
        h1 { font-size: 1.7rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
        p { margin: .3rem 0; } .quiet { color: var(--quiet); } code { font: .9em ui-monospace, monospace; }
        .good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
        .figures { display: flex; flex-wrap: wrap; gap: .8rem; list-style: none; padding: 0; margin: 1.2rem 0; }
        .figures li { background: var(--soft); border: 1px solid var(--line); border-radius: .6rem; padding: .6rem 1rem;
          min-width: 7.5rem; } .figures b { display: block; font-size: 1.6rem; line-height: 1.2; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
        th { color: var(--quiet); font-weight: 600; } .n { text-align: right; font-variant-numeric: tabular-nums; }
        @media print { main { max-width: none; padding: 0; } }
        """
}
