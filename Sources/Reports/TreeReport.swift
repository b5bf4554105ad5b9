internal import Bytes
public import Findings

/// What `inspect` shows a person about one file: the tree of its manifests, and the unsigned fields beside them.
///
/// Every manifest is drawn once, however the ingredients point at each other; later mentions refer to it.
public struct TreeReport: Sendable {
    /// How many manifests deep a tree is drawn; deeper ones get a tree of their own below it.
    static let maximumDepth = 12
    /// How many entries of one kind are listed when not all is asked for.
    static let maximumEntries = 64

    let context: ReportContext
    let strings: Strings
    /// Whether every assertion's full value is printed.
    let isDetailed: Bool

    public init(_ context: ReportContext, isDetailed: Bool = false) {
        self.context = context
        strings = context.strings
        self.isDetailed = isDetailed
    }

    /// Several lines, each with a final line break.
    public func text(for outcome: FileOutcome) -> String {
        TextPieces.joined { write(outcome, to: $0) }
    }

    /// The same, in pieces.
    public func write(_ outcome: FileOutcome, to put: @escaping (String) -> Void) {
        guard case .report(let report) = outcome else { return put(TextReport(context).text(for: outcome)) }
        put(context.style.bold(SafeText.escape(report.file, limit: nil)) + "\n")
        TreeDrawing.draw(trees(of: report), context.style, to: put)
        put("\n" + strings(.treeBeside) + "\n")
        TreeDrawing.draw(signals(of: report), context.style, to: put)
    }

    private func signals(of report: FileReport) -> [TreeNode] {
        guard !report.signals.isEmpty else { return [TreeNode(strings(.treeNothing))] }
        return limited(report.signals) { signal in
            let value = SafeText.escape(signal.value, limit: isDetailed ? nil : SafeText.valueLimit)
            let key = SafeText.escape(signal.key, limit: SafeText.nameLimit)
            let meaning: String? =
                switch signal.meaning {
                case .aiDeclared: strings(.signalDeclared)
                case .aiTrace: strings(.signalTrace)
                case .other: nil
                }
            return TreeNode("\(signal.kind.rawValue) \(key): \(value)" + (meaning.map { " [\($0)]" } ?? ""))
        }
    }

    // MARK: Manifests

    /// The active manifest's tree, then one for every manifest that it does not lead to.
    private func trees(of report: FileReport) -> [TreeNode] {
        var drawing = ManifestDrawing(report)
        var trees: [TreeNode] = []
        if let remote = report.remoteManifest {
            trees.append(TreeNode(strings(.labelRecordAt) + " " + SafeText.escape(remote)))
        }
        if report.manifests.isEmpty { trees.insert(TreeNode(strings(.treeNone)), at: 0) }
        if let active = report.activeManifest.flatMap({ drawing.index[$0] }) {
            trees.append(node(active, note: strings(.treeActive), depth: 0, &drawing))
        }
        for index in report.manifests.indices where !drawing.drawn.contains(index) {
            let wasReferred = drawing.referred.contains(index)
            trees.append(node(index, note: wasReferred ? nil : strings(.treeOther), depth: 0, &drawing))
        }
        return trees
    }

    /// Which manifests there are, and which have been drawn so far.
    private struct ManifestDrawing {
        let report: FileReport
        let deltas: DeltaIndex
        var index: [String: Int] = [:]
        var drawn: Set<Int> = []
        var referred: Set<Int> = []

        init(_ report: FileReport) {
            self.report = report
            deltas = DeltaIndex(report)
            for (position, manifest) in report.manifests.enumerated() where index[manifest.label] == nil {
                index[manifest.label] = position
            }
        }
    }

    private func node(_ position: Int, note: String?, depth: Int, _ drawing: inout ManifestDrawing) -> TreeNode {
        drawing.drawn.insert(position)
        let manifest = drawing.report.manifests[position]
        var notes = note.map { [$0] } ?? []
        if manifest.isUpdateManifest { notes.append(strings(.treeUpdate)) }
        if manifest.isCompressedManifest { notes.append(strings(.treeCompressed)) }
        let label = SafeText.escape(manifest.label, limit: SafeText.nameLimit)
        var node = TreeNode(label + (notes.isEmpty ? "" : " (" + notes.joined(separator: ", ") + ")"))
        let isActive = manifest.label == drawing.report.activeManifest
        node.children = facts(of: manifest, drawing.report, isActive: isActive)
        var ingredients: [TreeNode] = []
        for ingredient in manifest.ingredients {
            var child = self.node(ingredient, depth: depth, &drawing)
            let news = drawing.deltas.findings(of: manifest.label, ingredient: ingredient.label)
            if !news.isEmpty { child.children.insert(findings(news), at: 0) }
            ingredients.append(child)
        }
        if !ingredients.isEmpty { node.children.append(TreeNode(strings(.treeIngredients), ingredients)) }
        return node
    }

    private func node(
        _ ingredient: ManifestRecord.Ingredient, depth: Int, _ drawing: inout ManifestDrawing
    ) -> TreeNode {
        let title = ingredient.title.map { SafeText.escape($0, limit: SafeText.nameLimit) }
        var text = relation(ingredient.relationship) + ": " + (title ?? strings(.treeUntitled))
        if let format = ingredient.format { text += " (\(SafeText.escape(format, limit: SafeText.nameLimit)))" }
        guard let label = ingredient.manifest else {
            return TreeNode(text, [TreeNode(strings(.treeNoManifest))])
        }
        let name = SafeText.escape(label, limit: SafeText.nameLimit)
        guard let position = drawing.index[label] else {
            return TreeNode(text, [TreeNode(strings(.treeAbsent, name))])
        }
        if drawing.drawn.contains(position) { return TreeNode(text, [TreeNode(strings(.treeDrawn, name))]) }
        guard depth + 1 < Self.maximumDepth else {
            drawing.referred.insert(position)
            return TreeNode(text, [TreeNode(strings(.treeBelow, name))])
        }
        return TreeNode(text, [node(position, note: nil, depth: depth + 1, &drawing)])
    }

    private func relation(_ relationship: String) -> String {
        switch relationship {
        case "parentOf": strings(.relationParent)
        case "componentOf": strings(.relationComponent)
        case "inputTo": strings(.relationInput)
        default: SafeText.escape(relationship, limit: SafeText.nameLimit)
        }
    }

    /// At most ``maximumEntries``, and how many more there are.
    func limited<Entry>(_ entries: [Entry], _ node: (Entry) -> TreeNode) -> [TreeNode] {
        let limit = isDetailed ? Int.max : Self.maximumEntries
        var nodes = entries.prefix(limit).map(node)
        if entries.count > limit { nodes.append(TreeNode(strings(.treeMore, String(entries.count - limit)))) }
        return nodes
    }
}
