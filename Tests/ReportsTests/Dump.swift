import Findings
import Foundation
import Reports
import Testing

@Test func dump() throws {
    for language in Language.allCases {
        for (name, report) in Sample.all {
            print("@@ \(name) \(language.rawValue)")
            print(TextReport(Sample.context(language)).text(for: .report(report)), terminator: "")
        }
        print("@@ failure \(language.rawValue)")
        print(TextReport(Sample.context(language)).text(for: Sample.failure), terminator: "")
    }
    print("@@ end")
    let all = Sample.all.map { FileOutcome.report($0.report) } + [Sample.failure]
    try JSONReport(Sample.context()).document(for: all).write(toFile: "/tmp/r_doc.json", atomically: true, encoding: .utf8)
    try all.map { JSONReport(Sample.context()).line(for: $0) }.joined().write(toFile: "/tmp/r_lines.jsonl", atomically: true, encoding: .utf8)
    print(TreeReport(Sample.context()).text(for: all[0]))
    print(TreeReport(Sample.context(.korean), isDetailed: true).text(for: all[11]))
    print(InspectJSON().document(for: all[0]))
    try CrJSONReport(Sample.context()).document(for: all[0]).write(toFile: "/tmp/r_cr.json", atomically: true, encoding: .utf8)
}
