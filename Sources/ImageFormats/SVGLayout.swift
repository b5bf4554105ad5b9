/// What signing has to know about an SVG beside where the store goes.
struct SVGLayout: Sendable {
    /// The namespace prefix of the root element with its colon, as it is written; often empty.
    var prefix: [UInt8] = []
    /// Whether the root element has no content at all (`<svg/>`).
    var isEmpty = false
    /// The tag that opens the first metadata element of the root, when there is one.
    var metadata: XMLScanner.Tag?
}
