internal import Bytes
internal import COpenSSL

/// An OpenSSL store of anchors. Looking certificates up takes OpenSSL's own lock, so threads may share it.
final class AnchorStore: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ anchors: [Certificate]) throws(SignetError) {
        OpenSSLErrors.clear()
        guard let store = X509_STORE_new() else {
            throw OpenSSLErrors.failure("trust.store", .unexpected, "no trust store could be made")
        }
        pointer = store
        for anchor in anchors where X509_STORE_add_cert(store, anchor.pointer) != 1 {
            throw OpenSSLErrors.failure("trust.store", .configuration, "an anchor cannot be used")
        }
    }

    deinit { X509_STORE_free(pointer) }
}
