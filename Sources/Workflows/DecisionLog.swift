internal import AuditLog
public import Bytes
internal import Digests
internal import FoundationEssentials
internal import Glibc
public import Policy

/// A file of decisions, one JSON object on each line, in which nothing can be edited, dropped from the middle or put in another
/// order unnoticed: each line carries the digest of the line before (see ``AuditChain``).
///
/// Prompts are written as keyed hashes (HMAC-SHA-256): whoever has the key and a prompt can find its line, nobody else can read
/// what was asked.
public final class DecisionLog {
    /// What is written of a prompt.
    public enum Prompts: Sendable, Equatable {
        case keyedHash
        case text
    }

    private struct Entry: Encodable {
        struct Policy: Encodable {
            let id: String
            let version: String
            let digest: String
        }

        let time: String
        let id: String?
        let verdict: String
        let reason: String?
        let rules: [String]
        let people: [String]
        let policy: Policy
        let prompt: String?
        let negative: String?
        let promptHMAC: String?

        enum CodingKeys: String, CodingKey {
            case time, id, verdict, reason, rules, people, policy, prompt, negative
            case promptHMAC = "prompt_hmac"
        }
    }

    public static let shortestKey = 16

    private let descriptor: Int32
    private let key: [UInt8]?
    private let prompts: Prompts
    private var chain: AuditChain

    /// Opens or makes the log at `path`. What is there already is checked first, and a log that is not whole is not continued.
    ///
    /// - Parameter key: of the hashes and the chain; needed unless texts are written.
    public init(path: String, key: [UInt8]?, prompts: Prompts = .keyedHash) throws(SignetError) {
        guard key.map({ $0.count >= Self.shortestKey }) ?? (prompts == .text) else {
            throw SignetError(
                "audit.key", .configuration, "an audit log needs a key of \(Self.shortestKey) bytes or more")
        }
        self.key = key
        self.prompts = prompts
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw SignetError(
                "audit.open", .cannotCreate, "the audit log cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw SignetError("audit.locked", .cannotCreate, "another process writes to the audit log")
        }
        do throws(SignetError) {
            let check = try DecisionLogCheck(path: path, key: key)
            if let fault = check.fault {
                throw SignetError(
                    "audit.broken", .badData, "the audit log is not whole: line \(fault.line): \(fault.reason)")
            }
            chain = AuditChain(key: key, count: check.count, head: check.headBytes)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    public var count: Int { chain.count }
    /// The digest of the last line, in hexadecimal: kept elsewhere, it shows that no line is missing at the end.
    public var head: String { Hex.encode(chain.head) }

    /// Writes a decision down, on the disk when this returns.
    ///
    /// - Parameter time: as RFC 3339 has it, in UTC.
    public func record(_ prompt: LabelledPrompt, _ decision: Decision, at time: String) throws(SignetError) {
        let isText = prompts == .text
        let entry = Entry(
            time: time, id: prompt.id, verdict: decision.verdict.rawValue, reason: decision.refusal,
            rules: decision.matches.filter(\.isDecisive).map(\.rule.id), people: decision.people.map(\.person.id),
            policy: Entry.Policy(id: decision.policyID, version: decision.policyVersion, digest: decision.policyDigest),
            prompt: isText ? prompt.text : nil, negative: isText && !prompt.negative.isEmpty ? prompt.negative : nil,
            promptHMAC: isText ? nil : key.map { Self.hash(prompt.text, prompt.negative, key: $0) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let payload = try? encoder.encode(entry) else {
            throw SignetError("audit.write", .unexpected, "a decision cannot be written down")
        }
        var next = chain
        let line = DecisionLogLine(link: next.append(Array(payload)), payload: Array(payload)).bytes
        let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == line.count, fdatasync(descriptor) == 0 else {
            throw SignetError("audit.write", .inputOutput, "the audit log cannot be written")
        }
        chain = next
    }

    /// What stands for a prompt in a log with this key, in hexadecimal.
    public static func hash(_ prompt: String, _ negative: String = "", key: [UInt8]) -> String {
        Hex.encode(
            MessageAuthentication.code(for: Array("signet.prompt.1\0\(prompt)\0\(negative)".utf8), key: key))
    }
}
