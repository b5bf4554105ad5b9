internal import Findings
public import Policy

/// Thresholds and fire rates, for people and as JSON.
public struct PolicyCalibrationReport: Sendable {
    private let calibration: PolicyCalibration
    private let context: ReportContext

    public init(_ calibration: PolicyCalibration, context: ReportContext) {
        self.calibration = calibration
        self.context = context
    }

    private var words: PolicyWords { PolicyWords(language: context.language) }

    private static func share(_ part: Proportion) -> String {
        "\(PolicyWords.fixed(part.value * 100, digits: 2)) % [\(PolicyWords.fixed(part.low * 100, digits: 2)), \(PolicyWords.fixed(part.high * 100, digits: 2))]"
    }

    public var text: String {
        let target = PolicyWords.fixed(calibration.target * 100, digits: 2)
        var text =
            words(
                "\(calibration.benign) benign texts, \(Self.share(calibration.rate)) flagged; wanted: at most \(target) %",
                "무해한 텍스트 \(calibration.benign)개 중 \(Self.share(calibration.rate)) 검출, 목표: \(target) % 이하") + "\n"
        for threshold in calibration.thresholds {
            let caught = threshold.unsafe.total == 0 ? "" : words(", catches ", ", 검출 ") + Self.share(threshold.unsafe)
            text += "signal \(SafeText.escape(threshold.signal)): above \(threshold.above)"
            text += words("  flags ", "  오탐 ") + Self.share(threshold.benign) + caught + "\n"
        }
        for rate in calibration.rates {
            let mark = rate.mode == .enforce && rate.decisive.value > calibration.target ? "!" : " "
            let shadow = rate.mode == .shadow ? " (shadow)" : ""
            text += "\(mark) \(Self.share(rate.held))  \(rate.held.count)  \(rate.id)\(shadow)\n"
        }
        return text
    }

    public var json: String {
        func share(_ part: Proportion) -> DataValue {
            .object([
                "count": .number(part.count), "of": .number(part.total), "value": .double(part.value),
                "low": .double(part.low), "high": .double(part.high),
            ])
        }
        return JSONWriter.text(
            .object([
                "schema": .text("urn:signet:schema:policy-calibration:1"), "target": .double(calibration.target),
                "benign": .number(calibration.benign), "flagged": share(calibration.rate),
                "thresholds": .list(
                    calibration.thresholds.map {
                        .object([
                            "signal": .text($0.signal), "above": .double($0.above), "benign": share($0.benign),
                            "unsafe": $0.unsafe.total == 0 ? nil : share($0.unsafe),
                        ])
                    }),
                "rules": .list(
                    calibration.rates.map {
                        .object([
                            "id": .text($0.id), "action": .text($0.action.rawValue), "mode": .text($0.mode.rawValue),
                            "held": share($0.held), "decisive": share($0.decisive),
                        ])
                    }),
            ])) + "\n"
    }
}
