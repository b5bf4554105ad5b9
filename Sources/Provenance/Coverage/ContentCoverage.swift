internal import Bytes
internal import ContentCredentials
internal import Findings
internal import ImageFormats

/// How the hard binding divides the bytes of a file: which it hashes, and which it leaves out.
struct ContentCoverage {
    /// A run of bytes with one answer.
    struct Run {
        var range: Range<Int>
        let kind: CoverageRange.Kind
        /// What the bytes are, when the binding tells more than the format.
        var part: CoverageRange.Part?
    }

    /// In order; what lies between them is foreign.
    private(set) var runs: [Run] = []

    /// Nothing binds the file.
    static let none = ContentCoverage()

    private mutating func add(_ range: Range<Int>, _ kind: CoverageRange.Kind, _ part: CoverageRange.Part? = nil) {
        if !range.isEmpty { runs.append(Run(range: range, kind: kind, part: part)) }
    }

    // MARK: c2pa.hash.data

    /// Everything but `exclusions` is hashed; what an exclusion for the store covers beside the store is foreign.
    static func data(excluding exclusions: [Range<Int>], store: Range<Int>?, size: Int) -> ContentCoverage {
        var coverage = ContentCoverage()
        var start = 0
        for range in exclusions.map({ $0.clamped(to: 0..<size) }) + [size..<size] {
            coverage.add(start..<max(start, range.lowerBound), .hashed)
            start = max(start, range.upperBound)
            if let store, !range.overlaps(store) { coverage.add(range, .excluded) }
        }
        return coverage
    }

    // MARK: c2pa.hash.boxes

    /// The listed boxes are hashed but for what their entries leave out; boxes that are not listed are foreign.
    static func boxes(_ assertion: BoxesHashAssertion, _ boxes: [FileBox], size: Int) -> ContentCoverage {
        var coverage = ContentCoverage()
        var all = boxes
        if assertion.entries.last?.names == ["c2pa.after"] {
            all.append(FileBox.after((boxes.last?.range.upperBound ?? 0)..<size))
        }
        let listed = assertion.entries.flatMap { entry in
            let gaps = Dictionary(grouping: entry.exclusions, by: \.box)
            return entry.names.indices.map {
                (name: entry.names[$0], isExcluded: entry.isExcluded, gaps: gaps[$0, default: []])
            }
        }
        var next = 0
        for box in all {
            if next < listed.count, listed[next].name != box.name,
                let later = listed[next...].prefix(64).firstIndex(where: { $0.name == box.name })
            {
                next = later
            }
            guard next < listed.count, listed[next].name == box.name else { continue }
            let entry = listed[next]
            next += 1
            guard box.name != FileBox.storeName else { continue }
            guard !entry.isExcluded else {
                coverage.add(box.range, .excluded)
                continue
            }
            var start = box.range.lowerBound
            let gaps = entry.gaps.map {
                (box.range.lowerBound + $0.range.lowerBound..<box.range.lowerBound + $0.range.upperBound)
                    .clamped(to: box.range)
            }
            for gap in gaps {
                coverage.add(start..<max(start, gap.lowerBound), .hashed)
                coverage.add(max(start, gap.lowerBound)..<max(start, gap.upperBound), .excluded)
                start = max(start, gap.upperBound)
            }
            coverage.add(start..<box.range.upperBound, .hashed)
        }
        return coverage
    }

    // MARK: c2pa.hash.bmff

    /// Box by box: what no exclusion names is hashed, and so is data under a Merkle tree; of what is left out, the bytes that
    /// the assertion repeats are as good as signed, and zeros are structure.
    static func bmff(
        _ coverage: BMFFCoverage, _ layout: BMFFLayout, trees: Set<Int>, _ source: any ByteSource, budget: CPUBudget
    ) throws(SignetError) -> ContentCoverage {
        var result = ContentCoverage()
        var excluded = coverage.excluded[...]
        var stated = coverage.stated[...]
        for box in layout.boxes {
            try budget.check()
            while let range = stated.first, range.upperBound <= box.range.lowerBound { stated.removeFirst() }
            while let range = excluded.first, range.upperBound <= box.range.lowerBound { excluded.removeFirst() }
            guard !trees.contains(box.range.lowerBound) else {
                result.add(box.range, .hashed)
                continue
            }
            var start = box.range.lowerBound
            for range in excluded {
                guard range.lowerBound < box.range.upperBound else { break }
                let gap = range.clamped(to: start..<box.range.upperBound)
                result.add(start..<max(start, gap.lowerBound), .hashed)
                try result.add(gap, of: box, coverage, stated, source)
                start = max(start, gap.upperBound)
            }
            result.add(start..<box.range.upperBound, .hashed)
        }
        return result
    }

    private mutating func add(
        _ gap: Range<Int>, of box: BMFFBox, _ coverage: BMFFCoverage, _ stated: ArraySlice<Range<Int>>,
        _ source: any ByteSource
    ) throws(SignetError) {
        guard coverage.whole.contains(box.range.lowerBound) else { return add(gap, .excluded) }
        // Type and size of a box are fixed by the path of the exclusion and by where the next box begins.
        let header = gap.lowerBound..<min(gap.upperBound, box.payload.lowerBound)
        add(header, .structure, .header)
        let content = header.upperBound..<gap.upperBound
        if box.type == .free || box.type == .skip {
            let isZero = try Self.isZero(content, source)
            return add(content, isZero ? .structure : .excluded, isZero ? .padding : nil)
        }
        var start = content.lowerBound
        for range in stated.prefix(while: { $0.lowerBound < content.upperBound }) {
            let range = range.clamped(to: start..<max(start, content.upperBound))
            add(start..<max(start, range.lowerBound), .excluded)
            add(range, .signed, .stated)
            start = max(start, range.upperBound)
        }
        add(start..<content.upperBound, .excluded)
    }

    private static func isZero(_ range: Range<Int>, _ source: any ByteSource) throws(SignetError) -> Bool {
        var isZero = true
        try source.withChunks(of: range) { (chunk) throws(SignetError) in
            isZero = isZero && chunk.allSatisfy { $0 == 0 }
        }
        return isZero
    }
}
