internal import Bytes
internal import ContentCredentials
internal import Findings
internal import ImageFormats

/// Puts the parts of an image, its hard binding and its manifest store together to a map of every byte.
struct CoverageMapper {
    let limits: Limits
    let budget: CPUBudget

    /// What validation knows about the store that speaks for a file.
    struct Evidence {
        let store: ManifestStore
        let outcome: StoreValidator.Outcome
        let answer: Check.Answer
    }

    /// - Parameters:
    ///   - evidence: nil when there is no store that can be read: then no byte is covered.
    ///   - isCarrier: whether the store is the one in this file.
    func map(
        _ source: any ByteSource, _ container: ImageContainer, named name: String, _ evidence: Evidence?,
        isCarrier: Bool
    ) throws(SignetError) -> CoverageMap {
        let parts = try container.parts(source, limits: limits)
        var coverage = ContentCoverage.none
        var binding: CoverageMap.Binding?
        if let evidence, container.format != .sidecar,
            case .found(let found) = HardBindingSearch(store: evidence.store, limits: limits)
                .search(evidence.outcome.judgements, evidence.outcome.graph)
        {
            coverage = try self.coverage(source, container, found, evidence)
            binding = CoverageMap.Binding(
                label: found.assertion.fullLabel, manifest: found.manifest, answer: evidence.answer)
        }
        var ranges = Self.content(parts, coverage, container, answer: binding?.answer)
        if isCarrier, let evidence, let embedded = container.store {
            let spans = StoreCoverage(evidence.store, evidence.outcome.judgements, limits: limits).spans
            let carried = try carriedRanges(spans, embedded, container, source)
            ranges = Self.overlay(carried, on: ranges)
        }
        return CoverageMap(file: name, byteCount: source.count, ranges: ranges, binding: binding)
    }

    /// What the hard binding does with the bytes; nothing when it cannot be used.
    private func coverage(
        _ source: any ByteSource, _ container: ImageContainer, _ found: HardBindingSearch.Found, _ evidence: Evidence
    ) throws(SignetError) -> ContentCoverage {
        guard let value = found.assertion.content.cbor else { return .none }
        switch found.assertion.label.name {
        case "c2pa.hash.data":
            let validator = DataHashValidator(
                source: source, container: container, budget: budget,
                hasUpdates: found.manifest != evidence.store.active.label)
            guard let exclusions = DataHashAssertion(value).flatMap(validator.exclusions) else { return .none }
            return .data(excluding: exclusions, store: container.store?.range, size: source.count)
        case "c2pa.hash.boxes":
            guard let assertion = BoxesHashAssertion(value),
                let boxes = try? container.boxes(source, limits: limits)
            else { return .none }
            return .boxes(assertion, boxes, size: source.count)
        case "c2pa.hash.bmff.v2", "c2pa.hash.bmff.v3":
            guard let assertion = BMFFHashAssertion(value), let layout = container.bmff,
                let coverage = try BMFFCoverage(assertion, layout, source, limits: limits, budget: budget)
            else { return .none }
            let data = layout.boxes.filter { $0.type == .mediaData }
            let trees = assertion.trees.compactMap { data.indices.contains($0.localID) ? data[$0.localID] : nil }
            return try .bmff(
                coverage, layout, trees: Set(trees.map(\.range.lowerBound)), source, budget: budget)
        default: return .none
        }
    }

    // MARK: The content

    /// Cuts the parts where the binding changes its mind. Carriers that hold no store that counts are foreign.
    private static func content(
        _ parts: [FilePart], _ coverage: ContentCoverage, _ container: ImageContainer, answer: Check.Answer?
    ) -> [CoverageRange] {
        var ranges: [CoverageRange] = []
        var runs = coverage.runs[...]
        let merkle = treeCarriers(container)
        for part in parts {
            var start = part.range.lowerBound
            while start < part.range.upperBound {
                while let run = runs.first, run.range.upperBound <= start { runs.removeFirst() }
                let run = runs.first
                let isInside = run.map { $0.range.contains(start) } ?? false
                let end = min(
                    part.range.upperBound, (isInside ? run?.range.upperBound : run?.range.lowerBound) ?? Int.max)
                let kind = isInside ? run?.kind ?? .foreign : .foreign
                let isCarrier = part.name == FileBox.storeName && kind == .foreign
                let isMerkle = isCarrier && merkle.contains(part.range.lowerBound)
                let what: CoverageRange.Part =
                    isMerkle
                    ? .merkle
                    : isCarrier
                        ? .otherStore
                        : run.flatMap { isInside ? $0.part : nil }
                            ?? (part.name == nil ? .unnamed : .image)
                ranges.append(
                    CoverageRange(
                        start..<end, isMerkle ? .signed : kind, what, name: name(of: part),
                        count: start == part.range.lowerBound && end == part.range.upperBound ? part.count : 1,
                        answer: kind == .hashed || isMerkle ? answer : nil))
                start = end
            }
        }
        return ranges
    }

