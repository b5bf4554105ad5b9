import Bytes
import Testing

@testable import ImageFormats

/// What has to hold for every way of carrying a manifest store.
@Suite("Every format")
struct EveryFormatTests {
    private static func signed(_ image: [UInt8], storeSize: Int) throws -> (
        bytes: [UInt8], store: [UInt8], plan: EmbeddingPlan
    ) {
        let container = try ImageContainer.read(image)
        let store = SampleImages.store(size: storeSize)
        let plan = try container.embeddingPlan(storeSize: storeSize)
        return (plan.assemble(from: image, carried: try container.format.carry(store)), store, plan)
    }

    @Test("a store is found where the plan says, in one form, with nothing wrong", arguments: SampleImages.everyFormat)
    func add(image: [UInt8]) throws {
        for size in [90, 91, 92, 255, 510, 70_001] {
            let (bytes, store, plan) = try Self.signed(image, storeSize: size)
            #expect(bytes.count == plan.newFileSize)
            let again = try ImageContainer.read(bytes)
            #expect(again.store?.bytes == store)
            #expect(again.store?.range == plan.storeRange)
            #expect(again.defects.isEmpty, "\(again.defects.map(\.reason))")
            #expect(again.carriers.count == 1)
            #expect(again.format == (try ImageContainer.read(image)).format)
        }
    }

    @Test("a store takes the place of another, larger or smaller", arguments: SampleImages.everyFormat)
    func replace(image: [UInt8]) throws {
        for (first, second) in [(500, 90), (90, 501), (91, 70_000)] {
            let old = try Self.signed(image, storeSize: first).bytes
            let (bytes, store, plan) = try Self.signed(old, storeSize: second)
            #expect(bytes.count == plan.newFileSize)
            #expect(bytes == (try Self.signed(image, storeSize: second)).bytes, "as if there had been no other")
            let again = try ImageContainer.read(bytes)
            #expect(again.store?.bytes == store)
            #expect(again.defects.isEmpty)
        }
    }

    @Test("no bit of what the hash leaves out is free", arguments: SampleImages.everyFormat)
    func noFreeBits(image: [UInt8]) throws {
        let (bytes, store, plan) = try Self.signed(image, storeSize: 600)
        let format = try ImageContainer.read(bytes).format
        var accepted: [String] = []
        for offset in plan.storeRange {
            for bit in 0..<8 {
                var changed = bytes
                changed[offset] ^= 1 << bit
                guard let container = try? ImageContainer.read(changed), let found = container.store,
                    !container.defects.contains(where: \.kind.concernsStore)
                else { continue }
                if found.bytes == store, found.range == plan.storeRange {
                    accepted.append("\(offset - plan.storeRange.lowerBound):\(bit)")
                }
            }
        }
        // The box instance number of a JPEG segment is the one field that nothing fixes (docs/free-bits.md).
        #expect(accepted.count == (format == .jpeg ? 16 : 0), "\(format): \(accepted)")
    }

    @Test("every store offset is found in the file", arguments: SampleImages.everyFormat)
    func offsets(image: [UInt8]) throws {
        let (bytes, store, _) = try Self.signed(image, storeSize: 600)
        let embedded = try #require(try ImageContainer.read(bytes).store)
        for offset in store.indices {
            let place = try #require(embedded.fileOffset(ofStoreOffset: offset))
            #expect(embedded.range.contains(place))
            if !embedded.isBase64 { #expect(bytes[place] == store[offset]) }
        }
    }

    @Test("a store that is cut short is refused or says so", arguments: SampleImages.everyFormat)
    func cutShort(image: [UInt8]) throws {
        let (bytes, _, plan) = try Self.signed(image, storeSize: 300)
        for count in 0..<bytes.count {
            guard let container = try? ImageContainer.read([UInt8](bytes.prefix(count))) else { continue }
            #expect(
                container.store == nil || !container.defects.isEmpty || count >= plan.storeRange.upperBound, "\(count)")
            #expect(container.carriers.allSatisfy { $0.upperBound <= count })
        }
    }

    @Test("changed bytes give a value or an error", arguments: SampleImages.everyFormat)
    func changes(image: [UInt8]) throws {
        let bytes = try Self.signed(image, storeSize: 120).bytes
        for offset in bytes.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var changed = bytes
                changed[offset] = value
                guard let container = try? ImageContainer.read(changed) else { continue }
                #expect(container.metadata.allSatisfy { $0.range.upperBound <= changed.count })
                guard let plan = try? container.embeddingPlan(storeSize: 100) else { continue }
                #expect(
                    plan.assemble(from: changed, carried: [UInt8](repeating: 0, count: plan.storeRange.count)).count
                        == plan.newFileSize)
            }
        }
    }

    @Test("a store file is its own container")
    func sidecar() throws {
        let store = SampleImages.store(size: 300)
        let container = try ImageContainer.read(store)
        #expect(container.format == .sidecar)
        #expect(container.store?.bytes == store)
        #expect(container.defects.isEmpty)
        #expect(try ImageContainer.read(store + [0]).kinds == [.foreignBytes])
        #expect(try ImageContainer.read([UInt8](store.dropLast())).kinds == [.storeCutShort])
        #expect(throws: SignetError("sidecar.sign", .badData, "")) { try container.embeddingPlan(storeSize: 100) }
    }
}
