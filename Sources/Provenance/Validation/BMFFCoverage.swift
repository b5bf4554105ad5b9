internal import Bytes
internal import ContentCredentials
internal import ImageFormats

/// Which bytes of an ISO base media file the exclusions of a hash leave out (C2PA 2.4 section 18.6.2).
struct BMFFCoverage {
    /// In file order, without overlaps.
    private(set) var excluded: [Range<Int>] = []
    /// Where the outermost boxes begin that are left out whole, so that not even their place is hashed.
    private(set) var whole: Set<Int> = []
    /// The contents of the `free` and `skip` boxes that are left out.
    private(set) var padding: [Range<Int>] = []
    /// Bytes of boxes that are left out whole, but which an exclusion repeats, so that they cannot be others. In file order.
    private(set) var stated: [Range<Int>] = []
    /// How many bytes are left out beyond what has to be; nil when there is no exclusion for such.
    private(set) var additional: Int?

    /// Nil when a path of the assertion cannot be read.
    init?(
        _ assertion: BMFFHashAssertion, _ layout: BMFFLayout, _ source: any ByteSource, limits: Limits,
        budget: CPUBudget
    ) throws(SignetError) {
        let paths = assertion.exclusions.compactMap { BMFFPath($0.path) }
        guard paths.count == assertion.exclusions.count else { return nil }
        let found = try layout.boxes(at: Set(paths), in: source, limits: limits)
        for (exclusion, path) in zip(assertion.exclusions, paths) {
            let isRequired = Self.isRequired(exclusion, path, hasTrees: !assertion.trees.isEmpty)
            if !isRequired { additional = additional ?? 0 }
            for box in found[path] ?? [] {
                try budget.check()
                guard try Self.fits(box, exclusion, source) else { continue }
                let ranges = Self.ranges(of: box, exclusion)
                if !isRequired { additional = ranges.reduce(additional ?? 0) { $0 + $1.count } }
                excluded += ranges
                guard exclusion.parts == nil else { continue }
                if path.isOutermost {
                    whole.insert(box.range.lowerBound)
                    stated += exclusion.matches.map {
                        box.range.lowerBound + $0.offset..<box.range.lowerBound + $0.offset + $0.value.count
                    }
                }
                if box.type == .free || box.type == .skip { padding.append(box.payload) }
            }
        }
        excluded = Self.merged(excluded)
        stated = Self.merged(stated)
    }

    /// The exclusions that every assertion has, and padding (sections 15.12.2 and A.5.6).
    private static func isRequired(
        _ exclusion: BMFFHashAssertion.Exclusion, _ path: BMFFPath, hasTrees: Bool
    ) -> Bool {
        if path.lastType == .free || path.lastType == .skip { return true }
        switch exclusion.path {
        case "/ftyp", "/mfra": return true
        case "/uuid":
            let match = BMFFHashAssertion.Exclusion.Match(offset: 8, value: BMFFHashAssertion.boxIdentifier)
            return exclusion.matches.contains(match)
        case "/mdat": return hasTrees && exclusion.parts == [BMFFHashAssertion.Exclusion.Part(offset: 16, length: 0)]
        default: return false
        }
    }

    /// Whether all conditions of an exclusion but its path hold for a box.
    private static func fits(
        _ box: BMFFBox, _ exclusion: BMFFHashAssertion.Exclusion, _ source: any ByteSource
    ) throws(SignetError) -> Bool {
        if let length = exclusion.length, length != box.range.count { return false }
        if exclusion.version != nil || exclusion.flags != nil {
            // A `uuid` box has its extended type before version and flags.
            let start = box.payload.lowerBound + (box.type == .extended ? 16 : 0)
            guard box.payload.upperBound - start >= 4 else { return false }
            let field = try source.bytes(start..<start + 4)
            if let version = exclusion.version, version != Int(field[0]) { return false }
            if let flags = exclusion.flags {
                let actual = field.dropFirst().map { $0 }
                let masked = exclusion.isExact ? actual : zip(actual, flags).map { $0 & $1 }
                guard masked == flags else { return false }
            }
        }
        for match in exclusion.matches {
            guard match.offset <= box.range.count, match.value.count <= box.range.count - match.offset else {
                return false
            }
            let start = box.range.lowerBound + match.offset
            guard try source.bytes(start..<start + match.value.count) == match.value else { return false }
        }
        return true
    }

    private static func ranges(of box: BMFFBox, _ exclusion: BMFFHashAssertion.Exclusion) -> [Range<Int>] {
        guard let parts = exclusion.parts else { return [box.range] }
        return parts.compactMap { part in
            guard part.offset < box.range.count else { return nil }
            let rest = box.range.count - part.offset
            let start = box.range.lowerBound + part.offset
            return start..<start + (part.length == 0 ? rest : min(part.length, rest))
        }
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}
