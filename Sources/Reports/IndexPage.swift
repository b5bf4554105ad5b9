public import Findings

/// The answer of `index search` as a page: query and matches side by side, with what was found drawn into them. One file that
/// loads nothing and runs nothing.
public struct IndexPage: Sendable {
    /// A picture to show: a small JPEG, and the size of what it stands for.
    public struct Picture: Sendable {
        public let jpeg: [UInt8]
        /// Of the whole image, in pixels.
        public let width: Int
        public let height: Int

        public init(jpeg: [UInt8], width: Int, height: Int) {
            self.jpeg = jpeg
            self.width = width
            self.height = height
        }
    }

    /// One lookup.
    public struct Entry: Sendable {
        public let file: String
        public let picture: Picture?
        /// Nil when it could not be looked up; then ``problem`` says why.
        public let answer: IndexAnswer?
        public let problem: String?
        /// Small JPEGs of matched images, by the identifiers of their records.
        public let thumbnails: [String: [UInt8]]

        public init(
            file: String, picture: Picture?, answer: IndexAnswer?, problem: String? = nil,
            thumbnails: [String: [UInt8]] = [:]
        ) {
            self.file = file
            self.picture = picture
            self.answer = answer
            self.problem = problem
            self.thumbnails = thumbnails
        }
    }

    /// How many bytes of pictures one page holds; those after it are left out, and the page says so.
    private static let maximumPictures = 24 << 20

    private let context: ReportContext
    private let words: IndexWords

    public init(_ context: ReportContext) {
        self.context = context
        words = IndexWords(language: context.language)
    }

    /// - Parameter time: of the lookups, RFC 3339.
    public func page(_ entries: [Entry], index: String, time: String) -> String {
        var room = Self.maximumPictures
        let sections = entries.map { section($0, &room) }.joined(separator: "\n")
        let images = entries.lazy.compactMap(\.answer?.imageCount).first
        let facts = [
            HTMLText.escape(index), images.map { words.images($0) } ?? "", HTMLText.escape(time),
            "\(context.tool.name) \(context.tool.version)",
        ].filter { !$0.isEmpty }
        var body = "<h1>\(words.pageTitle)</h1>\n<p class=\"soft\">\(facts.joined(separator: " · "))</p>\n\(sections)\n"
        if room < 0 { body += "<p class=\"soft\">\(words.picturesLeftOut)</p>\n" }
        body += "<p class=\"soft\">\(words.pageFoot)</p>"
        return HTMLText.page(title: words.pageTitle, language: context.language, style: IndexStyle.sheet, body: body)
    }

    private func section(_ entry: Entry, _ room: inout Int) -> String {
        let name = HTMLText.escape(entry.file, limit: nil)
        guard let answer = entry.answer else {
            return """
                <section class="query"><header class="answer"><h2>\(name)</h2></header>
                <p>\(HTMLText.escape(entry.problem ?? ""))</p></section>
                """
        }
        let best = answer.matches.first
        let grade = best.map { words.grade($0.grade) } ?? words.noMatch
        var text = """
            <section class="query"><header class="answer"><h2>\(name)</h2>
            <span class="grade \(best?.grade.rawValue ?? "none")">\(grade)</span></header>

            """
        guard best != nil else {
            text += "<p class=\"meaning\">\(words.none)</p>\n"
            if let quality = answer.quality, quality < IndexWords.reliableQuality {
                text += "<p>\(words.noDetail)</p>\n"
            }
            if let picture = entry.picture {
                text += "<div class=\"pair\">\(figure(picture, box: nil, caption: words.lookedUp, &room))</div>\n"
            }
            return text + "</section>"
        }
        for match in answer.matches { text += article(match, entry, &room) }
        return text + "</section>"
    }

