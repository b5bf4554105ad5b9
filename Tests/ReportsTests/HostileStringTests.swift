import Findings
import Foundation
import Testing

@testable import Reports

@Suite struct HostileStringTests {
    private static let shared = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/security")
    private static let naughty = shared.appending(path: "strings-blns/blns.json")
    private static let attacks = shared.appending(path: "c2pa-attacks")
    private static let hasShared = {
        let isThere = FileManager.default.fileExists(atPath: naughty.path)
        if !isThere { print("SKIPPED: ../shared/security/strings-blns is not there") }
        return isThere
    }()

    /// Every printer over every field; returns what is wrong.
    private func faults(
        of text: String, _ verdicts: [Verdict] = Verdict.allCases, _ languages: [Language] = Language.allCases
    ) -> [String] {
        var faults: [String] = []
        for language in languages {
            let context = Sample.context(language)
            let benign = Hostile.outcomes("x", verdicts)
            for (outcome, plain) in zip(Hostile.outcomes(text, verdicts), benign) {
                let people: [(String, (FileOutcome) -> String)] = [
                    ("text", TextReport(context).text), ("line", TextReport(context).line),
                    ("tree", TreeReport(context).text), ("detailed tree", TreeReport(context, isDetailed: true).text),
                ]
                for (name, print) in people {
                    let output = print(outcome)
                    let hidden = output.unicodeScalars.filter { $0 != "\n" && SafeText.isHidden($0) }
                    if !hidden.isEmpty { faults.append("\(name): \(hidden)") }
                    // A tree of empty or equal labels has other branches; its lines are counted elsewhere.
                    guard name == "text" || name == "line" else { continue }
                    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).count
                    let expected = print(plain).split(separator: "\n", omittingEmptySubsequences: false).count
                    if lines != expected { faults.append("\(name): \(lines) lines for \(expected)") }
                }
                let programs: [(String, String)] = [
                    ("json", JSONReport(context).document(for: [outcome])),
                    ("jsonl", JSONReport(context).line(for: outcome)),
                    ("inspect", InspectJSON().document(for: outcome)),
                    ("inspect detailed", InspectJSON(isDetailed: true).line(for: outcome)),
                    ("crjson", CrJSONReport(context).line(for: outcome)),
                ]
                for (name, output) in programs {
                    if output.unicodeScalars.contains(where: { $0 != "\n" && SafeText.isHidden($0) }) {
                        faults.append("\(name): hidden characters")
                    }
                    if (try? JSONSerialization.jsonObject(with: Data(output.utf8))) == nil {
                        faults.append("\(name): not JSON")
                    }
                    if name != "json", name != "inspect", output.filter(\.isNewline).count != 1 {
                        faults.append("\(name): not one line")
                    }
                }
                let line = JSONReport(context).line(for: outcome)
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                if let file = object?["file"] as? String, file.unicodeScalars.elementsEqual(text.unicodeScalars) {
                    continue
                }
                faults.append("jsonl: the name does not come back")
            }
        }
        return faults
    }

    @Test(arguments: Hostile.strings) func noFieldReachesASinkUnescaped(text: String) {
        #expect(faults(of: text) == [])
    }

    @Test(.enabled(if: hasShared)) func noNaughtyStringReachesASinkUnescaped() throws {
        let strings = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: Self.naughty)) as? [String])
        #expect(strings.count > 400)
        for text in strings {
            #expect(faults(of: text, [.untrusted], [.english]) == [], "\(SafeText.escape(text))")
        }
    }

    @Test(.enabled(if: hasShared)) func noKnownInjectionReachesASinkUnescaped() throws {
        let files = try FileManager.default.contentsOfDirectory(at: Self.attacks, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "attack" }
        #expect(files.count >= 5)
        for file in files {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            for line in [text] + text.split(whereSeparator: \.isNewline).map(String.init) {
                #expect(faults(of: line, [.trusted], [.korean]) == [], "\(file.lastPathComponent)")
            }
        }
    }

    @Test func theCheckItselfFindsAnEscape() {
        #expect(SafeText.isHidden("\u{1B}"))
        #expect((try? JSONSerialization.jsonObject(with: Data("{\"a\":\"\u{1}\"}".utf8))) == nil)
    }
}
