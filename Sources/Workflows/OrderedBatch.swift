internal import Dispatch
internal import Synchronization

/// Does the same work on many inputs, several at a time, and hands the results on in the order of the inputs.
///
/// Workers never run further ahead of the consumer than a small window, so that memory stays flat however many inputs there
/// are and however slow one of them is.
public struct OrderedBatch: Sendable {
    private let jobs: Int

    /// How many inputs per worker may be finished or under way before the consumer has taken them.
    private static let windowPerJob = 8

    /// - Parameter jobs: how many inputs are worked on at the same time; at least one.
    public init(jobs: Int) { self.jobs = max(1, jobs) }

    /// Runs until `next` has no more input, or until `consume` throws.
    ///
    /// - Parameters:
    ///   - next: the next input; called by one thread at a time.
    ///   - work: called on several threads at once.
    ///   - consume: called on the calling thread, in the order of the inputs.
    ///   - idle: called on the calling thread when no result has come for a while, so that what was collected is not kept back.
    public func run<Input: Sendable, Output: Sendable>(
        next: @escaping @Sendable () -> Input?, work: @escaping @Sendable (Input) -> Output,
        consume: (Input, Output) throws -> Void, idle: () throws -> Void
    ) throws {
        let shared = Shared<Input, Output>(window: jobs * Self.windowPerJob)
        var jobs = jobs
        for started in 0..<jobs {
            guard WorkerThread.start({ shared.work(next: next, work: work) }) else {
                jobs = started
                break
            }
        }
        guard jobs > 0 else {
            while let input = next() { try consume(input, work(input)) }
            return
        }
        defer { shared.stop(jobs: jobs) }
        var expected = 0
        while true {
            switch try shared.take(expected, jobs: jobs, idle: idle) {
            case .result(let input, let output):
                expected += 1
                try consume(input, output)
            case .finished: return
            }
        }
    }

    /// As above, for results that are not collected: with one job, everything is done on the calling thread.
    public func run<Input: Sendable, Output: Sendable>(
        next: @escaping @Sendable () -> Input?, work: @escaping @Sendable (Input) -> Output,
        consume: (Input, Output) throws -> Void
    ) throws {
        guard jobs == 1 else { return try run(next: next, work: work, consume: consume, idle: {}) }
        while let input = next() { try consume(input, work(input)) }
    }

    /// Runs over a list.
    public func run<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], work: @escaping @Sendable (Input) -> Output, consume: (Input, Output) throws -> Void
    ) throws {
        let position = Position()
        try run(next: { position.next(below: inputs.count).map { inputs[$0] } }, work: work, consume: consume)
    }
}

/// Hands out the indices of a list once each.
private final class Position: Sendable {
    private let index = Mutex(0)

    func next(below count: Int) -> Int? {
        index.withLock { index in
            guard index < count else { return nil }
            defer { index += 1 }
            return index
        }
    }
}

/// What the workers of one batch and its consumer share.
private final class Shared<Input: Sendable, Output: Sendable>: Sendable {
    enum Taken {
        case result(Input, Output)
        case finished
    }

    private struct State {
        var results: [Int: (Input, Output)] = [:]
        var idleWorkers = 0
        var isStopped = false
    }

    private static var patience: Int { 50 }

    /// The number of the next input. A lock of its own: waiting for input must not keep results from being handed on.
    private let input = Mutex(0)
    private let state = Mutex(State())
    /// Signalled for every result and for every worker that ends.
    private let changed = DispatchSemaphore(value: 0)
    /// How much further the workers may run ahead.
    private let slots: DispatchSemaphore

    init(window: Int) {
        // Dispatch traps when a semaphore ends below the value it was made with, so it is made with none.
        slots = DispatchSemaphore(value: 0)
        for _ in 0..<window { slots.signal() }
    }

    func work(next: @Sendable () -> Input?, work: @Sendable (Input) -> Output) {
        while true {
            slots.wait()
            // Taking the input and its place in the order is one step, or results could change places.
            let taken = input.withLock { index -> (Int, Input)? in
                guard !state.withLock({ $0.isStopped }), let input = next() else { return nil }
                defer { index += 1 }
                return (index, input)
            }
            guard let (index, input) = taken else { break }
            let output = work(input)
            state.withLock { $0.results[index] = (input, output) }
            changed.signal()
        }
        state.withLock { $0.idleWorkers += 1 }
        changed.signal()
        // Whoever still waits for a slot must learn that there is no more input.
        slots.signal()
    }

    /// Waits for the result with this number, or until all workers have ended without it.
    func take(_ index: Int, jobs: Int, idle: () throws -> Void) throws -> Taken {
        while true {
            let taken = state.withLock { state -> Taken? in
                if let (input, output) = state.results.removeValue(forKey: index) { return .result(input, output) }
                return state.idleWorkers == jobs ? .finished : nil
            }
            if let taken {
                if case .result = taken { slots.signal() }
                return taken
            }
            if changed.wait(timeout: .now() + .milliseconds(Self.patience)) == .timedOut {
                try idle()
                changed.wait()
            }
        }
    }

    /// Lets the workers end and waits for them: they use what belongs to the caller.
    func stop(jobs: Int) {
        state.withLock { $0.isStopped = true }
        while state.withLock({ $0.idleWorkers }) < jobs {
            slots.signal()
            _ = changed.wait(timeout: .now() + .milliseconds(20))
        }
    }
}
