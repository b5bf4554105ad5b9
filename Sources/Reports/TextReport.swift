internal import Bytes
public import Findings

/// What `verify` tells a person about one file: the state in words, the answers, and what the state means.
///
/// It never judges the picture itself. All text from the file passes through ``SafeText``.
public struct TextReport: Sendable {
    private let context: ReportContext
    private let strings: Strings
    /// How many named actors are listed; `inspect` lists them all.
    private static let maximumIdentities = 4
    private var style: Style { context.style }

    public init(_ context: ReportContext) {
        self.context = context
        strings = context.strings
    }

    /// Several lines, each with a final line break.
    public func text(for outcome: FileOutcome) -> String {
        switch outcome {
        case .report(let report): text(for: report)
        case .failure(let file, let error):
            headline(file, strings(.stateError), symbol: style.isASCII ? "E" : "×", .red) + "\n"
                + lines([(.labelReason, reason(error))]) + "  " + exit(outcome.exitStatus) + "\n"
        }
    }

    /// One line per file, with a final line break: the name, the state and the exit code.
    public func line(for outcome: FileOutcome) -> String {
        let start =
            switch outcome {
            case .report(let report): headline(report.file, Situation(report))
            case .failure(let file, let error):
                headline(file, strings(.stateError), symbol: style.isASCII ? "E" : "×", .red) + ": " + reason(error)
            }
        return start + "   " + exit(outcome.exitStatus) + "\n"
    }

    private func text(for report: FileReport) -> String {
        let situation = Situation(report)
        var rows: [(Phrase, String)] = []
        if !report.manifests.isEmpty || !report.checks.isEmpty, report.verdict != .none, report.verdict != .remote {
            rows.append((.labelContent, content(report)))
            rows.append((.labelSignature, signature(report)))
            rows.append((.labelIssuedBy, TextReport.issuer(report, context)))
            if let product = report.product { rows.append((.labelProduct, words(for: product))) }
            rows.append((.labelSays, says(report)))
            rows.append((.labelWhen, when(report)))
            let identities = report.identities.filter { $0.manifest == report.activeManifest }
            for identity in identities.prefix(Self.maximumIdentities) {
                rows.append((.labelNames, IdentityWords(strings: strings).words(for: identity)))
            }
        } else if let words = unsigned(report) {
            rows.append((.labelSays, words))
        }
        if let sidecar = report.sidecar { rows.append((.labelRecordAt, SafeText.escape(sidecar, limit: nil))) }
        if let remote = report.remoteManifest { rows.append((.labelRecordAt, SafeText.escape(remote))) }
        for contradiction in report.contradictions {
            let phrase: Phrase =
                switch contradiction {
                case .capturedButMetadataSaysAI: .contradictionCaptured
                case .aiButMetadataSaysCaptured: .contradictionAI
                }
            rows.append((.labelDisagrees, strings(phrase)))
        }
        rows += indexRows(report)
        if !report.notChecked.isEmpty {
            rows.append((.labelNotChecked, report.notChecked.map(strings.unchecked).joined(separator: ", ")))
        }
        return headline(report.file, situation) + "\n" + lines(rows) + "  " + situation.sentence(report, context)
            + "     " + exit(report.verdict.exitCode) + "\n"
    }

    // MARK: The four answers

    private func content(_ report: FileReport) -> String {
        let words = answer(.content, report, pass: .contentPass, fail: .contentFail)
        let check = report.checks.first { $0.question == .content }
        if check?.answer == .fail, let cause = check?.cause {
            return words + ": " + CoverageWords(language: context.language).reason(cause)
        }
        guard check?.answer == .pass, report.unhashedByteCount > 0 else { return words }
        return words + strings(.contentGaps, String(report.unhashedByteCount))
    }

    private func signature(_ report: FileReport) -> String {
        answer(.signature, report, pass: .signaturePass, fail: .signatureFail)
    }

    private func answer(_ question: Check.Question, _ report: FileReport, pass: Phrase, fail: Phrase) -> String {
        guard let check = report.checks.first(where: { $0.question == question }) else {
            return strings(.answerNotChecked)
        }
        return switch check.answer {
        case .pass: strings(pass)
        case .fail: strings(fail)
        case .unknown: strings(.answerUnknown)
        case .notChecked: strings(.answerNotChecked)
        }
    }

    /// The issuer's name with what is known about it.
    static func issuer(_ report: FileReport, _ context: ReportContext) -> String {
        let strings = context.strings
        guard let leaf = report.active?.signature?.certificates.first else { return strings(.issuerMissing) }
        let name =
            leaf.displayName.map { SafeText.escape($0, limit: SafeText.nameLimit) } ?? strings(.issuerUnnamed)
        if report.verdict == .revoked { return strings(.issuerRevoked, name) }
        // Anyone can put anyone's certificate beside a signature that is wrong.
        if report.verdict == .damaged { return strings(.issuerUnbound, name) }
        switch report.checks.first(where: { $0.question == .issuer })?.answer {
        case .pass: return strings(.issuerListed, name, TrustWords.list(report, context))
        case .fail, .unknown: return strings(.issuerUnlisted, name, TrustWords.searched(report, context))
        case .notChecked, nil: return strings(.issuerUnchecked, name)
        }
    }

