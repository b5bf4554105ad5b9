public import Findings

/// Every byte of a file, and of a record beside it, with what covers it: a map, a table and the sums.
public struct CoverageText: Sendable {
    private let context: ReportContext
    /// Whether records that their format cuts into pieces are listed piece by piece.
    private let isDetailed: Bool
    private var style: Style { context.style }
    private var words: CoverageWords { CoverageWords(language: context.language) }

    /// How many columns the map of a file has.
    private static let mapWidth = 64

    public init(_ context: ReportContext, isDetailed: Bool = false) {
        self.context = context
        self.isDetailed = isDetailed
    }

    /// Several lines, with a final line break.
    public func text(for report: FileReport) -> String {
        report.coverage.map { text(for: $0, report) }.joined(separator: "\n")
    }

    private func text(for map: CoverageMap, _ report: FileReport) -> String {
        var text = style.bold(SafeText.escape(map.file, limit: nil)) + "   \(map.byteCount) \(words.bytes)\n"
        let content = report.checks.first { $0.question == .content }
        if let binding = map.binding {
            let line = words.binding(binding, label: binding.label, cause: content?.cause)
            text += "  " + style.paint(line, binding.answer == .fail ? .red : .grey) + "\n"
        } else if map.ranges.allSatisfy({ $0.kind == .foreign }) {
            text += "  " + style.paint(words.noBinding, .grey) + "\n"
        }
        guard map.byteCount > 0 else { return text }
        text +=
            "\n  " + drawing(of: map) + "\n\n" + table(of: map, active: report.activeManifest) + "\n" + sums(of: map)
        return text
    }

    // MARK: The map

    /// One column for each part of the file; of several kinds in a column the one that matters most is drawn, so that no
    /// gap is too small to be seen.
    private func drawing(of map: CoverageMap) -> String {
        let width = min(Self.mapWidth, map.byteCount)
        var columns = [CoverageRange.Kind](repeating: .hashed, count: width)
        for range in map.ranges where !range.range.isEmpty {
            let first = column(of: range.range.lowerBound, map.byteCount, width)
            let last = column(of: range.range.upperBound - 1, map.byteCount, width)
            for column in first...max(first, last) where rank(range.kind) > rank(columns[column]) {
                columns[column] = range.kind
            }
        }
        var text = ""
        var start = 0
        while start < width {
            var end = start
            while end < width, columns[end] == columns[start] { end += 1 }
            text += style.paint(String(repeating: symbol(columns[start]), count: end - start), color(columns[start]))
            start = end
        }
        return text
    }

    /// Without overflow for any size of file.
    private func column(of offset: Int, _ size: Int, _ width: Int) -> Int {
        min(width - 1, Int(Double(offset) / Double(size) * Double(width)))
    }

    private func rank(_ kind: CoverageRange.Kind) -> Int {
        switch kind {
        case .hashed: 0
        case .structure: 1
        case .signed: 2
        case .excluded: 3
        case .foreign: 4
        }
    }

    private func symbol(_ kind: CoverageRange.Kind) -> String {
        switch kind {
        case .hashed: style.isASCII ? "#" : "█"
        case .signed: style.isASCII ? "S" : "▒"
        case .structure: style.isASCII ? "." : "░"
        case .excluded: style.isASCII ? "x" : "×"
        case .foreign: "!"
        }
    }

    private func color(_ kind: CoverageRange.Kind) -> Style.Color {
        switch kind {
        case .hashed: .green
        case .signed: .blue
        case .structure: .grey
        case .excluded: .yellow
        case .foreign: .red
        }
    }

    // MARK: The table

    private func table(of map: CoverageMap, active: String?) -> String {
        let digits = max(8, String(map.byteCount).count)
        let kinds = kindWidth
        var text =
            "  " + right(words.offset, digits) + "  " + right(words.length, digits) + "  "
            + Columns.pad(words.kind, to: kinds) + "  " + words.what + "\n"
        var manifest: String?
        for (range, folded) in rows(of: map) {
            if let label = range.manifest, label != manifest {
                let note = label == active ? " (\(words.activeManifest))" : ""
                text += "  " + String(repeating: " ", count: 2 * digits + 4)
                text += style.bold(SafeText.escape(label, limit: SafeText.nameLimit) + note) + "\n"
                manifest = label
            }
            let what = words.what(range, folded: folded)
            text += "  " + right(String(range.range.lowerBound), digits) + "  "
            text += right(String(range.range.count), digits) + "  "
            text += style.paint(Columns.pad(words.name(of: range.kind), to: kinds), color(range.kind)) + "  "
            text += (range.answer == .fail ? style.paint(what, .red) : what) + "\n"
        }
        return text
    }

    /// What belongs together is one row, though lengths or segment headers of the format lie between its pieces.
    private func rows(of map: CoverageMap) -> [(range: CoverageRange, folded: Int)] {
        var rows: [(range: CoverageRange, folded: Int)] = []
        var index = 0
        while index < map.ranges.count {
            let first = map.ranges[index]
            var end = first.range.upperBound
            var folded = 0
            if !isDetailed, first.part != .carrier {
                while index + 2 < map.ranges.count, map.ranges[index + 1].part == .carrier,
                    map.ranges[index + 2].moved(to: first.range) == first
                {
                    folded += map.ranges[index + 1].range.count
                    end = map.ranges[index + 2].range.upperBound
                    index += 2
                }
            }
            rows.append((first.moved(to: first.range.lowerBound..<end), folded))
            index += 1
        }
        return rows
    }

    private var kindWidth: Int {
        CoverageRange.Kind.allCases.map { Columns.width(of: words.name(of: $0)) }.max() ?? 0
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - Columns.width(of: text))) + text
    }

    // MARK: The sums

    private func sums(of map: CoverageMap) -> String {
        let digits = max(8, String(map.byteCount).count)
        return CoverageRange.Kind.allCases.map { kind in
            let count = map.count(kind)
            let share = Double(count) / Double(map.byteCount) * 100
            // Never rounded to nothing, and never to all.
            let percent = count == 0 ? 0 : count == map.byteCount ? 100 : min(99.99, max(0.01, share))
            let line =
                style.paint(symbol(kind) + " " + Columns.pad(words.name(of: kind), to: kindWidth), color(kind))
                + "  " + right(String(count), digits) + "  " + right(Self.decimal(percent), 6) + " %  "
            return "  " + line + words.meaning(of: kind) + "\n"
        }
        .joined()
    }

    /// With two decimals.
    private static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100)." + (rest < 10 ? "0" : "") + String(rest)
    }
}
