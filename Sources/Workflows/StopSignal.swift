@preconcurrency internal import Dispatch
internal import Glibc
internal import Synchronization

/// Set when the program is asked to end (SIGINT, SIGTERM): what is under way is finished, nothing new is begun.
public final class StopSignal: Sendable {
    private let raised = Mutex(false)
    private let changed = DispatchSemaphore(value: 0)
    private let sources: [any DispatchSourceSignal]

    /// - Parameter signals: SIGINT and SIGTERM by default; from now on these do nothing else.
    public init(catching signals: [Int32] = [2, 15]) {
        for number in signals { signal(number, SIG_IGN) }
        sources = signals.map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
        for source in sources {
            source.setEventHandler { [weak self] in self?.raise() }
            source.resume()
        }
    }

    public var isRaised: Bool { raised.withLock { $0 } }

    public func raise() {
        raised.withLock { $0 = true }
        changed.signal()
    }

    /// Returns early when the signal comes.
    public func wait(milliseconds: UInt32) {
        guard !isRaised else { return }
        if changed.wait(timeout: .now() + .milliseconds(Int(milliseconds))) == .success { changed.signal() }
    }
}