    private func words(for match: ProductMatch) -> String {
        let date = match.listDate.map { SafeText.escape($0, limit: SafeText.nameLimit) } ?? strings(.answerUnknown)
        guard let product = match.product else { return strings(.productUnlisted, date) }
        return strings(
            .productListed, SafeText.escape(product.name, limit: SafeText.nameLimit),
            SafeText.escape(product.applicant, limit: SafeText.nameLimit), date)
    }

    private func when(_ report: FileReport) -> String {
        let times = report.active.map(SigningTime.all) ?? []
        guard let first = times.first else { return strings(.whenUnprovable) }
        let words = first.words(strings)
        return first.origin == .signerStatement ? words + "; " + strings(.whenUnprovable) : words
    }

    // MARK: What the record says

    private func says(_ report: FileReport) -> String {
        guard report.ai.standing != .none else {
            if report.verdict == .damaged { return strings(.answerUnknown) }
            return strings(report.saysCamera ? .saysCamera : .saysNothing)
        }
        if report.ai.standing == .trace, report.signals.contains(where: { $0.key == report.ai.place }),
            let words = unsigned(report)
        {
            return words
        }
        var words = strings(report.ai.extent == .part ? .saysAIEdit : .saysAI)
        if let tool = report.ai.tool, !tool.isEmpty {
            words += " — " + SafeText.escape(tool, limit: SafeText.nameLimit)
        }
        if let step = report.ai.step, let count = report.ai.stepCount {
            words += then(report, after: step, of: count)
            words += strings(.saysStep, String(step), String(count))
        }
        if report.ai.standing == .trace { words += strings(.saysNotIntact) }
        return words
    }

    /// What was done after the step that AI is stated in, when the steps are all known.
    private func then(_ report: FileReport, after step: Int, of count: Int) -> String {
        let steps = report.steps
        guard steps.count == count, step >= 1, step < count else { return "" }
        var later: [String] = []
        for action in steps[step...] {
            let word = strings.action(action.name)
            if later.last != word { later.append(word) }
        }
        let shown = later.prefix(3).joined(separator: ", ")
        return strings(.saysThen, shown + (later.count > 3 ? ", …" : ""))
    }

    private func unsigned(_ report: FileReport) -> String? {
        for (meaning, phrase) in [
            (MetadataSignal.Meaning.aiDeclared, Phrase.saysUnsignedAI), (.aiTrace, .saysUnsignedTrace),
        ] {
            if let signal = report.signals.first(where: { $0.meaning == meaning }) {
                return strings(phrase, SafeText.escape(signal.key, limit: SafeText.nameLimit))
            }
        }
        return nil
    }

    // MARK: What the picture tells

    private func indexRows(_ report: FileReport) -> [(Phrase, String)] {
        var rows: [(Phrase, String)] = []
        // One of several bindings is enough for a reader: the nearest.
        if let binding = report.softBindingMatches.min(by: { $0.distance * $1.bits < $1.distance * $0.bits }) {
            rows.append(
                (
                    .labelSoftBinding,
                    strings(
                        binding.isNear ? .softBindingNear : .softBindingFar, String(binding.distance),
                        String(binding.bits))
                ))
        }
        if let problem = report.indexProblem {
            rows.append((.labelIndex, strings(.indexUnknown, SafeText.escape(problem))))
        } else if let answer = report.index {
            let words = IndexWords(language: context.language)
            var text = answer.matches.first.map(words.meaning) ?? words.none
            if report.active == nil, answer.matches.contains(where: \.record.hasManifest) {
                text += " \(words.recordKept)"
            }
            rows.append((.labelIndex, text))
        }
        return rows
    }

    // MARK: Layout

    private func headline(_ file: String, _ situation: Situation) -> String {
        headline(
            file, strings(situation.state), symbol: situation.symbol(isASCII: style.isASCII), situation.color)
    }

    private func headline(_ file: String, _ words: String, symbol: String, _ color: Style.Color) -> String {
        style.bold(SafeText.escape(file, limit: nil)) + "   " + style.paint(symbol + " " + words, color)
    }

    private func reason(_ error: SignetError) -> String {
        var words = SafeText.escape(error.reason)
        if let offset = error.offset { words = strings(.reasonAt, words, String(offset)) }
        return words + " [" + SafeText.escape(error.code.rawValue, limit: SafeText.nameLimit) + "]"
    }

    private func exit(_ status: ExitStatus) -> String { strings(.exitCode, String(status.rawValue)) }

    private func lines(_ rows: [(Phrase, String)]) -> String {
        let width = Columns.width(of: strings(.labelNotChecked))
        return rows.map { label, value in
            let name = Columns.pad(strings(label), to: max(width, 11))
            return "  " + style.paint(name, .grey) + " " + value + "\n"
        }
        .joined()
    }
}