    /// Where the boxes begin that hold a part of a Merkle tree; both lists are in file order.
    private static func treeCarriers(_ container: ImageContainer) -> Set<Int> {
        var parts = (container.bmff?.treeParts ?? [])[...]
        var starts: Set<Int> = []
        for carrier in container.carriers {
            while let part = parts.first, part.upperBound <= carrier.lowerBound { parts.removeFirst() }
            if let part = parts.first, part.lowerBound < carrier.upperBound { starts.insert(carrier.lowerBound) }
        }
        return starts
    }

    /// With the kind of metadata that it holds, where the name does not say it.
    private static func name(of part: FilePart) -> String? {
        guard let name = part.name else { return nil }
        switch part.metadata {
        case .exif? where name != "eXIf" && name != "EXIF": return name + " (EXIF)"
        case .xmp? where name != "XMP " && name != "XMP": return name + " (XMP)"
        case .extendedXMP?: return name + " (XMP)"
        default: return name.trimmingSuffix(" ")
        }
    }

    // MARK: The store

    /// The spans of the store at their places in the file, and what its format puts around them.
    private func carriedRanges(
        _ spans: [CoverageRange], _ embedded: EmbeddedStore, _ container: ImageContainer, _ source: any ByteSource
    ) throws(SignetError) -> [CoverageRange] {
        var pieces: [CoverageRange] = []
        if embedded.isBase64 {
            let last = spans.last?.range.upperBound
            for span in spans {
                guard let start = embedded.fileOffset(ofStoreOffset: span.range.lowerBound),
                    let end = span.range.upperBound == last
                        ? embedded.range.upperBound : embedded.fileOffset(ofStoreOffset: span.range.upperBound)
                else { continue }
                pieces.append(span.moved(to: start..<max(start, end)))
            }
        } else {
            var index = 0
            for span in spans {
                while index < embedded.segments.count {
                    let segment = embedded.segments[index]
                    let part = span.range.clamped(to: segment.storeRange)
                    if !part.isEmpty {
                        let start = segment.fileRange.lowerBound + part.lowerBound - segment.storeRange.lowerBound
                        pieces.append(span.moved(to: start..<start + part.count))
                    }
                    guard segment.storeRange.upperBound <= span.range.upperBound else { break }
                    index += 1
                }
            }
        }
        let holders =
            container.format.isBMFF
            ? container.carriers.filter { carrier in embedded.segments.contains { carrier.overlaps($0.fileRange) } }
            : [embedded.range]
        let frame = holders.map { CoverageRange($0, .structure, .carrier, name: container.carrierName) }
        let stray = container.foreign.filter { range in holders.contains { $0.overlaps(range) } }
            .sorted { $0.lowerBound < $1.lowerBound }
            .map { CoverageRange($0, .foreign, .stray) }
        return Self.overlay(stray, on: Self.overlay(pieces, on: frame))
    }

    /// One row of ranges over another; both are in order, and the result covers what either covers.
    static func overlay(_ top: [CoverageRange], on bottom: [CoverageRange]) -> [CoverageRange] {
        var result: [CoverageRange] = []
        var upper = top[...]
        for range in bottom {
            var start = range.range.lowerBound
            while start < range.range.upperBound {
                while let first = upper.first, first.range.upperBound <= start { upper.removeFirst() }
                guard let first = upper.first, first.range.lowerBound < range.range.upperBound else {
                    result.append(range.moved(to: start..<range.range.upperBound))
                    break
                }
                if start < first.range.lowerBound { result.append(range.moved(to: start..<first.range.lowerBound)) }
                let covered = max(start, first.range.lowerBound)..<min(first.range.upperBound, range.range.upperBound)
                if let last = result.last, last.range.upperBound == covered.lowerBound,
                    last.moved(to: first.range) == first
                {
                    // One range over a border of those below it stays one.
                    result[result.count - 1] = first.moved(to: last.range.lowerBound..<covered.upperBound)
                } else {
                    result.append(first.moved(to: covered))
                }
                start = covered.upperBound
            }
        }
        return result
    }
}

extension String {
    /// Without a last character that only fills up four letters.
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
