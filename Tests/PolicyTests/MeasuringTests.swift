import Policy
import Testing

@Suite struct MeasuringTests {
    @Test func `intervals are Wilson's`() {
        // Newcombe 1998, table I: 81 of 263 and 0 of 20.
        let part = Proportion(81, of: 263)
        #expect(abs(part.low - 0.2553) < 0.0001 && abs(part.high - 0.3662) < 0.0001)
        #expect(abs(Proportion(0, of: 20).high - 0.1611) < 0.0001 && Proportion(0, of: 20).low == 0)
        #expect(Proportion(0, of: 0).high == 1)
    }

    @Test func `McNemar's test is exact for few and close to it for many`() {
        #expect(McNemarTest(onlyFirst: 0, onlySecond: 0).probability == 1)
        // 2 * (1 + 10) / 1024
        #expect(abs(McNemarTest(onlyFirst: 1, onlySecond: 9).probability - 0.021484375) < 1e-9)
        let exact = McNemarTest(onlyFirst: 460, onlySecond: 540).probability
        let near = McNemarTest(onlyFirst: 461, onlySecond: 540).probability
        #expect(abs(exact - near) < 0.003)
    }

    @Test func `a corpus becomes a confusion matrix by category, language, source and tier`() throws {
        let policy = try WrittenPack.policy(["a.yaml": "rules: [{ id: a, action: block, when: [tulip] }]"])
        var evaluation = PolicyEvaluation(policy)
        for (text, label, tier) in [
            ("tulip", "unsafe", "x"), ("violet", "unsafe", "x"), ("tulip", "safe", "y"), ("rose", "safe", "y"),
            ("rose", "?", "y"),
        ] {
            var prompt = LabelledPrompt(text)
            prompt.label = label
            prompt.tier = tier
            evaluation.add(prompt, policy.decide(prompt.request))
        }
        let all = try #require(evaluation.rows.first)
        #expect(all.unsafe.flagged == Proportion(1, of: 2) && all.safe.flagged == Proportion(1, of: 2))
        #expect(all.unlabelled.allowed == 1 && all.precision == Proportion(1, of: 2))
        #expect(evaluation.rows.map(\.name) == ["all", "x", "y"])
        #expect(evaluation.rules.map(\.decisiveSafe) == [1])
    }

    @Test func `two versions differ in verdicts, rules and rightness`() throws {
        let old = try WrittenPack.policy(["a.yaml": "rules: [{ id: a, action: block, when: [tulip] }]"])
        let new = try WrittenPack.policy(["a.yaml": "rules: [{ id: b, action: review, when: [rose] }]"])
        var difference = PolicyDifference(old, new)
        for (text, label) in [("a tulip", "safe"), ("rose", "unsafe"), ("tulip rose", "unsafe"), ("oak", "safe")] {
            var prompt = LabelledPrompt(text)
            prompt.label = label
            difference.add(prompt, old.decide(prompt.request), new.decide(prompt.request))
        }
        #expect(difference.changed == 3 && difference.texts == 4)
        #expect(
            difference.counts.map { "\($0.key.name) \($0.value)" }.sorted() == [
                "allow-to-review 1", "block-to-allow 1", "block-to-review 1",
            ])
        #expect(difference.test == McNemarTest(onlyFirst: 0, onlySecond: 2))
        #expect(difference.rules.map { "\($0.id) \($0.stricter) \($0.milder)" } == ["a 0 2", "b 1 1"])
        let item = try #require(difference.items.first)
        #expect(Redaction.blank(item.prompt.text, item.spans) == "a █████")
        #expect(PolicyDifference.Change(name: "block-to-block") == nil)
        #expect(PolicyDifference.Change(name: "block-to-allow")?.isMilder == true)
    }

    @Test func `thresholds keep benign texts below the target`() throws {
        let policy = try WrittenPack.policy(["a.yaml": "rules: [{ id: a, action: block, when: [tulip] }]"])
        var calibration = PolicyCalibration(policy, target: 0.1)
        for number in 0..<20 {
            var prompt = LabelledPrompt(number == 0 ? "tulip" : "rose")
            prompt.signals = ["violence": Double(number) / 20]
            calibration.add(prompt, policy.decide(prompt.request))
        }
        var unsafe = LabelledPrompt("oak")
        unsafe.label = "unsafe"
        unsafe.signals = ["violence": 0.99]
        calibration.add(unsafe, policy.decide(unsafe.request))
        let threshold = try #require(calibration.thresholds.first)
        #expect(threshold.above == 0.85 && threshold.benign == Proportion(2, of: 20))
        #expect(threshold.unsafe == Proportion(1, of: 1))
        #expect(calibration.rate == Proportion(1, of: 20) && calibration.rates.map(\.id) == ["a"])
    }
}
