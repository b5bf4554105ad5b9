import Boxes
import ContentCredentials
import Testing

@Suite("Assertions")
struct AssertionsTests {
    private func range(_ start: CBORValue, _ length: CBORValue) -> CBORValue {
        .map(["start": start, "length": length])
    }

    @Test("a data hash is written and read back")
    func dataHash() throws {
        let hash = DataHashAssertion(exclusions: [33..<100, 100..<100, 200..<201], algorithm: "sha384", hash: [1, 2])
        #expect(DataHashAssertion(try CBORDecoder.decode(CBOREncoder.encode(hash.cbor)[...])) == hash)
        #expect(hash.isOrdered)
        #expect(DataHashAssertion(.map([:])) == DataHashAssertion(exclusions: [], algorithm: nil, hash: nil))
    }

    @Test(
        "exclusions out of order or overlapping are told",
        arguments: [[5..<9, 0..<2], [0..<5, 4..<9], [0..<9, 0..<9]])
    func disorder(ranges: [Range<Int>]) {
        #expect(!DataHashAssertion(exclusions: ranges, algorithm: nil, hash: nil).isOrdered)
    }

    @Test("a data hash with a range that cannot be is malformed")
    func badRanges() {
        let wrong: [CBORValue] = [
            range(.integer(-1), .integer(5)), range(.integer(5), .integer(-1)), range(.integer(.max), .integer(1)),
            range(.unsigned(.max), .integer(1)), range(.integer(1), .unsigned(.max)), range(.text("1"), .integer(1)),
            range(.float(1), .integer(1)), .map(["start": .integer(1)]), .map(["length": .integer(1)]), .null,
            .array([]),
        ]
        for element in wrong {
            #expect(DataHashAssertion(.map(["exclusions": .array([range(.integer(0), .integer(1)), element])])) == nil)
        }
        #expect(DataHashAssertion(.map(["exclusions": .map([:])])) == nil)
        #expect(DataHashAssertion(.array([])) == nil)
        let largest = DataHashAssertion(.map(["exclusions": .array([range(.integer(.max), .integer(0))])]))
        #expect(largest?.exclusions == [Int.max..<Int.max])
    }

    @Test("actions are read with their agents, by value and by index")
    func actions() throws {
        let agents = CBORValue.array([
            .map(["name": .text("first")]), .map(["name": .text("second"), "version": .text("2")]),
        ])
        func agent(_ fields: KeyValuePairs<String, CBORValue>) throws -> String? {
            let value = CBORValue.map(["softwareAgents": agents, "actions": .array([.map(fields)])])
            return try #require(ActionsAssertion(value)).actions[0].softwareAgent
        }
        #expect(try agent(["softwareAgent": .text("plain")]) == "plain")
        #expect(try agent(["softwareAgent": .map(["name": .text("n"), "version": .text("1")])]) == "n 1")
        #expect(try agent(["softwareAgentIndex": .integer(1)]) == "second 2")
        for index in [CBORValue.integer(2), .integer(-1), .unsigned(.max), .negative(.max), .text("0"), .null] {
            #expect(try agent(["softwareAgentIndex": index]) == nil)
        }
    }

    @Test("the ingredients of an action are told apart from none")
    func actionIngredients() throws {
        func ingredients(_ parameters: CBORValue) throws -> [HashedURI?]? {
            let value = CBORValue.map(["actions": .array([.map(["parameters": parameters])])])
            return try #require(ActionsAssertion(value)).actions[0].ingredients
        }
        let reference = HashedURI(url: "u", hash: [1])
        #expect(try ingredients(.map([:])) == nil)
        #expect(try ingredients(.map(["ingredient": reference.cbor])) == [reference])
        #expect(try ingredients(.map(["ingredient": .null])) == [nil])
        #expect(try ingredients(.map(["ingredients": .array([reference.cbor, .null])])) == [reference, nil])
        #expect(try ingredients(.map(["ingredients": .null])) == [])
    }

    @Test("actions that are no list are none, and an entry that is no action has no name")
    func noActions() throws {
        #expect(ActionsAssertion(.map([:])) == nil)
        #expect(ActionsAssertion(.map(["actions": .map([:])])) == nil)
        #expect(ActionsAssertion(.array([])) == nil)
        let strange = try #require(ActionsAssertion(.map(["actions": .array([.null, .integer(1)])])))
        #expect(strange.actions.map(\.name) == [nil, nil])
        let templates = CBORValue.map([
            "actions": .array([]), "templates": .array([.map(["digitalSourceType": .text("x")]), .null]),
        ])
        #expect(ActionsAssertion(templates)?.templateSourceTypes == ["x"])
    }

    @Test(
        "an ingredient's version is that of its label",
        arguments: [("c2pa.ingredient", 1), ("c2pa.ingredient.v2__4", 2), ("c2pa.ingredient.v3__1", 3)])
    func ingredientVersion(label: String, version: Int) {
        #expect(IngredientAssertion(.map([:]), label: AssertionLabel(label)).version == version)
    }

    @Test("an ingredient's records are read from each of their places")
    func ingredientRecords() {
        func status(_ code: String) -> CBORValue { .map(["code": .text(code), "url": .text("u")]) }
        let label = AssertionLabel("c2pa.ingredient.v3")
        let none = IngredientAssertion(.map([:]), label: label)
        #expect(none.recorded == nil)
        #expect(!none.hasValidationResults)
        let old = IngredientAssertion(
            .map(["validationStatus": .array([status("a"), .null, .map([:])])]), label: label)
        #expect(old.recorded == [.init(code: "a", url: "u")])
        let delta = CBORValue.map(["validationDeltas": .map(["failure": .array([status("d")])])])
        let results = CBORValue.map([
            "activeManifest": .map(["success": .array([status("b")]), "failure": .array([status("c")])]),
            "ingredientDeltas": .array([delta, .null]),
        ])
        let new = IngredientAssertion(.map(["validationResults": results]), label: label)
        #expect(new.recorded?.map(\.code) == ["b", "c", "d"])
        #expect(new.hasValidationResults)
        #expect(IngredientAssertion(.map(["validationResults": .null]), label: label).recorded == [])
    }
}
