/// Sentences of reports about a policy, in the language of the reader.
struct PolicyWords: Sendable {
    let language: Language

    func callAsFunction(_ english: String, _ korean: String) -> String { language == .korean ? korean : english }

    func verdict(_ verdict: String) -> String {
        switch verdict {
        case "allow": self("allow", "허용")
        case "review": self("review", "검토")
        case "block": self("block", "차단")
        default: verdict
        }
    }

    /// A share as a percentage with one digit, for example `98.4`.
    static func percent(_ share: Double) -> String { fixed(share * 100, digits: 1) }

    /// A number with so many digits behind the point.
    static func fixed(_ value: Double, digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let whole = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let rest = String(whole % scale)
        return "\(sign)\(whole / scale)." + String(repeating: "0", count: digits - rest.count) + rest
    }
}
