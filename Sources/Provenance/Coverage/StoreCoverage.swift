internal import Boxes
internal import Bytes
internal import ContentCredentials
internal import Findings

/// What each byte of a manifest store is, and what covers it.
///
/// Hashed URIs hash a box without its own header; descriptions of claims, signatures and stores are in no hash. Those bytes
/// are structure: the readers accept one value for each.
struct StoreCoverage {
    let store: ManifestStore
    /// By label; of the manifests that the active one leads to.
    let judgements: [String: ManifestJudgement]
    let limits: Limits

    /// The spans tile the store; their ranges count from its start.
    private(set) var spans: [CoverageRange] = []

    init(_ store: ManifestStore, _ judgements: [String: ManifestJudgement], limits: Limits) {
        self.store = store
        self.judgements = judgements
        self.limits = limits
        var items = limits.maximumStoreCBORItems
        addHeader(of: store.box, nil)
        for manifest in store.manifests { add(manifest, &items) }
        // Whatever else there is was found to be wrong when the store was judged.
        if end < store.box.bytes.endIndex { add(upTo: store.box.bytes.endIndex, .foreign, .stray) }
    }

    private var end: Int { spans.last?.range.upperBound ?? 0 }

    private mutating func add(
        upTo end: Int, _ kind: CoverageRange.Kind, _ part: CoverageRange.Part, name: String? = nil,
        manifest: String? = nil, answer: Check.Answer? = nil
    ) {
        guard end > self.end else { return }
        var range = self.end..<end
        var name = name
        // Neighbouring headers are one run of structure, named after all of the boxes that begin there.
        if let last = spans.last, last.kind == .structure, kind == .structure, last.part == part, part == .header {
            spans.removeLast()
            range = last.range.lowerBound..<end
            name = [last.name, name].compactMap(\.self).joined(separator: " › ")
        }
        spans.append(CoverageRange(range, kind, part, name: name, manifest: manifest, answer: answer))
    }

    /// From the start of a superbox to its first content.
    private mutating func addHeader(of box: Superbox, _ manifest: String?) {
        add(
            upTo: box.contents.first?.offset ?? box.bytes.endIndex, .structure, .header, name: box.label,
            manifest: manifest)
    }

    private mutating func add(_ manifest: Manifest, _ items: inout Int) {
        let label = manifest.label
        let whole = manifest.box.bytes
        guard let judgement = judgements[label] else {
            return add(upTo: whole.endIndex, .foreign, .manifest, name: label, manifest: label)
        }
        let isSound = judgement.findings.contains { $0.code == .claimSignatureValidated }
        let answer: Check.Answer = isSound ? .pass : .fail
        add(
            upTo: manifest.box.contents.first?.offset ?? whole.endIndex, .structure, .header, name: "manifest",
            manifest: label)
        guard !manifest.isCompressed else {
            return add(upTo: whole.endIndex, .signed, .compressed, manifest: label, answer: answer)
        }
        let assertions = Dictionary(
            judgement.assertions.map { ($0.box.offset, $0) }, uniquingKeysWith: { first, _ in first })
        for box in manifest.content.contents {
            guard let superbox = box.superbox else {
                add(upTo: box.bytes.endIndex, .foreign, .stray, manifest: label)
                continue
            }
            switch superbox.offset {
            case manifest.claims.first?.offset: add(content: superbox, .claim, label, answer)
            case manifest.signature?.offset: addSignature(superbox, label, answer, &items)
            default: addStore(superbox, manifest, judgement, assertions, answer)
            }
        }
        add(upTo: whole.endIndex, .foreign, .stray, manifest: label)
    }

    /// A box whose one content is signed, and everything around it structure.
    private mutating func add(
        content superbox: Superbox, _ part: CoverageRange.Part, _ label: String, _ answer: Check.Answer
    ) {
        addHeader(of: superbox, label)
        for content in superbox.contents {
            add(upTo: content.payload.startIndex, .structure, .header, manifest: label)
            add(upTo: content.bytes.endIndex, .signed, part, name: superbox.label, manifest: label, answer: answer)
        }
    }

