internal import Findings

extension TreeReport {
    /// What one manifest says on its own, and what validation found about it.
    func facts(of manifest: ManifestRecord, _ report: FileReport, isActive: Bool) -> [TreeNode] {
        var nodes: [TreeNode] = []
        func add(_ label: Phrase, _ text: String?) {
            guard let text else { return }
            nodes.append(TreeNode(Columns.pad(strings(label), to: 11) + " " + text))
        }
        add(.treeTitle, manifest.title.map { SafeText.escape($0) })
        add(.treeFormat, manifest.format.map { SafeText.escape($0, limit: SafeText.nameLimit) })
        add(.treeGenerator, manifest.generator.map { SafeText.escape($0) })
        add(.treeInstance, isDetailed ? manifest.instanceID.map { SafeText.escape($0) } : nil)
        add(.labelIssuedBy, issuer(of: manifest, report, isActive: isActive))
        add(.treeAlgorithm, manifest.signature?.algorithm.map { SafeText.escape($0, limit: SafeText.nameLimit) })
        if let stamp = SigningTime.all(of: manifest).first(where: { $0.origin != .signerStatement }) {
            add(.labelWhen, stamp.words(strings))
        } else {
            add(.labelWhen, strings(.whenUnprovable))
        }
        for identity in limited(report.identities.filter({ $0.manifest == manifest.label }), node) {
            nodes.append(identity)
        }
        if !manifest.actions.isEmpty {
            nodes.append(TreeNode(strings(.treeActions), limited(manifest.actions, node)))
        }
        let contents = manifest.assertions + manifest.dataBoxes
        if !contents.isEmpty { nodes.append(TreeNode(strings(.treeAssertions), limited(contents, node))) }
        // The active manifest's findings are those of the whole validation.
        let results = isActive && manifest.findings.isEmpty ? report.results.activeManifest : manifest.findings
        if !results.isEmpty { nodes.append(findings(results)) }
        return nodes
    }

    /// The problems first.
    func findings(_ findings: [Finding]) -> TreeNode {
        let ordered = [Finding.Severity.failure, .informational, .success].flatMap { severity in
            findings.filter { $0.severity == severity }
        }
        return TreeNode(strings(.treeFindings), limited(ordered, node))
    }

    private func issuer(of manifest: ManifestRecord, _ report: FileReport, isActive: Bool) -> String {
        if isActive { return TextReport.issuer(report, context) }
        guard let leaf = manifest.signature?.certificates.first else { return strings(.issuerMissing) }
        let name = leaf.displayName.map { SafeText.escape($0, limit: SafeText.nameLimit) }
        // The other manifests' signers are only named; the four answers are about the active one.
        return strings(.issuerNamed, name ?? strings(.issuerUnnamed))
    }

    private func node(_ identity: IdentityRecord) -> TreeNode {
        let words =
            Columns.pad(strings(.labelNames), to: 11) + " " + IdentityWords(strings: strings).words(for: identity)
        return TreeNode(
            words,
            limited(identity.claims) { claim in
                let parts = [claim.type, claim.name, claim.userName, claim.uri, claim.provider, claim.verifiedAt]
                let shown = parts.compactMap(\.self).filter { !$0.isEmpty }
                return TreeNode(shown.map { SafeText.escape($0, limit: SafeText.nameLimit) }.joined(separator: " — "))
            })
    }

    private func node(_ action: ManifestRecord.Action) -> TreeNode {
        var parts = [strings.action(action.name)]
        for part in [action.digitalSourceType, action.softwareAgent, action.description] {
            if let part, !part.isEmpty { parts.append(SafeText.escape(part, limit: SafeText.nameLimit)) }
        }
        if let when = action.when, !when.isEmpty {
            parts.append(strings(.whenStated, SafeText.escape(when, limit: SafeText.nameLimit)))
        }
        return TreeNode(parts.joined(separator: " — "))
    }

    private func node(_ assertion: ManifestRecord.Assertion) -> TreeNode {
        let listing: String? =
            switch assertion.listing {
            case .created: strings(.listingCreated)
            case .gathered: strings(.listingGathered)
            case .undeclared: strings(.listingUndeclared)
            case .listed: nil
            }
        let label = SafeText.escape(assertion.label, limit: SafeText.nameLimit)
        let head = label + (listing.map { " (\($0))" } ?? "")
        guard isDetailed else { return TreeNode(head + "  " + summary(assertion.value)) }
        return TreeNode(head, value: assertion.value)
    }

    /// The value on one line, cut to what fits.
    private func summary(_ value: DataValue) -> String {
        var writer = JSONWriter(isPretty: false, bytesForm: .count, maximumLength: 100)
        let text = writer.text(of: value)
        return SafeText.escape(text, limit: 100)
    }

    private func node(_ finding: Finding) -> TreeNode {
        let phrase: Phrase
        let color: Style.Color
        switch finding.severity {
        case .success: (phrase, color) = (.severitySuccess, .green)
        case .informational: (phrase, color) = (.severityInformational, .blue)
        case .failure: (phrase, color) = (.severityFailure, .red)
        }
        let code = SafeText.escape(finding.code.rawValue, limit: SafeText.nameLimit)
        var text = context.style.paint(strings(phrase), color) + " " + code
        if !finding.explanation.isEmpty { text += ": " + SafeText.escape(finding.explanation) }
        return TreeNode(text)
    }
}
