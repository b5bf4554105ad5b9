import Bytes
import Cryptography
import Testing

/// `pkcs11:` URIs are read as RFC 7512 has them, and nothing that is not understood is passed over.
@Suite struct PKCS11URITests {
    @Test func readsWhatTokenAndKeyAreCalled() throws {
        let uri = try PKCS11URI(
            "pkcs11:token=My%20HSM;manufacturer=A%3BB;model=m;serial=01;slot-id=7;object=%EC%84%9C%EB%AA%85;id=%01%FF;type=private"
                + "?pin-source=file:/etc/pin&module-path=/usr/lib/x.so&x-vendor=1")
        #expect(uri.token == "My HSM")
        #expect(uri.manufacturer == "A;B")
        #expect(uri.model == "m")
        #expect(uri.serial == "01")
        #expect(uri.slot == 7)
        #expect(uri.object == "서명")
        #expect(uri.identifier == [1, 255])
        #expect(uri.pinSource == "/etc/pin")
        #expect(uri.modulePath == "/usr/lib/x.so")
    }

    @Test(
        "a PIN comes from a file, a descriptor or the environment",
        arguments: [
            ("file:/a", "/a"), ("file:///a", "/a"), ("file:a", "a"), ("/a", "/a"), ("env:PIN", "env:PIN"),
            ("fd:3", "fd:3"),
            ("file:%2Fa%20b", "/a b"),
        ])
    func pinSources(_ written: String, _ expected: String) throws {
        #expect(try PKCS11URI("pkcs11:object=a?pin-source=\(written)").pinSource == expected)
    }

    @Test func aPINInTheURIIsRefusedAndNotRepeated() {
        let error = #expect(throws: SignetError.self) { try PKCS11URI("pkcs11:object=a?pin-value=98765") }
        #expect(error?.code == "key.pinInURI")
        #expect(error?.category == .usage)
        #expect(error?.reason.contains("98765") == false)
    }

    @Test(
        "what is not understood is refused",
        arguments: [
            "", "pkcs12:", "pkcs11:token", "pkcs11:token=%4", "pkcs11:token=%GG", "pkcs11:token=a;token=b",
            "pkcs11:type=cert",
            "pkcs11:library-version=3", "pkcs11:x-key=a", "pkcs11:slot-id=x", "pkcs11:object=%FF", "pkcs11:object=%00",
            "pkcs11:object=", "pkcs11:object=a?module-name=x", "pkcs11:object=a?pin-source=%7Cprogram",
            "pkcs11:object=a?pin-source=file://host/pin", "pkcs11:object=" + String(repeating: "a", count: 5_000),
        ])
    func refused(_ text: String) {
        #expect(throws: SignetError("key.uri", .usage, "")) { try PKCS11URI(text) }
    }
}
