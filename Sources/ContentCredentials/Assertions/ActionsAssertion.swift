public import Boxes

/// `c2pa.actions` and `c2pa.actions.v2`: what was done to the asset (C2PA 2.4 section 18.15).
public struct ActionsAssertion: Sendable {
    /// One action.
    public struct Action: Sendable {
        /// Nil when missing.
        public let name: String?
        /// The whole URI.
        public let digitalSourceType: String?
        /// Name and version of the software.
        public let softwareAgent: String?
        /// RFC 3339, as written.
        public let when: String?
        public let description: String?
        public let parameters: CBORValue?
        /// Nil when the parameters name no ingredients at all; empty elements are nil references.
        public let ingredients: [HashedURI?]?

        init(_ value: CBORValue, agents: [CBORValue]) {
            name = value["action"]?.text
            digitalSourceType = value["digitalSourceType"]?.text
            when = value["when"]?.untagged.text
            description = value["description"]?.text
            let agent =
                value["softwareAgent"]
                ?? value["softwareAgentIndex"]?.integer.flatMap { agents.indices.contains($0) ? agents[$0] : nil }
            softwareAgent = agent?.text ?? Claim.generator(agent)
            parameters = value["parameters"]
            if let list = parameters?["ingredients"] {
                ingredients = list.array?.map(HashedURI.init) ?? []
            } else if let one = parameters?["ingredient"] {
                ingredients = [HashedURI(one)]
            } else {
                ingredients = nil
            }
        }
    }

    public let actions: [Action]
    public let value: CBORValue

    /// Reads the assertion; nil when it has no list of actions.
    public init?(_ value: CBORValue) {
        guard let list = value["actions"]?.array else { return nil }
        let agents = value["softwareAgents"]?.array ?? []
        actions = list.map { Action($0, agents: agents) }
        self.value = value
    }

    /// The digital source types of the templates, which stand for actions that are not listed one by one.
    public var templateSourceTypes: [String] {
        (value["templates"]?.array ?? []).compactMap { $0["digitalSourceType"]?.text }
    }
}
