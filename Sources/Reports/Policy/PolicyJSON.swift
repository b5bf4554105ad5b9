public import Findings
public import Policy

/// What `policy check --json` prints: an object on a line for each prompt.
public struct PolicyJSON: Sendable {
    private let redacts: Bool

    /// - Parameter redacts: whether the words of the prompt are left out.
    public init(redacts: Bool = false) { self.redacts = redacts }

    /// - Parameters:
    ///   - line: the line of a file the prompt stands in.
    ///   - upload: what was found in the image that came with it.
    public func line(for decision: Decision, id: String?, line: Int? = nil, upload: ImageEvidence? = nil) -> String {
        JSONWriter.text(value(decision, id: id, line: line, upload: upload), isPretty: false) + "\n"
    }

    /// The answer to a line that is no prompt.
    public func line(unreadable reason: String, line: Int) -> String {
        JSONWriter.text(
            .object([
                "line": .number(line),
                "error": .object(["code": .text("prompt.unreadable"), "message": .text(reason)]),
            ]), isPretty: false) + "\n"
    }

    func value(_ decision: Decision, id: String?, line: Int?, upload: ImageEvidence? = nil) -> DataValue {
        .object([
            "id": .text(id), "line": .number(line), "verdict": .text(decision.verdict.rawValue),
            "exit": .integer(Int64(decision.exitStatus.rawValue)), "reason": .text(decision.refusal),
            "policy": .object([
                "id": .text(decision.policyID), "version": .text(decision.policyVersion),
                "digest": .text(decision.policyDigest),
            ]),
            "would_change": decision.verdict == .allow || decision.refusal != nil
                ? nil
                : .object(["without_all_of": .texts(decision.matches.filter(\.isDecisive).map(\.rule.id))]),
            "rules": .list(
                decision.matches.map { match in
                    .object([
                        "id": .text(match.rule.id), "category": .text(match.rule.category),
                        "action": .text(match.rule.action.rawValue), "severity": .number(match.rule.severity),
                        "mode": .text(match.rule.mode.rawValue), "decisive": .bool(match.isDecisive),
                        "lifted_by": .text(match.liftedBy),
                        "unanswered": match.unanswered.isEmpty ? nil : .texts(match.unanswered),
                        "spans": .list(match.spans.map(value)),
                        "message": .text(match.rule.messages["en"]),
                    ])
                }),
            "image": upload.map { evidence in
                .object([
                    "camera_photo": .bool(evidence.facts.isCameraPhoto), "camera_signs": .texts(evidence.cameraSigns),
                    "ai_generated": .bool(evidence.facts.isAIGenerated), "ai_signs": .texts(evidence.aiSigns),
                    "hash_lists": .texts(evidence.facts.hashLists),
                ])
            },
            "people": .list(
                decision.people.map { match in
                    .object([
                        "id": .text(match.person.id), "name": .text(match.person.name),
                        "status": .text(match.person.status.rawValue), "span": value(match.span),
                        "how": .text(match.how),
                    ])
                }),
        ])
    }

    func value(_ span: Decision.Span) -> DataValue {
        func pair(_ range: Range<Int>) -> DataValue {
            .list([.integer(Int64(range.lowerBound)), .integer(Int64(range.upperBound))])
        }
        return .object([
            "field": .text(span.field.rawValue), "bytes": pair(span.bytes), "characters": pair(span.characters),
            "text": redacts ? nil : .text(span.text), "revealed_by": .texts(span.revealedBy),
        ])
    }
}

extension Decision {
    /// 0 allowed, 20 blocked, 21 needs review, 22 a restricted real person.
    public var exitStatus: ExitStatus {
        switch verdict {
        case .allow: .success
        case .block: restrictsPerson ? .restrictedPerson : .blocked
        case .review: restrictsPerson ? .restrictedPerson : .needsReview
        }
    }
}
