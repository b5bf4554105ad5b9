public import Bytes

/// A signer that is a program: it reads the bytes to sign on standard input and writes the raw signature to standard output,
/// the protocol of c2patool's `--signer-path`.
///
/// The program is started once per signature, without a shell. Each signature is checked before it is used.
public struct CommandSigner: ClaimSigner {
    public let certificates: [Certificate]
    private let words: [String]
    private let seconds: Double
    private let form: SignatureForm

    public static let scheme = "cmd:"
    /// How long a program may take by default, in seconds of wall time.
    public static let defaultSeconds = 60.0

    /// - Parameters:
    ///   - command: `cmd:PROGRAM ARGUMENT…`. Words are separated by blanks; `'…'` and `"…"` keep blanks, and nothing else has
    ///     a meaning. `{alg}`, `{size}` and `{cert}` stand for the algorithm, the size of the signature and the path of the
    ///     chain. A program without arguments gets those that c2patool gives: `--reserve-size`, `--alg`, `--sign-cert`.
    ///   - certificates: that of the key first.
    ///   - chainPath: where the certificates were read from.
    ///   - algorithm: nil takes the one that belongs to the certificate's key.
    ///   - seconds: how long a signature may take.
    public init(
        command: String, certificates: [Certificate], chainPath: String, algorithm: SignatureAlgorithm? = nil,
        seconds: Double = defaultSeconds
    ) throws(SignetError) {
        form = try SignatureForm(certificates: certificates, algorithm: algorithm)
        self.certificates = certificates
        self.seconds = seconds
        var words = try Self.split(command.dropFirst(Self.scheme.count))
        if words.count == 1 {
            words += ["--reserve-size", "{size}", "--alg", "{alg}", "--sign-cert", "{cert}"]
        }
        let values = ["{size}": String(form.size), "{alg}": form.algorithm.rawValue, "{cert}": chainPath]
        self.words = words.map { values[$0] ?? $0 }
    }

    public var algorithm: SignatureAlgorithm { form.algorithm }

    public var signatureSize: Int { form.size }

    public func sign(_ message: [UInt8]) throws(SignetError) -> [UInt8] {
        var run = try CommandRun(words, seconds: seconds)
        let signature = try run.answer(to: message)
        guard !signature.isEmpty else {
            throw SignetError("key.command", .unavailable, "\(words[0]) ended well, but wrote no signature")
        }
        return try form.check(signature, over: message)
    }

    /// The words of a command line; never empty.
    static func split(_ command: Substring) throws(SignetError) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in command {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        guard quote == nil, let program = words.first, !program.isEmpty, !words.contains(where: { $0.contains("\0") })
        else {
            throw SignetError("key.command", .usage, "cmd: needs a program and its arguments, quotation marks in pairs")
        }
        return words
    }
}
