internal import AuditLog
internal import Bytes

/// A line of an audit log: its place in the chain, then the entry as it was written.
struct DecisionLogLine {
    let link: AuditChain.Link
    let payload: [UInt8]

    init(link: AuditChain.Link, payload: [UInt8]) {
        self.link = link
        self.payload = payload
    }

    /// `{"sequence":1,"previous":"…","digest":"…","entry":{…}}` and a line break.
    var bytes: [UInt8] {
        let head =
            "{\"sequence\":\(link.sequence),\"previous\":\"\(Hex.encode(link.previous))\",\"digest\":\"\(Hex.encode(link.digest))\",\"entry\":"
        return Array(head.utf8) + payload + Array("}\n".utf8)
    }

    /// Reads a line without its break; nil for anything that ``bytes`` would not write so.
    init?(_ line: [UInt8]) {
        var rest = line[...]
        func take(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }
        func digest() -> [UInt8]? {
            let bytes = Hex.decode(String(decoding: rest.prefix(64), as: UTF8.self))
            rest = rest.dropFirst(64)
            return bytes?.count == 32 ? bytes : nil
        }
        guard take("{\"sequence\":") else { return nil }
        let digits = rest.prefix { (48...57).contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let sequence = Int(String(decoding: digits, as: UTF8.self)), take(",\"previous\":\""),
            let previous = digest(), take("\",\"digest\":\""), let own = digest(), take("\",\"entry\":"),
            rest.last == UInt8(ascii: "}")
        else { return nil }
        link = AuditChain.Link(sequence: sequence, previous: previous, digest: own)
        payload = Array(rest.dropLast())
        guard bytes.dropLast().elementsEqual(line) else { return nil }
    }
}
