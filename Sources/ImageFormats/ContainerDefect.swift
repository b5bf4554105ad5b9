/// Something in the way an image carries its manifest store that a correct file does not have.
///
/// The rule behind all of them: no byte between the first and the last byte of the carrier is hashed, so each of them must
/// be either store or a value that the format fixes. A defect that ``Kind/concernsStore`` means that this rule is broken
/// and that the store must not be reported as valid.
public struct ContainerDefect: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The file carries more than one C2PA manifest store.
        case severalStores
        /// Something is recognisably meant to carry a C2PA store, but no store can be read from it.
        case storeUnreadable
        /// The store's box is longer than what is carried.
        case storeCutShort
        /// Bytes that are not part of the store follow it inside its chunk or segment.
        case foreignBytes
        /// The store's box does not state its length, neither in LBox nor in XLBox.
        case storeLength
        /// JPEG: other segments or bytes lie between the segments of the store (C2PA 2.4, A.3.1).
        case segmentsNotContiguous
        /// JPEG: the packet sequence numbers are not 1, 2, 3, ...
        case segmentOrder
        /// JPEG: the segments of the store do not have the same box instance number.
        case segmentInstance
        /// JPEG: a continuation segment does not repeat the box header of the first.
        case segmentHeader
        /// PNG: the checksum of the store's chunk is wrong.
        case checksum
        /// The part that carries the store does not have the one form that its format fixes for it.
        case carrierForm
        /// AVIF, HEIF: the C2PA boxes do not fit together by what they say they are for.
        case storePurpose
        /// The file ends, or stops being readable, before its format says that it is complete.
        case truncated

        /// Whether the carrier of the store itself is at fault, rather than the rest of the file.
        public var concernsStore: Bool { self != .truncated }
    }

    public let kind: Kind
    /// Where in the file it was noticed.
    public let offset: Int
    /// One clause that says what is wrong, without a final full stop.
    public let reason: String

    public init(_ kind: Kind, at offset: Int, _ reason: String) {
        self.kind = kind
        self.offset = offset
        self.reason = reason
    }
}
