import ContentCredentials
import Testing

@Suite("AssertionLabel")
struct AssertionLabelTests {
    @Test(
        "the number after the last two underscores is the instance",
        arguments: [
            ("c2pa.actions", "c2pa.actions", nil), ("c2pa.ingredient.v3__1", "c2pa.ingredient.v3", 1),
            ("c2pa.ingredient__12", "c2pa.ingredient", 12), ("a__1__2", "a__1", 2), ("a_1", "a_1", nil),
            ("a__", "a__", nil),
            ("a__x", "a__x", nil), ("a__-1", "a__-1", nil), ("a__+1", "a__+1", nil), ("a__1x", "a__1x", nil),
            ("a__ 1", "a__ 1", nil), ("a__99999999999999999999", "a__99999999999999999999", nil), ("__1", "", 1),
            ("_1", "_1", nil),
            ("a___1", "a_", 1), ("", "", nil), ("_", "_", nil), ("__", "__", nil), ("a__١", "a__١", nil),
        ] as [(String, String, Int?)])
    func instance(text: String, name: String, instance: Int?) {
        let label = AssertionLabel(text)
        #expect(label.name == name)
        #expect(label.instance == instance)
    }

    @Test("kinds are told apart by the whole name, whatever the instance")
    func kinds() {
        for name in ["c2pa.hash.data", "c2pa.hash.boxes", "c2pa.hash.bmff.v3", "c2pa.hash.data__1"] {
            #expect(AssertionLabel(name).isHardBinding)
        }
        for name in ["c2pa.hash.data2", "c2pa.hash", "c2pa.soft-binding", "C2PA.hash.data", "c2pa.hash.data__+1"] {
            #expect(!AssertionLabel(name).isHardBinding)
        }
        #expect(AssertionLabel("c2pa.actions").isActions)
        #expect(AssertionLabel("c2pa.actions.v2__3").isActions)
        #expect(!AssertionLabel("c2pa.actions.v3").isActions)
        #expect(AssertionLabel("c2pa.ingredient__2").isIngredient)
        #expect(!AssertionLabel("c2pa.ingredient.v4").isIngredient)
        #expect(AssertionLabel("c2pa.thumbnail.claim.jpeg").isThumbnail)
        #expect(!AssertionLabel("c2pa.thumbnail").isThumbnail)
    }
}
