internal import Findings

/// Small drawings about distances and growth, as SVG.
enum IndexChart {
    /// Where a distance lies between the same image (0) and strangers (128).
    static func scale(_ distance: Int, _ words: IndexWords) -> String {
        func x(_ value: Int) -> Int { 8 + min(value, 160) * 400 / 160 }
        return """
            <svg class="scale" viewBox="0 0 420 34" role="img"><title>\(words.distanceOf(distance))</title>
            <rect x="8" y="8" width="400" height="6" rx="3" fill="var(--line)"/>
            <rect x="8" y="8" width="\(x(31) - 8)" height="6" rx="3" fill="var(--confirmed)" opacity=".55"/>
            <circle cx="\(x(distance))" cy="11" r="6" fill="var(--ink)"/>
            <text x="8" y="30" fill="var(--soft)" font-size="11">0</text>
            <text x="\(x(31))" y="30" fill="var(--soft)" font-size="11" text-anchor="middle">31</text>
            <text x="\(x(128))" y="30" fill="var(--soft)" font-size="11" text-anchor="middle">\(words.strangers)</text></svg>

            """
    }

    private static let width = 940
    private static let height = 240
    private static let margin = (left: 64, right: 12, top: 12, bottom: 34)
    private static var plotWidth: Int { width - margin.left - margin.right }
    private static var plotHeight: Int { height - margin.top - margin.bottom }

    private static func frame(_ title: String, highest: Int, _ content: String) -> String {
        let base = margin.top + plotHeight
        return """
            <svg class="chart" viewBox="0 0 \(width) \(height)" role="img"><title>\(title)</title>
            <line x1="\(margin.left)" y1="\(base)" x2="\(width - margin.right)" y2="\(base)" stroke="var(--line)"/>
            <text x="\(margin.left - 8)" y="\(margin.top + 10)" text-anchor="end">\(highest)</text>
            <text x="\(margin.left - 8)" y="\(base)" text-anchor="end">0</text>
            \(content)</svg>

            """
    }

    /// Columns for the distances 0 to 256, two in each, because hashes with as many bits set as clear are an even distance apart; the
    /// square root of the counts, so that a few are seen beside many.
    static func distances(_ single: [Int], title: String) -> String {
        let counts = stride(from: 0, to: single.count, by: 2).map {
            single[$0..<min($0 + 2, single.count)].reduce(0, +)
        }
        let highest = counts.max() ?? 0
        guard highest > 0 else { return "" }
        let step = Double(plotWidth) / 257
        let base = margin.top + plotHeight
        var content = ""
        for (pair, count) in counts.enumerated() where count > 0 {
            let distance = pair * 2
            let size = max((Double(count) / Double(highest)).squareRoot() * Double(plotHeight), 1)
            let color = distance <= 31 ? "var(--confirmed)" : distance <= 60 ? "var(--probable)" : "var(--soft)"
            content += """
                <rect x="\(tenths(Double(margin.left) + Double(distance) * step))" y="\(tenths(Double(base) - size))" \
                width="\(tenths(max(2 * step - 0.8, 0.6)))" height="\(tenths(size))" fill="\(color)"/>

                """
        }
        for mark in [0, 31, 60, 128, 192, 256] {
            let x = tenths(Double(margin.left) + (Double(mark) + 0.5) * step)
            content += "<text x=\"\(x)\" y=\"\(base + 18)\" text-anchor=\"middle\">\(mark)</text>"
        }
        return frame(title, highest: highest, content)
    }

    /// The number of images over the days.
    static func growth(_ days: [IndexStatistics.Day], title: String) -> String {
        // One day is no line.
        guard days.count > 1, let first = days.first, let last = days.last else { return "" }
        let total = days.reduce(0) { $0 + $1.count }
        let base = Double(margin.top + plotHeight)
        var sum = 0
        var points: [(x: Double, y: Double)] = [(Double(margin.left), base)]
        for (position, day) in days.enumerated() {
            sum += day.count
            let x = Double(margin.left) + Double(plotWidth) * Double(position + 1) / Double(days.count)
            points.append((x, base - Double(plotHeight) * Double(sum) / Double(max(total, 1))))
        }
        let line = points.map { "\(tenths($0.x)) \(tenths($0.y))" }.joined(separator: " L ")
        let end = width - margin.right
        let content = """
            <path d="M \(line) L \(end) \(tenths(base)) Z" fill="var(--accent)" opacity=".18"/>
            <path d="M \(line)" fill="none" stroke="var(--accent)" stroke-width="2.5"/>
            <text x="\(margin.left)" y="\(tenths(base + 18))">\(HTMLText.escape(first.day))</text>
            <text x="\(end)" y="\(tenths(base + 18))" text-anchor="end">\(HTMLText.escape(last.day))</text>
            """
        return frame(title, highest: total, content)
    }

    private static func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
