import Testing

@testable import Boxes

@Suite("BoxType and BoxUUID")
struct BoxTypeTests {
    @Test("a type is written as its characters, or as a number when they cannot be shown")
    func description() {
        #expect("\(BoxType("jumb"))" == "jumb")
        #expect(BoxType("jumb").rawValue == 0x6A75_6D62)
        #expect("\(BoxType(rawValue: 0x6A75_6D00))" == "0x6a756d00")
        #expect("\(BoxType(rawValue: 0x1B5B_306D))" == "0x1b5b306d")
        #expect("\(BoxType(rawValue: 0))" == "0x0")
    }

    @Test("types of C2PA and of the standard are spelled as there")
    func uuids() {
        #expect("\(BoxUUID.manifestStore)" == "63327061-0011-0010-8000-00aa00389b71")
        #expect("\(BoxUUID.standardManifest)" == "63326d61-0011-0010-8000-00aa00389b71")
        #expect("\(BoxUUID.claim)" == "6332636c-0011-0010-8000-00aa00389b71")
        #expect("\(BoxUUID.cborContent)" == "63626f72-0011-0010-8000-00aa00389b71")
        #expect("\(BoxUUID.embeddedFile)" == "40cb0c32-bb8a-489d-a70b-2ad6f47f4369")
        #expect(BoxUUID.claim.bytes.count == 16)
    }
}
