/// One box: its type, and either its bytes or the boxes in it.
public struct Box: Sendable {
    public let type: BoxType
    /// The whole box, header included; indices are offsets into the manifest store.
    public let bytes: ArraySlice<UInt8>
    /// What follows the header.
    public let payload: ArraySlice<UInt8>
    /// Set for a box of type ``BoxType/superbox``.
    public let superbox: Superbox?

    public init(type: BoxType, bytes: ArraySlice<UInt8>, payload: ArraySlice<UInt8>, superbox: Superbox?) {
        self.type = type
        self.bytes = bytes
        self.payload = payload
        self.superbox = superbox
    }

    /// Where the box starts in the manifest store.
    public var offset: Int { bytes.startIndex }
}

/// A JUMBF superbox: a description and the boxes it describes (ISO 19566-5 annex A).
public struct Superbox: Sendable {
    public let description: BoxDescription
    public let contents: [Box]
    /// Everything after the superbox's own header: what a hashed URI hashes (C2PA 2.4 section 8.4.2.3).
    public let payload: ArraySlice<UInt8>
    /// Where the superbox starts in the manifest store.
    public let offset: Int
    /// The whole superbox, header included.
    public let bytes: ArraySlice<UInt8>

    public var label: String? { description.label }

    /// The superboxes among the contents.
    public var superboxes: [Superbox] { contents.compactMap(\.superbox) }
}

/// The description box at the start of a superbox.
public struct BoxDescription: Sendable {
    public let uuid: BoxUUID
    public let toggles: Toggles
    public let label: String?
    /// Boxes in the private field: C2PA's salt.
    public let privateBoxes: [Box]

    /// The toggle byte of ISO 19566-5 table A.2.
    public struct Toggles: OptionSet, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let requestable = Toggles(rawValue: 1)
        public static let label = Toggles(rawValue: 2)
        public static let identifier = Toggles(rawValue: 4)
        public static let hash = Toggles(rawValue: 8)
        public static let privateField = Toggles(rawValue: 16)
        static let known: Toggles = [.requestable, .label, .identifier, .hash, .privateField]
    }
}
