internal import ContentCredentials
internal import Findings

/// Finds what the records of a file say about AI, wherever in the chain of ingredients it stands.
struct AIStatementFinder {
    let graph: IngredientGraph
    /// By manifest label.
    let judgements: [String: ManifestJudgement]
    let state: ValidationState

    /// IPTC digital source types that mean that AI made all or part of an image.
    static let sourceTypes: Set<String> = [
        "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "trainedAlgorithmicData",
    ]

    /// Generators that name themselves but give no digital source type.
    private static let generatorNames = [
        "dall·e", "dall-e", "gpt-4o", "gpt-image", "openai", "firefly", "image creator", "designer", "titan image",
        "imagen", "gemini", "google generative ai", "midjourney", "stable diffusion", "stability", "flux",
    ]

    private struct Found {
        let statement: (sourceType: String?, tool: String?)
        /// The active manifest is at depth 0, its ingredients at 1 and so on.
        let depth: Int
        let place: String
    }

    /// The statement nearest to the active manifest; nil when none of the manifests has one.
    func find(from active: String) -> AIStatement? {
        var best: Found?
        var deepest = 0
        // Breadth first, so that the nearest statement is found first; each manifest once.
        var queue: [(label: String, depth: Int, prefix: String)] = [(active, 0, "")]
        var seen: Set<String> = [active]
        var next = 0
        while next < queue.count {
            let (label, depth, prefix) = queue[next]
            next += 1
            deepest = max(deepest, depth)
            if let judgement = judgements[label], best == nil {
                best = statement(in: judgement).map {
                    Found(statement: ($0.sourceType, $0.tool), depth: depth, place: prefix + $0.action)
                }
            }
            for (index, reference) in graph.references.filter({ $0.parent == label }).enumerated() {
                guard let target = reference.target, seen.insert(target).inserted else { continue }
                queue.append((target, depth + 1, "\(prefix)ingredient[\(index)]/"))
            }
        }
        return best.map {
            AIStatement(
                standing: standing, place: $0.place, sourceType: $0.statement.sourceType, tool: $0.statement.tool,
                step: deepest - $0.depth + 1, stepCount: deepest + 1)
        }
    }

    private var standing: AIStatement.Standing {
        switch state {
        case .trusted: .verified
        case .valid: .declared
        case .invalid: .trace
        }
    }

    private func statement(in judgement: ManifestJudgement) -> (sourceType: String?, tool: String?, action: String)? {
        for assertion in judgement.actions {
            for action in assertion.actions {
                guard let type = action.digitalSourceType.flatMap(Self.sourceType) else { continue }
                return (type, action.softwareAgent, action.name ?? "action")
            }
            if let type = assertion.templateSourceTypes.lazy.compactMap(Self.sourceType).first {
                return (type, nil, "templates")
            }
        }
        for action in judgement.actions.flatMap(\.actions) where Self.namesGenerator(action) {
            return (nil, action.softwareAgent ?? action.description, action.name ?? "action")
        }
        if judgement.assertions.contains(where: { $0.label.name == "com.adobe.generative-ai" }) {
            return (nil, "Adobe Firefly", "com.adobe.generative-ai")
        }
        return nil
    }

    /// The last part of a digital source type URI, when it is one that means AI.
    private static func sourceType(_ uri: String) -> String? {
        guard let name = uri.split(separator: "/").last.map(String.init), sourceTypes.contains(name) else { return nil }
        return name
    }

    private static func namesGenerator(_ action: ActionsAssertion.Action) -> Bool {
        guard action.name == "c2pa.created" else { return false }
        let text = "\(action.softwareAgent ?? "") \(action.description ?? "")".lowercased()
        return text.contains("ai generated") || generatorNames.contains(where: text.contains)
    }
}
