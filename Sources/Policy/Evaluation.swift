internal import TextMatching

/// One place that made a condition hold.
struct Place {
    /// Counted as ``Hit/counted``.
    let words: Range<Int>
    let bytes: Range<Int>
    let revelation: Revelation
}

/// Whether conditions hold for one field of a request.
struct Evaluation {
    let tables: PolicyTables
    var request: PolicyRequest
    let hits: [Hit]
    let firstOfList: [Int32]
    let chain: [(hit: Int32, next: Int32)]
    var people: [PeopleFinder.Found]
    /// For text that is drawn into the image: only hits within these bytes count.
    var quoted: [Range<Int>]?
    /// Words that an exception spares: what is found there does not count.
    var spared: [Range<Int>] = []

    private static let mostPlaces = 256
    /// How often a rule is looked for again without what its exception spares. Then it holds.
    static let mostRounds = 16

    private func isSeen(_ hit: Hit) -> Bool {
        if !spared.isEmpty, isSpared(hit.counted) { return false }
        guard let quoted else { return true }
        return quoted.contains {
            $0.lowerBound <= hit.bytes.lowerBound && hit.bytes.upperBound <= $0.upperBound
        }
    }

    private func isSpared(_ words: Range<Int>) -> Bool { spared.contains { $0.overlaps(words) } }

    /// The places that make a rule hold where its exception does not spare them; nil when there are none.
    ///
    /// An exception that rests on what is near spares what it is near, and nothing else: the rule is looked for again in the rest.
    ///
    /// - Parameter ground: what the rule was found to hold in: this, or what it becomes when no classifier answers.
    func holds(_ when: Int32, unless: Int32, _ places: [Place], in ground: Evaluation) -> [Place]? {
        guard unless >= 0, mayHold(unless) else { return places }
        guard !places.isEmpty else { return holds(unless) == nil ? places : nil }
        var (rest, places) = (ground, places)
        // What the exception rests on counts for it wherever it is.
        for _ in 0..<Self.mostRounds {
            let isSpared = spares(unless, places)
            guard isSpared.contains(true) else { return places }
            for (place, isSpared) in zip(places, isSpared) where isSpared { rest.spared.append(place.words) }
            guard let more = rest.holds(when) else { return nil }
            places = more
        }
        return places
    }

    /// Which of the places of a rule its exception spares.
    private func spares(_ number: Int32, _ anchors: [Place]) -> [Bool] {
        let at = Int(number)
        let node = tables.nodes[at]
        let first = Int32(at + 1)
        switch ConditionNode.Kind(rawValue: node.kind) {
        case .any, .all:
            let isAny = node.kind == ConditionNode.Kind.any.rawValue
            var result = [Bool](repeating: !isAny, count: anchors.count)
            forEachChild(first, node.end) { child in
                for (place, isSpared) in spares(child, anchors).enumerated() {
                    result[place] = isAny ? result[place] || isSpared : result[place] && isSpared
                }
                return true
            }
            return result
        case .not: return spares(first, anchors).map { !$0 }
        case .nearMatch:
            let close = holds(first, anchors) ?? []
            return anchors.map { anchor in
                close.contains { PeopleFinder.distance(anchor.words, $0.words) <= Int(node.window) }
            }
        default: return [Bool](repeating: holds(number, anchors) != nil, count: anchors.count)
        }
    }

    /// Whether a condition could hold, found without collecting the places: most rules end here.
    func mayHold(_ number: Int32) -> Bool {
        let place = Int(number)
        let node = tables.nodes[place]
        switch ConditionNode.Kind(rawValue: node.kind) {
        case .list: return firstOfList[Int(node.value)] >= 0
        case .any:
            var child = Int32(place + 1)
            while child < node.end {
                if mayHold(child) { return true }
                child = tables.nodes[Int(child)].end
            }
            return false
        case .all, .near:
            var child = Int32(place + 1)
            while child < node.end {
                if !mayHold(child) { return false }
                child = tables.nodes[Int(child)].end
            }
            return true
        case .nearMatch, .count: return mayHold(Int32(place + 1))
        case .person: return !people.isEmpty
        default: return true
        }
    }

