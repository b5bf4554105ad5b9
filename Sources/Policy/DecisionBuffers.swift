internal import Synchronization
internal import TextMatching

/// The memory a decision works in, used again for the next one.
struct DecisionBuffers: ~Copyable {
    var text = NormalizedText()
    var scan = ScanBuffers()
    /// By list: its first hit in `chain`, or -1.
    var firstOfList: [Int32] = []
    /// Hits of lists, linked: the hit, and the next in the chain or -1.
    var chain: [(hit: Int32, next: Int32)] = []
    var touchedLists: [Int32] = []
    /// By rule: whether it is among the candidates.
    var isCandidate: [Bool] = []
    var candidates: [Int32] = []

    mutating func prepare(lists: Int, rules: Int) {
        for list in touchedLists where Int(list) < firstOfList.count { firstOfList[Int(list)] = -1 }
        touchedLists.removeAll(keepingCapacity: true)
        chain.removeAll(keepingCapacity: true)
        for rule in candidates where Int(rule) < isCandidate.count { isCandidate[Int(rule)] = false }
        candidates.removeAll(keepingCapacity: true)
        if firstOfList.count < lists {
            firstOfList += [Int32](repeating: -1, count: lists - firstOfList.count)
        }
        if isCandidate.count < rules { isCandidate += [Bool](repeating: false, count: rules - isCandidate.count) }
    }

    mutating func add(candidates rules: UnsafeBufferPointer<Int32>) {
        for rule in rules where !isCandidate[Int(rule)] {
            isCandidate[Int(rule)] = true
            candidates.append(rule)
        }
    }
}

/// Buffers that are not in use, for any number of threads.
final class DecisionPool: Sendable {
    private final class Box { var buffers = DecisionBuffers() }
    private struct Idle: @unchecked Sendable { var boxes: [Box] = [] }

    private let idle = Mutex(Idle())
    private static let mostIdle = 16

    /// Calls a function with buffers that nobody else uses meanwhile.
    func withBuffers<Result>(_ body: (inout DecisionBuffers) -> Result) -> Result {
        let box = idle.withLock { $0.boxes.popLast() } ?? Box()
        defer { idle.withLock { if $0.boxes.count < Self.mostIdle { $0.boxes.append(box) } } }
        return body(&box.buffers)
    }
}
