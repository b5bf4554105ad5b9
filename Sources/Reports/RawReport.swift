public import Findings

/// The boxes of a manifest store with their byte offsets, one line each.
public struct RawReport: Sendable {
    private let context: ReportContext

    public init(_ context: ReportContext) { self.context = context }

    /// `file offset  store offset  size  type  label`, indented by depth; the last line ends with a line break.
    public func text(for report: FileReport) -> String {
        var text = "\(SafeText.escape(report.file))\n"
        if report.boxes.isEmpty {
            let reason = report.results.activeManifest.first?.explanation
            return text + "  " + (reason.map { SafeText.escape($0, limit: SafeText.nameLimit) } ?? "no boxes") + "\n"
        }
        text += "    offset     store      size  box\n"
        for box in report.boxes {
            let indent = String(repeating: "  ", count: box.depth)
            let label = box.label.map { " " + SafeText.escape($0, limit: SafeText.nameLimit) } ?? ""
            text += [box.offset.map(String.init) ?? "-", String(box.storeOffset), String(box.size)]
                .map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }.joined()
            text += "  \(indent)\(SafeText.escape(box.type))\(label)\n"
        }
        return text
    }
}
