internal import Bytes
internal import COpenSSL
internal import Synchronization

/// The anchors of a trust list as OpenSSL looks them up.
///
/// Looking up and adding take OpenSSL's own lock, so threads may share a store. Decoding a public key is slow in
/// OpenSSL 3.0, and a path needs one anchor of a list: with ``init(encodings:)`` an anchor is parsed when a certificate
/// names it as its issuer.
final class AnchorStore: @unchecked Sendable {
    let pointer: OpaquePointer
    /// The paths that were found to these anchors.
    let memory = PathMemory()
    /// Anchors that are not parsed yet, by the hash of their subject.
    private let waiting: Mutex<[UInt: [[UInt8]]]>
    private let encodings: [[UInt8]]

    init(_ anchors: [Certificate]) throws(SignetError) {
        pointer = try Self.makeStore()
        waiting = Mutex([:])
        encodings = anchors.map(\.der)
        for anchor in anchors { try add(anchor) }
    }

    /// A store of anchors that are only parsed as far as their subject; one that turns out to be broken is no anchor.
    init(encodings: [[UInt8]]) throws(SignetError) {
        var index: [UInt: [[UInt8]]] = [:]
        for encoding in encodings { index[try Self.subjectHash(of: encoding), default: []].append(encoding) }
        pointer = try Self.makeStore()
        waiting = Mutex(index)
        self.encodings = encodings
    }

    deinit { X509_STORE_free(pointer) }

    private static func makeStore() throws(SignetError) -> OpaquePointer {
        OpenSSLErrors.clear()
        guard let store = X509_STORE_new() else {
            throw OpenSSLErrors.failure("trust.store", .unexpected, "no trust store could be made")
        }
        return store
    }

    private func add(_ anchor: Certificate) throws(SignetError) {
        guard X509_STORE_add_cert(pointer, anchor.pointer) == 1 else {
            throw OpenSSLErrors.failure("trust.store", .configuration, "an anchor cannot be used")
        }
    }

    var isEmpty: Bool { encodings.isEmpty }

    var count: Int { encodings.count }

    /// All anchors that can be read, in the order of the list.
    var anchors: [Certificate] { encodings.compactMap { try? Certificate.shared(der: $0[...]) } }

    /// Makes the anchors ready that a path over `certificates` can end at: their issuers, and themselves.
    func prepare(for certificates: [Certificate]) {
        waiting.withLock { waiting in
            guard !waiting.isEmpty else { return }
            for certificate in certificates {
                for name in [X509_get_issuer_name(certificate.pointer), X509_get_subject_name(certificate.pointer)] {
                    let hash = X509_NAME_hash_ex(name, nil, nil, nil)
                    for encoding in waiting.removeValue(forKey: hash) ?? [] {
                        if let anchor = try? Certificate(der: encoding) { try? add(anchor) }
                    }
                }
            }
        }
        OpenSSLErrors.clear()
    }

    /// OpenSSL's hash of a certificate's subject in canonical form, without parsing the rest.
    private static func subjectHash(of certificate: [UInt8]) throws(SignetError) -> UInt {
        var outer = DERReader(certificate[...])
        var inner = DERReader(try outer.take(tag: DERReader.sequence))
        var fields = DERReader(try inner.take(tag: DERReader.sequence))
        // version (explicit tag 0, may be absent), serialNumber, signature, issuer, validity, subject
        if fields.nextTag == 0xA0 { _ = try fields.element() }
        for _ in 0..<4 { _ = try fields.element() }
        let subject = Array(try fields.element())
        let name = subject.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_X509_NAME(nil, &cursor, buffer.count)
        }
        guard let name else {
            throw OpenSSLErrors.failure("certificate.unreadable", .configuration, "an anchor's subject cannot be read")
        }
        defer { X509_NAME_free(name) }
        return X509_NAME_hash_ex(name, nil, nil, nil)
    }
}