    /// Assertions, data boxes or credentials.
    private mutating func addStore(
        _ superbox: Superbox, _ manifest: Manifest, _ judgement: ManifestJudgement,
        _ assertions: [Int: ManifestJudgement.Assertion], _ answer: Check.Answer
    ) {
        let label = manifest.label
        let dataBoxes = Set(manifest.dataBoxes.map(\.offset))
        let credentials = Set(manifest.credentials.map(\.offset))
        addHeader(of: superbox, label)
        for box in superbox.contents {
            let end = box.bytes.endIndex
            if let assertion = assertions[box.offset] {
                add(upTo: box.payload.startIndex, .structure, .header, manifest: label)
                add(assertion, upTo: end, label, answer)
            } else if dataBoxes.contains(box.offset) || credentials.contains(box.offset) {
                let part: CoverageRange.Part = dataBoxes.contains(box.offset) ? .dataBox : .credential
                let isBound = !judgement.unbound.contains(box.offset)
                add(upTo: box.payload.startIndex, .structure, .header, manifest: label)
                add(
                    upTo: end, isBound ? .signed : .foreign, part, name: box.superbox?.label, manifest: label,
                    answer: isBound ? answer : nil)
            } else {
                add(upTo: end, .foreign, .stray, name: box.superbox?.label, manifest: label)
            }
        }
    }

    private mutating func add(
        _ assertion: ManifestJudgement.Assertion, upTo end: Int, _ label: String, _ answer: Check.Answer
    ) {
        if case .redacted = assertion.content {
            return add(upTo: end, .structure, .redacted, name: assertion.fullLabel, manifest: label)
        }
        guard assertion.isIntact != nil else {
            // The claim does not name it.
            return add(upTo: end, .foreign, .assertion, name: assertion.fullLabel, manifest: label)
        }
        add(
            upTo: end, .signed, .assertion, name: assertion.fullLabel, manifest: label,
            answer: assertion.isIntact == true ? answer : .fail)
    }

    // MARK: The signature

    /// Protected headers and the signature are what they are; tokens are signed by those who made them, padding is zero.
    private mutating func addSignature(
        _ superbox: Superbox, _ label: String, _ answer: Check.Answer, _ items: inout Int
    ) {
        guard let content = superbox.contents.first, superbox.contents.count == 1, content.type == .cbor,
            let value = try? CBORDecoder.decode(content.payload, limits: limits, items: &items)
        else { return add(content: superbox, .signature, label, answer) }
        addHeader(of: superbox, label)
        add(upTo: content.payload.startIndex, .structure, .header, manifest: label)
        for (bytes, part) in Self.pieces(value).sorted(by: { $0.0.startIndex < $1.0.startIndex }) {
            // A string that was put together from parts has no place of its own.
            guard bytes.startIndex >= self.end, bytes.endIndex <= content.bytes.endIndex,
                store.box.bytes[bytes.startIndex..<bytes.endIndex] == bytes
            else { continue }
            add(
                upTo: bytes.startIndex, .signed, .signature, name: superbox.label, manifest: label, answer: answer)
            if part == .padding {
                let isZero = bytes.allSatisfy { $0 == 0 }
                add(upTo: bytes.endIndex, isZero ? .structure : .foreign, .padding, manifest: label)
            } else {
                add(upTo: bytes.endIndex, .signed, part, manifest: label)
            }
        }
        add(upTo: content.bytes.endIndex, .signed, .signature, name: superbox.label, manifest: label, answer: answer)
    }

    private static func pieces(_ value: CBORValue) -> [(ArraySlice<UInt8>, CoverageRange.Part)] {
        guard case .tagged(_, let inner) = value, let parts = inner.array, parts.count == 4 else { return [] }
        let headers = parts[1]
        var pieces: [(ArraySlice<UInt8>, CoverageRange.Part)] = []
        for name in ["pad", "pad2"] {
            if let bytes = headers[name]?.bytes, !bytes.isEmpty { pieces.append((bytes, .padding)) }
        }
        for name in ["sigTst", "sigTst2"] {
            pieces += (headers[name]?["tstTokens"]?.array ?? []).compactMap { $0["val"]?.bytes }.map {
                ($0, .timeStamp)
            }
        }
        pieces += (headers["rVals"]?["ocspVals"]?.array ?? []).compactMap(\.bytes).map { ($0, .status) }
        return pieces
    }
}
