import ContentCredentials
import Testing

@Suite("JUMBFURI")
struct JUMBFURITests {
    @Test("an absolute URI has a manifest and a path")
    func absolute() throws {
        let uri = try #require(JUMBFURI("self#jumbf=/c2pa/urn:uuid:1/c2pa.assertions/c2pa.hash.data"))
        #expect(uri.manifest == "urn:uuid:1")
        #expect(uri.path == ["c2pa.assertions", "c2pa.hash.data"])
        #expect(uri.label == "c2pa.hash.data")
        #expect(uri.isAssertion)
        #expect(uri == .assertion("c2pa.hash.data", in: "urn:uuid:1"))
        #expect(uri.absolute(in: "other") == uri)
    }

    @Test("a relative URI gets the manifest it stands in")
    func relative() throws {
        let uri = try #require(JUMBFURI("self#jumbf=c2pa.assertions/c2pa.hash.data"))
        #expect(uri.manifest == nil)
        #expect(uri.isAssertion)
        #expect(uri.absolute(in: "m") == .assertion("c2pa.hash.data", in: "m"))
        #expect(uri.text == "self#jumbf=c2pa.assertions/c2pa.hash.data")
    }

    @Test(
        "what is read is written the same",
        arguments: [
            "self#jumbf=/c2pa/m", "self#jumbf=/c2pa/m/c2pa.signature", "self#jumbf=c2pa.signature",
            "self#jumbf=/c2pa/m/a/b/c/d", "self#jumbf=c2pa/m", "self#jumbf=/c2pa/c2pa/c2pa",
        ])
    func roundTrip(text: String) { #expect(JUMBFURI(text)?.text == text) }

    @Test("a manifest's own URI has its label and no path")
    func manifest() throws {
        let uri = try #require(JUMBFURI("self#jumbf=/c2pa/m"))
        #expect(uri.path.isEmpty)
        #expect(uri.label == "m")
        #expect(!uri.isAssertion)
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "self#jumbf=", "self#jumbf=/", "self#jumbf=/c2pa", "self#jumbf=/c2pa/", "self#jumbf=//m",
            "self#jumbf=/c2pa//x",
            "self#jumbf=/C2PA/m/x", "self#jumbf=/other/m/x", "self#jumbf=a//b", "self#jumbf=a/", "Self#jumbf=a",
            " self#jumbf=a",
            "https://example.org/x#jumbf=a", "self#jumbf:a", "jumbf=a",
        ])
    func refused(text: String) { #expect(JUMBFURI(text) == nil) }

    @Test("a URI longer than any label chain is none, so that it cannot become a million parts")
    func long() {
        #expect(JUMBFURI("self#jumbf=" + String(repeating: "a/", count: 1_000_000) + "a") == nil)
        #expect(JUMBFURI("self#jumbf=/c2pa/m/c2pa.assertions/" + String(repeating: "a", count: 4_096)) != nil)
    }
}
