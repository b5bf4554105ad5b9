import Bytes
import Testing

@Suite("SignetError")
struct SignetErrorTests {
    @Test("two errors are the same when their codes are")
    func equality() {
        #expect(SignetError("a.b", .usage, "one", offset: 1) == SignetError("a.b", .badData, "two"))
        #expect(SignetError("a.b", .usage, "one") != SignetError("a.c", .usage, "one"))
        #expect("\(SignetError("a.b", .usage, "one"))" == "one")
    }
}
