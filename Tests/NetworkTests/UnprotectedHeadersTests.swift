import ContentCredentials
import Testing

@Suite struct UnprotectedHeadersTests {
    @Test func `padding fills every size but the few that no CBOR string has`() {
        let headers = UnprotectedHeaders(timeStampToken: [UInt8](repeating: 1, count: 100))
        let size = headers.encodedSize
        #expect(headers.padded(to: size) == headers)
        #expect(headers.padded(to: size - 1) == nil)
        for missing in 1...4 { #expect(headers.padded(to: size + missing) == nil) }
        for missing in 5...1_200 {
            let padded = headers.padded(to: size + missing)
            #expect(padded?.encodedSize == size + missing, "\(missing)")
        }
        for missing in [65_540, 65_541, 65_542, 65_543, 65_544, 70_000] {
            #expect(headers.padded(to: size + missing)?.encodedSize == size + missing, "\(missing)")
        }
    }

    @Test func `nothing beside the signature takes one byte`() { #expect(UnprotectedHeaders().encodedSize == 1) }
}
