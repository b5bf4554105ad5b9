import Boxes
import Bytes
import Foundation
import TestSupport
import Testing

@Suite("CBOR vectors of RFC 7049 appendix A", .enabled(if: SharedFiles.has("security/cbor-vectors/appendix_a.json")))
struct CBORVectorsTests {
    private struct Vector: Decodable {
        let hex: String
        let roundtrip: Bool
    }

    private let vectors: [Vector]

    init() throws {
        let bytes = try SharedFiles.bytes("security/cbor-vectors/appendix_a.json")
        vectors = try JSONDecoder().decode([Vector].self, from: Data(bytes))
    }

    @Test(
        "all of them but one that RFC 8949 took back decode, and those that are the shortest form are encoded the same")
    func all() throws {
        #expect(vectors.count == 82)
        var encoded = 0
        for vector in vectors {
            let bytes = try #require(Hex.decode(vector.hex))
            if vector.hex == "f818" {
                // simple(24) of RFC 7049: since RFC 8949, section 3.3, simple values below 32 in two bytes are not well-formed.
                #expect(throws: SignetError("cbor.simple", .badData, "")) { try CBORDecoder.decode(bytes[...]) }
                continue
            }
            let value = try CBORDecoder.decode(bytes[...])
            if vector.roundtrip {
                #expect(Hex.encode(CBOREncoder.encode(value)) == vector.hex)
                encoded += 1
            } else {
                // The others are encoded in the one shortest form, which stands for the same value.
                let encoded = CBOREncoder.encode(value)
                #expect(encoded.count <= bytes.count)
                #expect(CBOREncoder.encode(try CBORDecoder.decode(encoded[...])) == encoded, "\(vector.hex)")
            }
        }
        #expect(encoded == 64)
    }

    @Test("every prefix of every vector is an error")
    func truncated() throws {
        for vector in vectors {
            let bytes = try #require(Hex.decode(vector.hex))
            for count in bytes.indices {
                #expect(throws: SignetError.self, "\(vector.hex)") { try CBORDecoder.decode(bytes[..<count]) }
            }
        }
    }
}
