internal import Bytes
internal import COpenSSL

/// OpenSSL's queue of errors of the current thread.
enum OpenSSLErrors {
    /// Forgets what earlier calls left behind, so that the next reason is about the next call.
    static func clear() { ERR_clear_error() }

    /// Takes all reasons out of the queue, oldest first, each once.
    static func drain() -> String {
        var reasons: [String] = []
        while true {
            let number = ERR_get_error()
            if number == 0 { break }
            guard let text = ERR_reason_error_string(number) else { continue }
            let reason = String(cString: text)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons.joined(separator: "; ")
    }

    /// An error whose reason is `clause`, followed by what OpenSSL says.
    static func failure(_ code: SignetError.Code, _ category: SignetError.Category, _ clause: String) -> SignetError {
        let reasons = drain()
        return SignetError(code, category, reasons.isEmpty ? clause : "\(clause): \(reasons)")
    }
}
