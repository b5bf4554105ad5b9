internal import Boxes
internal import Findings
internal import Testing

@Suite("DataHashValidator")
struct DataHashValidatorTests {
    @Test("a changed pixel changes the content, and nothing else")
    func changedContent() throws {
        var image = try Forge().image()
        image[image.count - 20] ^= 1
        let report = try Judging.verify(image)
        #expect(report.failures == [.dataHashMismatch])
        #expect(report.verdict == .changed)
    }

    @Test("bytes behind the end of the image are content", arguments: [true, false])
    func trailing(isPNG: Bool) throws {
        let image = try Forge().image(isPNG ? .png : .jpeg) + [0]
        #expect(try Judging.verify(image).verdict == .changed)
    }

    @Test("further exclusions are pointed out with their size")
    func furtherExclusions() throws {
        var forge = Forge()
        forge.furtherExclusions = [45..<50, 60..<70]
        let report = try forge.report()
        #expect(report.failures == [])
        let note = report.results.activeManifest.first { $0.code == .additionalExclusionsPresent }
        #expect(note?.explanation.contains("15 bytes") == true)
        #expect(report.unhashedByteCount == 15)
        #expect(try Forge().report().unhashedByteCount == 0)
    }

    @Test("exclusions that are out of order, overlap, are negative or end beyond the file")
    func malformed() throws {
        func failures(_ change: @escaping ([Range<Int>]) -> [Range<Int>]) throws -> Set<StatusCode> {
            var forge = Forge()
            forge.changeExclusions = change
            return try forge.report().failures
        }
        #expect(try failures { $0 + [10..<20] } == [.dataHashMalformed])
        #expect(try failures { $0 + $0 } == [.dataHashMalformed])
        #expect(try failures { $0 + [1_000_000..<1_000_001] } == [.dataHashMismatch])
        #expect(try failures { _ in [] } == [.dataHashMismatch])
        #expect(try failures { [$0[0].lowerBound - 1..<$0[0].upperBound] } == [.dataHashMismatch])
        #expect(try failures { [$0[0].lowerBound..<$0[0].upperBound + 1] } == [.dataHashMismatch])
        #expect(try failures { [$0[0].lowerBound..<$0[0].upperBound - 1] } == [.dataHashMismatch])
        #expect(try failures { [$0[0].lowerBound..<40, 40..<$0[0].upperBound] } == [.dataHashMismatch])
        let negative = try Forge {
            $0.assertions[1] = Blueprint.dataHash {
                $0["exclusions"] = .array([.map(["start": .integer(-1), "length": .integer(1)])])
            }
        }.report()
        #expect(negative.failures == [.dataHashMalformed])
    }

    @Test("a hash that is missing or empty never matches")
    func missingHash() throws {
        #expect(
            try Forge { $0.assertions[1] = Blueprint.dataHash { $0["hash"] = nil } }.report().failures == [
                .dataHashMismatch
            ])
        #expect(
            try Forge { $0.assertions[1] = Blueprint.dataHash { $0["hash"] = .bytes([]) } }.report().failures
                == [.dataHashMismatch])
    }

    @Test("the algorithm of the claim stands in for one that is not named")
    func claimAlgorithm() throws {
        #expect(try Forge { $0.assertions[1] = Blueprint.dataHash { $0["alg"] = nil } }.report().failures == [])
    }

    @Test("a hard binding of another kind is not taken for a match")
    func otherBinding() throws {
        let report = try Forge { $0.assertions[1] = Blueprint.dataHash(label: "c2pa.hash.boxes") }.report()
        #expect(report.state == .invalid)
        #expect(report.checks.first { $0.question == .content }?.answer == .unknown)
    }
}