    private func article(_ match: IndexMatch, _ entry: Entry, _ room: inout Int) -> String {
        let record = match.record
        let own = entry.thumbnails[record.id].map { Picture(jpeg: $0, width: record.width, height: record.height) }
        let name = record.name.map { HTMLText.escape($0) } ?? record.id
        var text =
            "<article>\n<p class=\"meaning\">\(HTMLText.escape(words.meaning(match), limit: nil))</p>\n<div class=\"pair\">"
        text += figure(entry.picture, box: match.placement?.query, caption: words.lookedUp, &room)
        text += figure(own, box: match.placement?.indexed, caption: "\(words.ours): \(name)", &room)
        text += "</div>\n"
        if let distance = match.distance { text += IndexChart.scale(distance, words) }
        text += "<dl>\n" + facts(match).map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" }.joined() + "</dl>\n"
        if let bound = words.bound(match) { text += "<p class=\"soft\">\(HTMLText.escape(bound, limit: nil))</p>\n" }
        return text + "</article>\n"
    }

    private func facts(_ match: IndexMatch) -> [(String, String)] {
        let record = match.record
        var facts = [(words.factMade, HTMLText.escape(record.created))]
        if let model = record.model { facts.append((words.factModel, HTMLText.escape(model))) }
        if !record.labels.isEmpty {
            facts.append((words.factLabels, HTMLText.escape(record.labels.joined(separator: ", "))))
        }
        facts.append((words.factEvidence, HTMLText.escape(evidence(match))))
        if let box = match.placement?.indexed {
            let place = "x \(box.x)–\(box.x + box.width), y \(box.y)–\(box.y + box.height)"
            facts.append((words.factPlace, place + (match.shownPercent.map { " · \(words.shown($0))" } ?? "")))
        }
        facts.append(
            (words.factRecord, record.hasManifest ? HTMLText.escape(record.manifestID ?? "C2PA") : words.noRecord))
        facts.append((words.factIdentifier, "<code>\(HTMLText.escape(record.id))</code>"))
        return facts
    }

    private func evidence(_ match: IndexMatch) -> String {
        var parts = [match.fingerprint]
        if let distance = match.distance { parts.append("\(distance)/256") }
        if let transform = match.transform, transform != "original" { parts.append(transform) }
        if let placement = match.placement {
            parts.append(words.places(placement.votes))
            parts.append("×\(placement.scale)")
            if abs(placement.rotation) >= 1 { parts.append("\(placement.rotation)°") }
            if placement.isMirrored { parts.append(words.mirrored) }
        }
        return parts.joined(separator: " · ")
    }

    /// The picture with everything but the found part darkened.
    private func figure(
        _ picture: Picture?, box: IndexMatch.Box?, caption: String, _ room: inout Int
    ) -> String {
        let caption = "<figcaption>\(caption)</figcaption>"
        guard let picture, picture.width > 0, picture.height > 0 else {
            return "<figure><div class=\"blank\">\(words.noPicture)</div>\(caption)</figure>"
        }
        // Widths go with the shapes, so that the two stand side by side with one height.
        let thousandths = picture.width * 1_000 / picture.height
        let shape = "\(thousandths / 1_000).\(String(thousandths % 1_000 + 1_000).dropFirst())"
        room -= picture.jpeg.count
        guard room >= 0 else { return "<figure><div class=\"blank\">\(words.noPicture)</div>\(caption)</figure>" }
        let (width, height) = (picture.width, picture.height)
        var text = """
            <figure style="flex: \(shape) 1 0; max-width: calc(\(shape) * 460px)"><svg viewBox="0 0 \(width) \(height)" role="img"><image width="\(width)" height="\(height)" \
            preserveAspectRatio="none" href="data:image/jpeg;base64,\(Base64.encode(picture.jpeg))"/>
            """
        if let box {
            let left = min(max(box.x, 0), width)
            let top = min(max(box.y, 0), height)
            let right = min(max(box.x + box.width, left), width)
            let bottom = min(max(box.y + box.height, top), height)
            text += """
                <path d="M0 0H\(width)V\(height)H0ZM\(left) \(top)V\(bottom)H\(right)V\(top)Z" fill="#000" opacity=".45"/>
                <rect x="\(left)" y="\(top)" width="\(right - left)" height="\(bottom - top)" fill="none" stroke="#fff" \
                stroke-width="5" vector-effect="non-scaling-stroke"/>
                <rect x="\(left)" y="\(top)" width="\(right - left)" height="\(bottom - top)" fill="none" \
                stroke="var(--mark)" stroke-width="3" vector-effect="non-scaling-stroke"/>
                """
        }
        return text + "</svg>\(caption)</figure>"
    }
}
