import Bytes
import Foundation
import Network
import TestSupport
import Testing

@Suite(.enabled(if: LocalServer.isPossible)) struct HTTPClientTests {
    private let folder: TemporaryFolder
    private let server: LocalServer

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("hello", Array("hello".utf8))
        try folder.write("target", Array("elsewhere".utf8))
        server = try LocalServer(folder: folder)
    }

    private func client(_ change: (inout HTTPClient.Policy) -> Void = { _ in }) -> HTTPClient {
        var policy = HTTPClient.Policy.named
        policy.timeout = 30
        change(&policy)
        return HTTPClient(policy)
    }

    private func code(_ client: HTTPClient, _ url: String) -> SignetError.Code? {
        do throws(SignetError) {
            _ = try client.get(url)
            return nil
        } catch {
            return error.code
        }
    }

    private var requestCount: Int {
        get throws { Int(String(decoding: try client().get(server.url("log")).body, as: UTF8.self)) ?? -1 }
    }

    @Test func `a body is fetched whole`() throws {
        let response = try client().get(server.url("file/hello"))
        #expect(response.status == 200)
        #expect(response.body == Array("hello".utf8))
        #expect(response.mediaType == "application/octet-stream")
    }

    @Test func `a token goes along, and over http to this machine only`() throws {
        func answer(_ url: String, _ token: String) throws(SignetError) -> String {
            String(decoding: try client().post(url, [], contentType: "text/plain", token: token).body, as: UTF8.self)
        }
        #expect(try answer(server.url("token"), "abc.DEF-1") == "Bearer abc.DEF-1")
        for (url, token) in [
            ("http://example.com/", "abc"), ("http://localhost.example.com/", "abc"),
            (server.url("token"), "a\r\nX: y"),
            (server.url("token"), ""),
        ] {
            #expect(throws: SignetError("network.token", .configuration, "")) { try answer(url, token) }
        }
    }

    @Test func `redirects are not followed`() throws {
        let response = try client().get(server.url("file/hello?redirect"))
        #expect(response.status == 302)
        #expect(response.body.isEmpty)
        #expect(try requestCount == 1)
    }

    @Test func `a body above the limit is an error, one of its size is not`() throws {
        #expect(code(client { $0.maximumSize = 1_000 }, server.url("file/x?flood=1001")) == "network.tooLarge")
        #expect(code(client { $0.maximumSize = 1_000 }, server.url("file/x?flood=1000")) == nil)
    }

    @Test func `a server that is slow is given up in time`() throws {
        let start = ContinuousClock.now
        #expect(code(client { $0.timeout = 0.3 }, server.url("file/hello?slow=20")) == "network.timeout")
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `an address in a file may not lead to this machine, however it is written`() throws {
        let foreign = client {
            $0.allowsPrivateAddresses = false
            $0.usesProxy = false
        }
        for host in [
            "127.0.0.1", "localhost", "[::1]", "2130706433", "0177.0.0.1", "0x7f.0.0.1", "127.1", "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]", "0.0.0.0", "[::]",
        ] {
            #expect(
                code(foreign, "http://\(host):\(server.port)/file/hello") == "network.privateAddress", "\(host)")
        }
        #expect(try requestCount == 0)
    }

    @Test(arguments: [
        "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "//example.com/",
        "",
        "javascript:1",
    ])
    func `an address in a file has to be one of https`(url: String) {
        #expect(code(HTTPClient(.foreign(maximumSize: 1_000)), url) == "network.scheme")
    }

    @Test(arguments: ["https://user:password@example.com/", "https://exa mple.com/", "https://example.com/\r\nX: y"])
    func `addresses with passwords, spaces and line ends are refused`(url: String) {
        #expect(code(HTTPClient(.foreign(maximumSize: 1_000)), url) == "network.address")
    }
}
