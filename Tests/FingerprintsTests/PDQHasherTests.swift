import Bytes
import Fingerprints
import Pixels
import TestSupport
import Testing

@Suite struct PDQHasherTests {
    /// The reference's hashes of published images: hash, quality, path, the seven other forms.
    @Test(.enabled(if: SharedFiles.has("pdq/vectors_pdqhash028.txt")))
    func `every published vector comes out bit for bit`() throws {
        let text = String(decoding: try SharedFiles.bytes("pdq/vectors_pdqhash028.txt"), as: UTF8.self)
        // The vectors were made without turning images upright.
        let decoder = ImageDecoder(appliesOrientation: false)
        var checked = 0
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ")
            try #require(fields.count >= 4)
            let image = try decoder.decode(SharedFiles.bytes("pdq/\(fields[2])")).pixels
            let expected = [fields[0]] + fields[3].split(separator: ",")
            #expect(PDQHasher.hash(image).quality == Int(fields[1]), "\(fields[2])")
            #expect(PDQHasher.dihedral(image).map(\.hex) == expected.map(String.init), "\(fields[2])")
            #expect(PDQHasher.hash(image).hash.hex == fields[0])
            checked += 1
        }
        #expect(checked > 20)
    }
}
