/// One manifest of a store as printers show it: everything it says, and what validation found about it.
public struct ManifestRecord: Sendable, Equatable {
    /// One assertion.
    public struct Assertion: Sendable, Equatable {
        /// How the claim lists it.
        public enum Listing: String, Sendable {
            case created
            case gathered
            /// Claims of version 1 do not tell created from gathered.
            case listed
            /// In the assertion store, but the claim does not name it.
            case undeclared
        }

        /// With its instance number, for example `c2pa.ingredient.v3__1`.
        public let label: String
        public let listing: Listing
        /// `cbor`, `json`, `embedded`, `uuid`, `codestream`, `redacted` or `unknown`.
        public let contentType: String
        /// The content: decoded CBOR or JSON; for embedded files a map of `format`, `name` and `size`.
        public let value: DataValue
        /// The hash the claim gives for it.
        public let hash: [UInt8]?

        public init(label: String, listing: Listing, contentType: String, value: DataValue, hash: [UInt8]?) {
            self.label = label
            self.listing = listing
            self.contentType = contentType
            self.value = value
            self.hash = hash
        }
    }

    /// One ingredient assertion, with the manifest it points to.
    public struct Ingredient: Sendable, Equatable {
        /// The label of the ingredient assertion.
        public let label: String
        /// `parentOf`, `componentOf` or `inputTo`.
        public let relationship: String
        public let title: String?
        public let format: String?
        /// The label of the ingredient's own manifest in the same store, when it has one.
        public let manifest: String?

        public init(label: String, relationship: String, title: String?, format: String?, manifest: String?) {
            self.label = label
            self.relationship = relationship
            self.title = title
            self.format = format
            self.manifest = manifest
        }
    }

    /// One recorded action.
    public struct Action: Sendable, Equatable {
        /// For example `c2pa.created`.
        public let name: String
        /// The last part of the digital source type URI, when there is one.
        public let digitalSourceType: String?
        public let softwareAgent: String?
        /// As written in the record; the signer's own statement.
        public let when: String?
        public let description: String?

        public init(
            name: String, digitalSourceType: String?, softwareAgent: String?, when: String?, description: String?
        ) {
            self.name = name
            self.digitalSourceType = digitalSourceType
            self.softwareAgent = softwareAgent
            self.when = when
            self.description = description
        }
    }

    public let label: String
    /// 1 or 2; nil when the claim is missing or unreadable.
    public let claimVersion: Int?
    public let isUpdateManifest: Bool
    public let isCompressedManifest: Bool
    public let title: String?
    /// The media type of the asset, which only claims of version 1 state.
    public let format: String?
    public let instanceID: String?
    /// Name and version of the program that made the claim.
    public let generator: String?
    /// The claim as written, or null when it is unreadable.
    public let claim: DataValue
    public let assertions: [Assertion]
    /// The data boxes of the manifest, in the shape of assertions; deprecated (C2PA 2.4 section 18.12).
    public var dataBoxes: [Assertion] = []
    public let ingredients: [Ingredient]
    public let actions: [Action]
    public let signature: SignatureRecord?
    /// What validating this manifest on its own found.
    public let findings: [Finding]

    public init(
        label: String, claimVersion: Int?, isUpdateManifest: Bool, isCompressedManifest: Bool, title: String?,
        format: String?, instanceID: String?, generator: String?, claim: DataValue, assertions: [Assertion],
        ingredients: [Ingredient], actions: [Action], signature: SignatureRecord?, findings: [Finding]
    ) {
        self.label = label
        self.claimVersion = claimVersion
        self.isUpdateManifest = isUpdateManifest
        self.isCompressedManifest = isCompressedManifest
        self.title = title
        self.format = format
        self.instanceID = instanceID
        self.generator = generator
        self.claim = claim
        self.assertions = assertions
        self.ingredients = ingredients
        self.actions = actions
        self.signature = signature
        self.findings = findings
    }
}
