internal import ContentCredentials
internal import Findings

/// Finds what the records of a file say about AI, wherever in the chain of ingredients it stands.
struct AIStatementFinder {
    let graph: IngredientGraph
    /// By manifest label.
    let judgements: [String: ManifestJudgement]
    let verdict: Verdict

    /// One manifest on the way from the active one.
    private struct Step {
        let label: String
        /// The active manifest is at depth 0, its ingredients at 1 and so on.
        let depth: Int
        /// How to get there: `ingredient[0]/`.
        let prefix: String
        /// Whether it is one of several things the image was put together from.
        let isPart: Bool
    }

    private struct Statement {
        let sourceType: String?
        let tool: String?
        /// `c2pa.created`, `templates` or the label of an assertion.
        let place: String
    }

    /// The statement that says most: one about the whole image before one about a part, the nearest of those.
    ///
    /// An image that AI made and AI edited afterwards is made with AI, not merely touched by it.
    func find(from active: String) -> AIStatement? {
        let steps = steps(from: active)
        let depth = steps.map(\.depth).max() ?? 0
        var best: AIStatement?
        for step in steps {
            for statement in judgements[step.label].map(statements) ?? [] {
                let isPartial =
                    step.isPart || statement.sourceType.map(AIVocabulary.partialSourceTypes.contains) ?? false
                guard best == nil || (best?.extent == .part && !isPartial) else { continue }
                best = AIStatement(
                    standing: standing(of: step.label), extent: isPartial ? .part : .whole,
                    place: step.prefix + statement.place,
                    sourceType: statement.sourceType, tool: statement.tool, step: depth - step.depth + 1,
                    stepCount: depth + 1)
            }
        }
        return best
    }

    /// Breadth first, each manifest once. What was only shown to a generator as an input is no part of the image.
    private func steps(from active: String) -> [Step] {
        let references = Dictionary(grouping: graph.references, by: \.parent)
        var steps = [Step(label: active, depth: 0, prefix: "", isPart: false)]
        var seen: Set<String> = [active]
        var next = 0
        while next < steps.count {
            let step = steps[next]
            next += 1
            let all = references[step.label] ?? []
            let contents = all.filter { $0.ingredient.relationship != "inputTo" }.count
            for (index, reference) in all.enumerated() where reference.ingredient.relationship != "inputTo" {
                guard let target = reference.target, judgements[target] != nil, seen.insert(target).inserted else {
                    continue
                }
                // A service that wraps an image names it as its one component.
                let isPart = step.isPart || (reference.ingredient.relationship == "componentOf" && contents > 1)
                steps.append(
                    Step(
                        label: target, depth: step.depth + 1, prefix: "\(step.prefix)ingredient[\(index)]/",
                        isPart: isPart))
            }
        }
        return steps
    }

    /// No more than what the file is worth, and no more than the manifest with the statement is: whoever uses an ingredient
    /// vouches for having used it, not for what a stranger wrote into its record.
    private func standing(of label: String) -> AIStatement.Standing {
        let own = ValidationResults(activeManifest: judgements[label]?.findings ?? [])
        let failures = Set(own.activeManifest.filter { $0.severity == .failure }.map(\.code))
        guard failures.isSubset(of: Self.aboutSigner) else { return .trace }
        switch verdict {
        case .trusted: return ValidationState(own) == .trusted ? .verified : .declared
        // Out of date is still intact.
        case .untrusted, .expired: return .declared
        case .changed, .damaged, .revoked, .remote, .none: return .trace
        }
    }

    /// Failures that say nothing about whether a record was changed.
    private static let aboutSigner: Set<StatusCode> = [
        .signingCredentialUntrusted, .signingCredentialExpired, .claimSignatureOutsideValidity,
    ]

    /// Assertions that only generators make.
    private static let generatorAssertions: Set<String> = ["com.adobe.generative-ai", "c2pa.ai_generated_content"]

    private func statements(in judgement: ManifestJudgement) -> [Statement] {
        var found: [Statement] = []
        for assertion in judgement.actions {
            for action in assertion.actions {
                guard let type = action.digitalSourceType.flatMap(Self.sourceType) else { continue }
                found.append(Statement(sourceType: type, tool: action.softwareAgent, place: action.name ?? "action"))
            }
            for type in assertion.templateSourceTypes.compactMap(Self.sourceType).prefix(1) {
                found.append(Statement(sourceType: type, tool: nil, place: "templates"))
            }
        }
        guard found.isEmpty else { return found }
        // Some generators give no digital source type, but name themselves as what created the image.
        for action in judgement.actions.flatMap(\.actions) where Self.namesGenerator(action) {
            return [
                Statement(
                    sourceType: nil, tool: action.softwareAgent ?? action.description, place: action.name ?? "action")
            ]
        }
        let assertion = judgement.assertions.first { Self.generatorAssertions.contains($0.label.name) }
        return assertion.map { [Statement(sourceType: nil, tool: nil, place: $0.label.name)] } ?? []
    }

    /// The last part of a digital source type URI, when it is one that means AI.
    private static func sourceType(_ uri: String) -> String? {
        guard let name = uri.split(separator: "/").last.map(String.init), AIVocabulary.sourceTypes.contains(name) else {
            return nil
        }
        return name
    }

    /// Names that mean a generator when they stand as the software that created an image, though not elsewhere.
    private static let softwareAgents = [
        "image creator", "titan image", "firefly", "imagen", "gemini", "flux", "leonardo", "generative ai",
    ]

    private static func namesGenerator(_ action: ActionsAssertion.Action) -> Bool {
        guard action.name == "c2pa.created" else { return false }
        let text = "\(action.softwareAgent ?? "") \(action.description ?? "")".lowercased()
        return text.contains("ai generated") || AIVocabulary.namesGenerator(text)
            || softwareAgents.contains(where: text.contains)
    }
}
