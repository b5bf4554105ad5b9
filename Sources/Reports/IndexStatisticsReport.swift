public import Findings

/// What `index stats` says: as text, as JSON, and as a page with drawings.
public struct IndexStatisticsReport: Sendable {
    private let context: ReportContext
    private let words: IndexWords

    public init(_ context: ReportContext) {
        self.context = context
        words = IndexWords(language: context.language)
    }

    public func text(for statistics: IndexStatistics) -> String {
        let rows = numbers(statistics)
        let width = rows.map { Columns.width(of: $0.0) }.max() ?? 0
        return rows.map { "\(Columns.pad($0.0, to: width))  \($0.1)\n" }.joined()
    }

    public func line(for statistics: IndexStatistics) -> String {
        let value = DataValue.object([
            "images": .number(statistics.images), "low_quality": .number(statistics.lowQuality),
            "removed": .number(statistics.removed), "lookups": .number(statistics.lookups),
            "grades": .map(
                statistics.grades.sorted { $0.key < $1.key }.map { DataValue.Field($0.key, .number($0.value) ?? .null) }
            ),
            "audit_entries": .number(statistics.auditEntries),
            "growth": .list(
                statistics.growth.map { .object(["day": .text($0.day), "images": .number($0.count)]) }),
            "match_distances": histogram(statistics.matchDistances),
            "pair_distances": histogram(statistics.pairDistances), "sample": .number(statistics.sampleSize),
        ])
        return JSONWriter.text(value, isPretty: false) + "\n"
    }

    /// Only the distances that occur.
    private func histogram(_ counts: [Int]) -> DataValue {
        .map(
            counts.enumerated().filter { $0.element > 0 }.map {
                DataValue.Field("\($0.offset)", .integer(Int64($0.element)))
            })
    }

    private func numbers(_ statistics: IndexStatistics) -> [(String, String)] {
        let found = statistics.lookups - (statistics.grades["none"] ?? 0)
        return [
            (words.statImages, "\(statistics.images)"), (words.statLowQuality, "\(statistics.lowQuality)"),
            (words.statRemoved, "\(statistics.removed)"), (words.statLookups, "\(statistics.lookups)"),
            (words.statFound, "\(found)"), (words.statAudit, "\(statistics.auditEntries)"),
        ]
    }

    public func page(for statistics: IndexStatistics, index: String, time: String) -> String {
        let cells = numbers(statistics).map { "<div><b>\($0.1)</b>\($0.0)</div>" }.joined()
        func part(_ title: String, _ note: String, _ chart: String) -> String {
            guard !chart.isEmpty else { return "" }
            return "<section class=\"query\"><h2>\(title)</h2>\n<p class=\"soft\">\(note)</p>\n\(chart)</section>\n"
        }
        let body = """
            <h1>\(words.statTitle)</h1>
            <p class="soft">\(HTMLText.escape(index)) · \(HTMLText.escape(time)) · \(context.tool.name) \(context.tool.version)</p>
            <div class="numbers">\(cells)</div>
            \(part(words.growthTitle, words.growthNote, IndexChart.growth(statistics.growth, title: words.growthTitle)))
            \(part(
                words.matchTitle, words.matchNote,
                IndexChart.distances(statistics.matchDistances, title: words.matchTitle)))
            \(part(
                words.pairTitle, words.pairNote(statistics.sampleSize),
                IndexChart.distances(statistics.pairDistances, title: words.pairTitle)))
            """
        return HTMLText.page(title: words.statTitle, language: context.language, style: IndexStyle.sheet, body: body)
    }
}
