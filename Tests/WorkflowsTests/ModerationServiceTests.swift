import Bytes
import Network
import TestSupport
import Testing
import Workflows

@Suite(.enabled(if: LocalServer.isPossible)) struct ModerationServiceTests {
    private let folder: TemporaryFolder
    private let server: LocalServer

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "words.json", Array(#"{"tulip": {"flowers": 0.9, "sexual/minors": 0.0}, "odd": {"x": 7}}"#.utf8))
        server = try LocalServer(folder: folder)
    }

    private func requests() throws -> String {
        String(decoding: try HTTPClient(.named).get(server.url("log")).body, as: UTF8.self)
    }

    @Test func scoresAreSignalsOfItsName() throws {
        let service = ModerationService(name: "guard", url: server.url("moderations"))
        #expect(
            try service.scores(of: "a tulip") == ["guard.flowers": 0.9, "guard.sexual/minors": 0, "guard.flagged": 1])
        #expect(try service.scores(of: "a \"rose\"\n") == ["guard.flagged": 0])
    }

    @Test func aTextIsAskedAboutOnce() throws {
        let service = ModerationService(name: "guard", url: server.url("moderations"))
        let first = try service.scores(of: "a tulip")
        #expect(try service.scores(of: "a tulip") == first)
        #expect(try requests() == "1")
    }

    @Test(arguments: ["moderations?status=500", "moderations?garbage", "moderations?slow=5", "file/none?redirect"])
    func whatIsNoAnswerIsAnError(_ path: String) throws {
        let service = ModerationService(name: "guard", url: server.url(path), timeout: 1)
        #expect(throws: SignetError.self) { try service.scores(of: "a tulip") }
    }

    @Test func scoresOutsideOfZeroToOneAreNone() throws {
        let service = ModerationService(name: "guard", url: server.url("moderations"))
        #expect(throws: SignetError("classifier.answer", .unavailable, "")) { try service.scores(of: "odd") }
    }

    @Test func aServiceThatIsDownIsLeftAloneForAWhile() throws {
        let service = ModerationService(name: "guard", url: server.url("moderations?status=503"))
        for text in ["a", "b", "c"] {
            #expect(throws: SignetError("classifier.status", .unavailable, "")) { try service.scores(of: text) }
        }
        #expect(throws: SignetError("classifier.down", .unavailable, "")) { try service.scores(of: "d") }
        #expect(try requests() == "3")
    }
}
