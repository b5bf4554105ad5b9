import Network
import Testing

@Suite struct PublicAddressTests {
    @Test(
        arguments: [
            [0, 0, 0, 0], [10, 1, 2, 3], [100, 64, 0, 1], [100, 127, 255, 255], [127, 0, 0, 1], [127, 255, 255, 254],
            [169, 254, 169, 254], [172, 16, 0, 1], [172, 31, 255, 255], [192, 0, 0, 8], [192, 168, 1, 1],
            [198, 19, 0, 1],
            [224, 0, 0, 1], [255, 255, 255, 255],
        ] as [[UInt8]])
    func `addresses of the machine and of private networks are not public`(address: [UInt8]) {
        #expect(!PublicAddress.isPublic(address))
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + address
        #expect(!PublicAddress.isPublic(mapped))
        #expect(!PublicAddress.isPublic([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] + address))
        #expect(!PublicAddress.isPublic([UInt8](repeating: 0, count: 12) + address))
    }

    @Test(
        arguments: [
            [1, 1, 1, 1], [8, 8, 8, 8], [100, 63, 0, 1], [100, 128, 0, 1], [172, 15, 0, 1], [172, 32, 0, 1],
            [192, 167, 1, 1],
        ] as [[UInt8]])
    func `other addresses are public, also mapped into IPv6`(address: [UInt8]) {
        #expect(PublicAddress.isPublic(address))
        #expect(PublicAddress.isPublic([UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + address))
    }

    @Test(
        arguments: [
            (first: [0xFC, 0], second: 1), (first: [0xFD, 0x12], second: 1), (first: [0xFE, 0x80], second: 1),
            (first: [0xFF, 0x02], second: 1), (first: [0, 0], second: 1), (first: [0, 0], second: 0),
            (first: [0x20, 0x02], second: 1),
        ] as [(first: [UInt8], second: UInt8)])
    func `local and special IPv6 addresses are not public`(address: (first: [UInt8], second: UInt8)) {
        let bytes = address.first + [UInt8](repeating: 0, count: 13) + [address.second]
        #expect(bytes.count == 16)
        #expect(!PublicAddress.isPublic(bytes))
    }

    @Test func `a global IPv6 address is public`() {
        #expect(PublicAddress.isPublic([0x26, 0x06, 0x47, 0] + [UInt8](repeating: 0, count: 11) + [1]))
        #expect(!PublicAddress.isPublic([0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]))
        #expect(!PublicAddress.isPublic([]))
        #expect(!PublicAddress.isPublic([1, 2, 3]))
    }
}