    /// The places that make a condition hold; nil when it does not.
    func holds(_ number: Int32, _ anchors: [Place] = []) -> [Place]? {
        let at = Int(number)
        let node = tables.nodes[at]
        let first = Int32(at + 1)
        switch ConditionNode.Kind(rawValue: node.kind) {
        case .list: return places(ofList: Int(node.value))
        case .any:
            var all: [Place]?
            forEachChild(first, node.end) { child in
                if let places = holds(child, anchors) { all = (all ?? []) + places }
                return true
            }
            return all
        case .all:
            var all: [Place]? = []
            forEachChild(first, node.end) { child in
                guard let places = holds(child, anchors) else {
                    all = nil
                    return false
                }
                all?.append(contentsOf: places)
                return true
            }
            return all
        case .not: return holds(first, anchors) == nil ? [] : nil
        case .near: return near(node, first, anchors)
        case .nearMatch:
            guard let places = holds(first, anchors) else { return nil }
            let close = places.filter { place in
                anchors.contains { PeopleFinder.distance($0.words, place.words) <= Int(node.window) }
            }
            return close.isEmpty ? nil : close
        case .count:
            guard let places = holds(first, anchors) else { return nil }
            return Set(places.map(\.bytes)).count >= Int(node.value) ? places : nil
        case .person: return named(node)
        case .imagePresent: return request.image != nil ? [] : nil
        case .cameraPhoto: return request.image?.isCameraPhoto == true ? [] : nil
        case .aiGenerated: return request.image?.isAIGenerated == true ? [] : nil
        case .hashList:
            return request.image?.hashLists.contains(tables.strings[Int(node.value)]) == true ? [] : nil
        case .signal:
            guard let value = request.signals[tables.strings[Int(node.value)]], value > node.threshold else {
                return nil
            }
            return []
        case nil: return nil
        }
    }

    private func forEachChild(_ first: Int32, _ end: Int32, _ body: (Int32) -> Bool) {
        var child = first
        while child < end, body(child) { child = tables.nodes[Int(child)].end }
    }

    private func places(ofList list: Int) -> [Place]? {
        var link = firstOfList[list]
        var places: [Place] = []
        while link >= 0, places.count < Self.mostPlaces {
            let entry = chain[Int(link)]
            link = entry.next
            let hit = hits[Int(entry.hit)]
            if isSeen(hit) { places.append(Place(words: hit.counted, bytes: hit.bytes, revelation: hit.revelation)) }
        }
        return places.isEmpty ? nil : places
    }

    private func named(_ node: ConditionNode) -> [Place]? {
        var places: [Place] = []
        for found in people {
            let head = tables.people.heads[Int(found.person)]
            guard node.value == 0 || node.value >> Int32(found.status) & 1 == 1 else { continue }
            if node.window >= 0, !tables.roleSets[Int(node.window)].contains(head.role) { continue }
            if !spared.isEmpty, isSpared(found.words) { continue }
            places.append(Place(words: found.words, bytes: found.bytes, revelation: found.revelation))
        }
        return places.isEmpty ? nil : places
    }

    // MARK: Near

    private func near(_ node: ConditionNode, _ first: Int32, _ anchors: [Place]) -> [Place]? {
        var lists: [[Place]] = []
        var isComplete = true
        forEachChild(first, node.end) { child in
            guard let places = holds(child, anchors), !places.isEmpty else {
                isComplete = false
                return false
            }
            lists.append(places)
            return true
        }
        guard isComplete, let starts = lists.first else { return nil }
        var budget = 20_000
        for start in starts {
            if let chain = chain([start], lists[1...], Int(node.window), node.flag == 1, &budget) { return chain }
        }
        return nil
    }

    /// One place of each further list, each within the window of one that is chosen already.
    private func chain(
        _ chosen: [Place], _ lists: ArraySlice<[Place]>, _ window: Int, _ forward: Bool, _ budget: inout Int
    ) -> [Place]? {
        guard let places = lists.first else { return chosen }
        for place in places {
            budget -= 1
            guard budget > 0 else { return nil }
            guard !chosen.contains(where: { $0.words.overlaps(place.words) }) else { continue }
            if forward {
                guard let last = chosen.last, place.words.lowerBound >= last.words.upperBound,
                    PeopleFinder.distance(last.words, place.words) <= window
                else { continue }
            } else {
                guard chosen.contains(where: { PeopleFinder.distance($0.words, place.words) <= window }) else {
                    continue
                }
            }
            if let rest = self.chain(chosen + [place], lists.dropFirst(), window, forward, &budget) { return rest }
        }
        return nil
    }
}
