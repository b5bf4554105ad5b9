import Bytes
import Foundation
import Testing

@Suite("CPUBudget")
struct CPUBudgetTests {
    @Test("work within the budget goes on")
    func within() throws { try CPUBudget(seconds: 1_000).check() }

    @Test("work beyond the budget is ended with the limit's own code")
    func beyond() {
        let budget = CPUBudget(seconds: 0.001)
        let error = #expect(throws: SignetError.self) {
            while true { try budget.check() }
        }
        #expect(error?.code == "limit.cpuTime")
        #expect(error?.category == .badData)
    }

    @Test("waiting costs nothing")
    func waiting() throws {
        let budget = CPUBudget(seconds: 0.05)
        Thread.sleep(forTimeInterval: 0.1)
        try budget.check()
    }
}
