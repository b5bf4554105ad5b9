internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Cryptography
import Digests
internal import TestSupport

/// Builds manifest stores and the images around them, able to break one rule at a time.
///
/// What is not changed is as the specification has it, so that a test sees the one thing it asks for.
struct Forge {
    /// The oldest first; the last one is the active manifest.
    var manifests: [Blueprint]
    /// Boxes that are put behind the manifests.
    var furtherBoxes: [[UInt8]] = []
    /// The content hash is over the image without these ranges too.
    var furtherExclusions: [Range<Int>] = []
    /// What the active manifest says is excluded, made from what really is.
    var changeExclusions: ([Range<Int>]) -> [Range<Int>] = { $0 }

    init(_ manifests: [Blueprint]) { self.manifests = manifests }

    init(_ change: (inout Blueprint) -> Void = { _ in }) {
        var active = Blueprint()
        change(&active)
        manifests = [active]
    }

    /// What is known while a manifest is built.
    struct Context {
        var exclusions: [Range<Int>]
        var contentHash: [UInt8]
        var earlier: [String: Built] = [:]
        var label = ""
    }

    /// A finished manifest.
    struct Built {
        let label: String
        let box: [UInt8]
        let signatureBox: [UInt8]

        var manifest: HashedURI {
            HashedURI(url: "self#jumbf=/c2pa/\(label)", hash: Hasher.digest(box.dropFirst(8), .sha256))
        }
        var signature: HashedURI {
            HashedURI(
                url: "self#jumbf=/c2pa/\(label)/c2pa.signature", hash: Hasher.digest(signatureBox.dropFirst(8), .sha256)
            )
        }
    }

    struct Failure: Error {
        let reason: String
    }

    func store(_ context: Context) throws -> [UInt8] {
        var context = context
        var boxes: [[UInt8]] = []
        for blueprint in manifests {
            let built = try blueprint.build(context)
            context.earlier[built.label] = built
            boxes.append(built.box)
        }
        return BoxWriter.superbox(.manifestStore, label: "c2pa", contents: boxes + furtherBoxes)
    }

    /// A whole file: the sample image with the store where a signer puts it.
    func image(_ sample: SampleImage = .png) throws -> [UInt8] {
        let place = sample.insertion
        let bytes = sample.bytes
        var hashed: [UInt8] = []
        for (offset, byte) in bytes.enumerated() where !furtherExclusions.contains(where: { $0.contains(offset) }) {
            hashed.append(byte)
        }
        let contentHash = Hasher.digest(hashed[...], .sha256)
        var size = 4_000
        // Time-stamps have no fixed size, so that a few rounds may be needed until the size is the expected one.
        for _ in 0..<200 {
            let moved = furtherExclusions.map {
                $0.lowerBound < place ? $0 : $0.lowerBound + size..<$0.upperBound + size
            }
            let exclusions = (moved + [place..<place + size]).sorted { $0.lowerBound < $1.lowerBound }
            let store = try self.store(Context(exclusions: changeExclusions(exclusions), contentHash: contentHash))
            let carried = try sample.carry(store)
            if carried.count == size { return bytes[..<place] + carried + bytes[place...] }
            size = carried.count
        }
        throw Failure(reason: "the size does not settle")
    }
}
