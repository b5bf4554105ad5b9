public import Bytes
internal import Synchronization

extension Certificate {
    /// The certificate with this encoding, parsed once for as long as it is remembered.
    ///
    /// Images of one signer carry the same few certificates, and OpenSSL 3.0 needs a tenth of a millisecond for decoding
    /// one public key, more than for checking a signature.
    public static func shared(der: ArraySlice<UInt8>) throws(SignetError) -> Certificate {
        guard der.count <= maximumSharedSize else { return try Certificate(der: der) }
        let key = Array(der)
        if let known = sharedCertificates.withLock({ $0[key] }) { return known }
        let certificate = try Certificate(der: key)
        sharedCertificates.withLock { known in
            // Forgetting all at once needs no bookkeeping, and keeps the memory bounded whatever the input.
            if known.count >= maximumSharedCount { known.removeAll(keepingCapacity: true) }
            known[key] = certificate
        }
        return certificate
    }

    private static let maximumSharedSize = 8 << 10
    private static let maximumSharedCount = 128
    private static let sharedCertificates = Mutex<[[UInt8]: Certificate]>([:])
}
