/// Why a piece of work could not be done: a stable code, one clear clause, and where in the input it happened.
///
/// A domain "no" (a wrong signature, a changed file) is never a `SignetError`; it is a value. This error means the work
/// itself could not be completed: unreadable input, a full disk, a key that does not fit.
public struct SignetError: Error, Sendable {
    /// What a caller may branch on. Codes are never renamed and never reused.
    public struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The stable spelling, for example `png.chunk.truncated`.
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { rawValue = value }
    }

    /// The kind of failure, which decides the exit code of the command line (sysexits.h).
    public enum Category: String, Sendable, CaseIterable {
        /// The command was called wrongly (64).
        case usage
        /// The input is damaged or outside a limit (65).
        case badData
        /// The input cannot be opened (66).
        case noInput
        /// A service that was asked for cannot be reached (69).
        case unavailable
        /// The output cannot be created (73).
        case cannotCreate
        /// Reading or writing failed part way (74).
        case inputOutput
        /// A key, certificate, trust list or setting is unusable (78).
        case configuration
        /// A fault in signet or in a library below it (1).
        case unexpected
    }

    public let code: Code
    public let category: Category
    /// One clause that names what is wrong, without the file's name and without a final full stop.
    public let reason: String
    /// The byte offset into the file (or into the manifest store, where ``reason`` says so), when there is one.
    public let offset: Int?

    public init(_ code: Code, _ category: Category = .badData, _ reason: String, offset: Int? = nil) {
        self.code = code
        self.category = category
        self.reason = reason
        self.offset = offset
    }
}

extension SignetError: Equatable {
    /// Two errors are the same when their codes are: reasons are for people.
    public static func == (left: SignetError, right: SignetError) -> Bool { left.code == right.code }
}

extension SignetError: CustomStringConvertible {
    public var description: String { reason }
}
