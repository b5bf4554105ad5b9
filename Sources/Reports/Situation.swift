internal import Findings

/// Which of the cases of the wording table a file is: finer than the verdict, because words need more than a code.
enum Situation: Equatable {
    case trustedAI
    /// Part of it was made or changed with AI.
    case trustedAIEdit
    case trustedCamera
    case trustedOther
    case untrusted
    case expired
    /// The certificate is in date now, but nothing proves that it was when the file was signed.
    case unproven
    case changed
    case damaged
    case revoked
    case remote
    case none
    /// No credentials, and an unsigned field that says AI.
    case metadataOnly
    /// No credentials, and an unsigned field that is typical of a generator.
    case metadataTrace

    init(_ report: FileReport) {
        self =
            switch report.verdict {
            case .trusted: Self.trusted(report)
            case .untrusted: .untrusted
            case .expired: Self.isOutOfDate(report) ? .expired : .unproven
            case .changed: .changed
            case .damaged: .damaged
            case .revoked: .revoked
            case .remote: .remote
            case .none: Self.unsigned(report)
            }
    }

    private static func trusted(_ report: FileReport) -> Situation {
        if report.ai.standing == .verified {
            return report.ai.extent == .part ? .trustedAIEdit : .trustedAI
        }
        // AI that is stated with less support than the record itself still rules the camera sentence out.
        return report.saysCamera && report.ai.standing == .none ? .trustedCamera : .trustedOther
    }

    private static func unsigned(_ report: FileReport) -> Situation {
        if report.signals.contains(where: { $0.meaning == .aiDeclared }) { return .metadataOnly }
        if report.signals.contains(where: { $0.meaning == .aiTrace }) { return .metadataTrace }
        return .none
    }

    private static func isOutOfDate(_ report: FileReport) -> Bool {
        let expired = StatusCode("signingCredential.expired")
        if report.results.all.contains(where: { $0.code == expired }) { return true }
        if report.checks.contains(where: { $0.codes.contains(expired) }) { return true }
        guard let leaf = report.active?.signature?.certificates.first else { return true }
        return leaf.notAfter < report.validationTime
    }
}

extension Situation {
    var state: Phrase {
        switch self {
        case .trustedAI, .trustedAIEdit, .trustedCamera, .trustedOther: .stateTrusted
        case .untrusted: .stateUntrusted
        case .expired: .stateExpired
        case .unproven: .stateUnproven
        case .changed: .stateChanged
        case .damaged: .stateDamaged
        case .revoked: .stateRevoked
        case .remote: .stateRemote
        case .none: .stateNone
        case .metadataOnly, .metadataTrace: .stateMetadataOnly
        }
    }

    /// The sentence of the wording table.
    func sentence(_ report: FileReport, _ context: ReportContext) -> String {
        let strings = context.strings
        switch self {
        case .trustedAI:
            return strings(.sentenceTrustedAI, ai(report, strings), TrustWords.list(report, context))
        case .trustedAIEdit:
            return strings(.sentenceTrustedAIEdit, ai(report, strings), TrustWords.list(report, context))
        case .trustedCamera: return strings(.sentenceTrustedCamera)
        case .trustedOther: return strings(.sentenceTrustedOther, TrustWords.list(report, context))
        case .untrusted: return strings(.sentenceUntrusted)
        case .expired: return strings(.sentenceExpired)
        case .unproven: return strings(.sentenceUnproven)
        case .changed: return strings(.sentenceChanged)
        case .damaged: return strings(.sentenceDamaged)
        case .revoked: return strings(.sentenceRevoked)
        case .remote: return strings(.sentenceRemote)
        case .none: return strings(.sentenceNone)
        case .metadataOnly: return strings(.sentenceMetadataOnly)
        case .metadataTrace: return strings(.sentenceMetadataTrace)
        }
    }

    private func ai(_ report: FileReport, _ strings: Strings) -> String {
        guard let tool = report.ai.tool, !tool.isEmpty else { return strings(.aiUnnamed) }
        return strings(.aiNamed, SafeText.escape(tool, limit: SafeText.nameLimit))
    }

    /// A shape per state, so that neither colour nor language is needed to tell them apart. None of them is a tick:
    /// a tick would read as a verdict on the picture.
    func symbol(isASCII: Bool) -> String {
        switch self {
        case .trustedAI, .trustedAIEdit, .trustedCamera, .trustedOther: isASCII ? "+" : "●"
        case .untrusted: isASCII ? "?" : "○"
        case .expired, .unproven: isASCII ? "~" : "◔"
        case .changed: isASCII ? "!" : "▲"
        case .damaged: isASCII ? "#" : "■"
        case .revoked: isASCII ? "x" : "✕"
        case .remote: isASCII ? ">" : "→"
        case .none, .metadataOnly, .metadataTrace: isASCII ? "-" : "–"
        }
    }

    var color: Style.Color {
        switch self {
        case .trustedAI, .trustedAIEdit, .trustedCamera, .trustedOther: .green
        case .untrusted, .expired, .unproven: .yellow
        case .changed, .damaged, .revoked: .red
        case .remote: .blue
        case .none, .metadataOnly, .metadataTrace: .grey
        }
    }
}
