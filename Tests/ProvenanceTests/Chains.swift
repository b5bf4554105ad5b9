internal import Boxes
internal import ContentCredentials
internal import TestSupport

/// Stores with several manifests.
extension Forge {
    static func label(_ number: Int) -> String {
        let digits = String(number)
        return "urn:c2pa:00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    static func uri(_ number: Int, _ assertion: String) -> String {
        "self#jumbf=/c2pa/\(label(number))/c2pa.assertions/\(assertion)"
    }

    static func signature(_ number: Int) -> String { "self#jumbf=/c2pa/\(label(number))/c2pa.signature" }

    /// An image made by `parent` and opened in another program.
    static func edit(
        results: CBORValue? = Blueprint.results(), parent changeParent: (inout Blueprint) -> Void = { _ in },
        ingredient: @escaping (inout [String: CBORValue]) -> Void = { _ in },
        active changeActive: (inout Blueprint) -> Void = { _ in }
    ) -> Forge {
        var parent = Blueprint()
        parent.label = label(1)
        changeParent(&parent)
        var active = Blueprint()
        active.label = label(2)
        let assertion = Blueprint.ingredient(label(1), results: results, ingredient)
        active.assertions = [assertion, Blueprint.opened(assertion), Blueprint.dataHash]
        changeActive(&active)
        return Forge([parent, active])
    }
}

extension Blueprint {
    /// Actions that start from the ingredient, which has to come before them.
    static func opened(_ ingredient: Assertion, action name: String = "c2pa.opened") -> Assertion {
        .cbor("c2pa.actions.v2") { context in
            .map([
                "actions": .array([
                    action(
                        name,
                        [
                            .init(
                                .text("parameters"),
                                .map(["ingredients": .array([reference(ingredient, context).cbor])]))
                        ])
                ])
            ])
        }
    }

    /// The hashed URI of an assertion of the manifest that is being built.
    static func reference(_ assertion: Assertion, _ context: Forge.Context) -> HashedURI {
        let box = BoxWriter.superbox(
            assertion.type, label: assertion.label, salt: assertion.salt, contents: assertion.contents(context))
        return HashedURI(
            url: "self#jumbf=/c2pa/\(context.label)/c2pa.assertions/\(assertion.label)",
            hash: digest(box))
    }
}
