/// One way on from a position: what the text has there, and where it leads.
struct Step: Sendable {
    let symbol: Int32
    let next: Int32
    let revelation: Revelation
}
