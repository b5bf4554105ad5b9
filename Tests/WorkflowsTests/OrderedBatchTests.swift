import Synchronization
import Testing
import Workflows

@Suite struct OrderedBatchTests {
    private struct Stop: Error {}

    @Test(arguments: [1, 2, 5]) func resultsComeInTheOrderOfTheInputs(jobs: Int) throws {
        var seen: [Int] = []
        try OrderedBatch(jobs: jobs).run(Array(0..<500)) { number in
            // Some inputs take longer than those after them.
            var sum = 0
            for step in 0..<(number % 7 == 0 ? 20_000 : 10) { sum &+= step }
            return number * 2 + (sum == -1 ? 1 : 0)
        } consume: { input, output in
            #expect(output == input * 2)
            seen.append(input)
        }
        #expect(seen == Array(0..<500))
    }

    @Test(arguments: [1, 3]) func nothingIsMoreThanAWindowAhead(jobs: Int) throws {
        let started = Mutex(0)
        var consumed = 0
        try OrderedBatch(jobs: jobs).run(Array(0..<300)) { number in
            started.withLock { $0 += 1 }
            return number
        } consume: { _, _ in
            consumed += 1
            #expect(started.withLock { $0 } - consumed <= jobs * 8 + jobs)
        }
        #expect(consumed == 300)
    }

    @Test(arguments: [1, 4]) func aConsumerThatThrowsEndsTheBatch(jobs: Int) {
        var consumed = 0
        #expect(throws: Stop.self) {
            try OrderedBatch(jobs: jobs).run(Array(0..<10_000), work: { $0 }) { _, _ in
                consumed += 1
                if consumed == 10 { throw Stop() }
            }
        }
        #expect(consumed == 10)
    }

    @Test(arguments: [1, 2]) func noInputIsNoWork(jobs: Int) throws {
        try OrderedBatch(jobs: jobs).run([Int](), work: { $0 }) { _, _ in Issue.record("there was nothing to do") }
    }
}
