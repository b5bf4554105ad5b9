public import Bytes
public import Findings
public import Provenance

/// Verifies files, and adds what only the picture tells: whether the index knows it, and how near it is to the fingerprints of a
/// record that does not hold for its bytes.
public struct IndexedVerifier: Sendable {
    private let verifier: FileVerifier
    private let lookup: IndexLookup?
    private let limits: Limits

    /// How many matches stand in a report.
    private static let limit = 5
    /// As `index search` does it.
    private static let radius = 31

    /// - Parameter lookup: nil asks no index.
    public init(_ verifier: FileVerifier, lookup: IndexLookup?, limits: Limits) {
        self.verifier = verifier
        self.lookup = lookup
        self.limits = limits
    }

    /// Verifies the file at `path`, or standard input for `-`.
    public func verify(path: String) -> FileOutcome {
        guard path == "-", lookup != nil else { return complete(verifier.verify(path: path), path, nil) }
        // Standard input can be read once.
        do throws(SignetError) {
            let source = try FileSource(path: path, limits: limits)
            let contents = try source.bytes(0..<source.count)
            return complete(.report(try verifier.verify(MemorySource(contents), named: path)), path, contents)
        } catch {
            return .failure(file: path, error)
        }
    }

    private func complete(_ outcome: FileOutcome, _ path: String, _ contents: [UInt8]?) -> FileOutcome {
        guard case .report(var report) = outcome else { return outcome }
        let bindings = report.verdict == .changed ? report.active?.softBindings ?? [] : []
        guard lookup != nil || !bindings.isEmpty else { return outcome }
        do throws(SignetError) {
            let contents = if let contents { contents } else { try Self.read(path, report, limits: limits) }
            if !bindings.isEmpty {
                report.softBindingMatches = SoftBindingCheck.matches(bindings, contents: contents) ?? []
            }
            if let lookup {
                report.index = try lookup.search(contents: contents, radius: Self.radius, limit: Self.limit)
                report.notChecked.removeAll { $0 == "index" }
            }
        } catch {
            // A format whose pixels nobody can read here is not looked up, and the report says so.
            guard error.category == .badData || lookup == nil else { return .failure(file: path, error) }
            report.indexProblem = error.reason
        }
        return .report(report)
    }

    /// The image itself, also when its record was named.
    private static func read(_ path: String, _ report: FileReport, limits: Limits) throws(SignetError) -> [UInt8] {
        let source = try FileSource(path: path, limits: limits)
        return try source.bytes(0..<source.count)
    }
}
