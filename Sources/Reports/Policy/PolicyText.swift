public import Policy

/// What `policy check` tells a person.
public struct PolicyText: Sendable {
    private let language: Language
    private let redacts: Bool

    public init(_ context: ReportContext, redacts: Bool) {
        language = context.language
        self.redacts = redacts
    }

    private func say(_ english: String, _ korean: String) -> String { language == .korean ? korean : english }

    /// Several lines, each with a final line break.
    public func text(for decision: Decision, upload: ImageEvidence? = nil) -> String {
        var text =
            switch decision.verdict {
            case .allow: say("ALLOW", "허용")
            case .review: say("REVIEW", "검토 필요")
            case .block: say("BLOCK", "차단")
            }
        text += "   \(decision.policyID) \(decision.policyVersion) (\(decision.policyDigest.prefix(12)))\n"
        if decision.refusal == "policy.input.too_long" {
            text += "  " + say("The text is longer than the policy reads.", "텍스트가 정책이 읽는 길이를 넘습니다.") + "\n"
        } else if decision.refusal != nil {
            text += "  " + say("The text is too complex to be read.", "텍스트가 너무 복잡해서 읽을 수 없습니다.") + "\n"
        }
        for match in decision.matches {
            var notes = ["\(match.rule.action.rawValue)", match.rule.category]
            if match.rule.mode == .shadow { notes.append(say("shadow: does not count", "섀도 모드: 판정에 반영되지 않음")) }
            if !match.unanswered.isEmpty {
                let names = match.unanswered.joined(separator: ", ")
                notes.append(say("no answer from \(names)", "\(names) 응답 없음"))
            }
            if let rule = match.liftedBy { notes.append(say("lifted by \(rule)", "\(rule)에 의해 해제됨")) }
            text += "  \(match.isDecisive ? "●" : "○") \(match.rule.id)  (\(notes.joined(separator: ", ")))\n"
            let tag = language == .korean ? "ko" : "en"
            if let message = match.rule.messages[tag] ?? match.rule.messages["en"] {
                text += "      \(SafeText.escape(message, limit: 400))\n"
            }
            for span in match.spans { text += "      " + line(span) + "\n" }
        }
        if let upload { text += line(upload) }
        for match in decision.people {
            let status = match.person.status.rawValue
            text +=
                "  ☺ \(SafeText.escape(match.person.name, limit: 80)) (\(match.person.id), \(status), \(match.how)): \(line(match.span))\n"
        }
        if decision.verdict != .allow {
            let decisive = decision.matches.filter(\.isDecisive)
            if !decisive.isEmpty {
                text +=
                    "  "
                    + say(
                        "The verdict changes when none of these holds: ", "다음 규칙에 해당하지 않으면 판정이 바뀝니다: ")
                    + decisive.map(\.rule.id).joined(separator: ", ") + "\n"
            }
        }
        return text
    }

    private func line(_ upload: ImageEvidence) -> String {
        func signs(_ texts: [String]) -> String {
            texts.isEmpty
                ? say("no signs", "흔적 없음") : texts.map { SafeText.escape($0, limit: 80) }.joined(separator: ", ")
        }
        let lists = upload.facts.hashLists.map { SafeText.escape($0, limit: 80) }.joined(separator: ", ")
        return "  ▣ " + say("upload: camera: ", "업로드: 카메라: ") + signs(upload.cameraSigns) + say("; AI: ", "; AI: ")
            + signs(upload.aiSigns) + (lists.isEmpty ? "" : say("; on lists: ", "; 목록: ") + lists) + "\n"
    }

    private func line(_ span: Decision.Span) -> String {
        let words = redacts ? "[…]" : "\"\(SafeText.escape(span.text, limit: 120))\""
        let how = span.revealedBy.isEmpty ? "" : say(" after: ", " 처리 후: ") + span.revealedBy.joined(separator: ", ")
        let field = span.field == .prompt ? "" : "\(span.field.rawValue) "
        return "\(field)\(span.characters.lowerBound)–\(span.characters.upperBound) \(words)\(how)"
    }
}
