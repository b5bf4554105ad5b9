import Testing

@testable import Policy

@Suite struct RuleTriggersTests {
    /// List 0 is rare, list 1 and 2 are in every other text; the reference -1 stands for list 2.
    private let triggers = RuleTriggers(references: [2], frequencies: [1, 100, 60])

    @Test func `of what has to be there together, the rarest is enough`() {
        #expect(triggers.lists(.list(1)) == [1])
        #expect(triggers.lists(.list(-1)) == [2])
        #expect(triggers.lists(.all([.list(1), .list(0)])) == [0])
        #expect(triggers.lists(.near([.list(1), .list(2)], window: 4, forward: false)) == [2])
        #expect(triggers.lists(.near([.list(1), .any([.list(2), .list(0)])], window: 4, forward: false)) == [0, 2])
        #expect(triggers.lists(.count(.list(1), least: 2)) == [1])
    }

    @Test func `of alternatives all are needed, and some conditions hold without words`() {
        #expect(triggers.lists(.any([.list(0), .list(1)])) == [0, 1])
        #expect(triggers.lists(.any([.list(0), .person(statuses: [], roles: [])])) == nil)
        #expect(triggers.lists(.all([.person(statuses: [], roles: []), .list(1)])) == [1])
        #expect(triggers.lists(.not(.list(0))) == nil)
        #expect(triggers.lists(.all([.not(.list(0))])) == nil)
    }
}
