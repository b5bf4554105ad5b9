import Bytes
import Cryptography
import Digests
import Testing

@Suite struct HasherTests {
    @Test(arguments: [
        (HashAlgorithm.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            .sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ])
    func `hashes abc as FIPS 180-2 says`(_ algorithm: HashAlgorithm, _ expected: String) {
        #expect(Hex.encode(Hasher.digest(Array("abc".utf8), algorithm)) == expected)
        #expect(algorithm.digestSize == expected.count / 2)
    }

    @Test(arguments: HashAlgorithm.allCases)
    func `pieces hash like the whole, and a hasher starts anew after each digest`(_ algorithm: HashAlgorithm) {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        let hasher = Hasher(algorithm)
        for _ in 0..<2 {
            hasher.update(bytes[..<3])
            hasher.update([])
            hasher.update(bytes[3..<700])
            bytes[700...].withUnsafeBytes { hasher.update($0) }
            #expect(hasher.finalize() == Hasher.digest(bytes, algorithm))
        }
        #expect(hasher.finalize() == Hasher.digest([], algorithm))
    }

    @Test func `an empty message has its own digest`() {
        #expect(Hex.encode(Hasher.digest([], .sha256)).hasPrefix("e3b0c44298fc1c14"))
    }
}
