internal import Policy

extension PolicyTestReport {
    /// As build servers read it: a suite for each file, a case for each test; known gaps are skipped cases.
    var junit: String {
        var files: [String] = []
        var cases: [String: [PolicyTestResults.Case]] = [:]
        for test in results.cases {
            if cases[test.fixture.place.file] == nil { files.append(test.fixture.place.file) }
            cases[test.fixture.place.file, default: []].append(test)
        }
        let below = shortfalls.count
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        xml += "<testsuites name=\"\(Markup.escape("\(results.policyID) \(results.policyVersion)"))\""
        xml += " tests=\"\(results.cases.count + below)\" failures=\"\(results.failures.count + below)\""
        xml += " errors=\"0\" skipped=\"\(results.count(.todo))\""
        xml += " time=\"\(PolicyWords.fixed(results.seconds, digits: 3))\">\n"
        for file in files { xml += suite(file, cases[file] ?? []) }
        if below > 0 {
            xml += "<testsuite name=\"bar\" tests=\"\(below)\" failures=\"\(below)\" errors=\"0\" skipped=\"0\">\n"
            for shortfall in shortfalls {
                xml += "<testcase classname=\"bar\" name=\"\(Markup.escape(shortfall.name))\">"
                xml += "<failure message=\"\(Markup.escape(sentence(shortfall)))\"/></testcase>\n"
            }
            xml += "</testsuite>\n"
        }
        return xml + "</testsuites>\n"
    }

    private func suite(_ file: String, _ cases: [PolicyTestResults.Case]) -> String {
        let name = Markup.escape(file)
        let failed = cases.count { $0.state == .failed }
        let skipped = cases.count { $0.state == .todo }
        var xml = "<testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"0\""
        xml += " skipped=\"\(skipped)\">\n"
        for test in cases {
            let subject =
                test.fixture.rule ?? test.fixture.notRule.map { "not \($0)" } ?? test.fixture.expected.rawValue
            xml +=
                "<testcase classname=\"\(name)\" name=\"\(Markup.escape("line \(test.fixture.place.line): \(subject)"))\""
            xml += " file=\"\(name)\" line=\"\(test.fixture.place.line)\""
            switch test.state {
            case .passed: xml += "/>\n"
            case .failed:
                let text = showsText ? Markup.escape(test.fixture.text, limit: 400) : ""
                xml += "><failure message=\"\(Markup.escape(test.failure ?? ""))\">\(text)</failure></testcase>\n"
            case .todo: xml += "><skipped message=\"\(Markup.escape("todo: \(test.failure ?? "")"))\"/></testcase>\n"
            case .todoPassed: xml += "><system-out>todo, passes now</system-out></testcase>\n"
            }
        }
        return xml + "</testsuite>\n"
    }
}
