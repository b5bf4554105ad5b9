internal import Bytes
internal import COpenSSL
internal import Digests
internal import FoundationEssentials

/// The statement inside a time-stamp token (`TSTInfo`, RFC 3161, section 2.4.2).
struct TimeStampInfo {
    let time: Date
    let imprint: [UInt8]
    let imprintAlgorithm: HashAlgorithm?
    let imprintAlgorithmIdentifier: String
    let serialNumber: String
    let policy: String
    /// The nonce as a positive integer without leading zeros; nil when there is none.
    let nonce: [UInt8]?

    init(_ der: [UInt8]) throws(SignetError) {
        let (parsed, isWhole) = der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let parsed = buffer.isEmpty ? nil : d2i_TS_TST_INFO(nil, &cursor, buffer.count)
            return (parsed, cursor == buffer.baseAddress.map { $0 + buffer.count })
        }
        guard let parsed else {
            throw OpenSSLErrors.failure("timeStamp.malformed", .badData, "the TSTInfo cannot be read")
        }
        defer { TS_TST_INFO_free(parsed) }
        guard isWhole else { throw TimeStampToken.malformed("bytes follow the TSTInfo") }
        guard TS_TST_INFO_get_version(parsed) == 1 else {
            throw TimeStampToken.malformed("the TSTInfo is not version 1")
        }
        guard let time = ASN1Values.date(TS_TST_INFO_get_time(parsed)) else {
            throw TimeStampToken.malformed("the time is not a date")
        }
        guard TS_TST_INFO_get_ext_by_critical(parsed, 1, -1) < 0 else {
            throw TimeStampToken.malformed("the TSTInfo has a critical extension that is not known")
        }
        guard let messageImprint = TS_TST_INFO_get_msg_imprint(parsed),
            let algorithm = TS_MSG_IMPRINT_get_algo(messageImprint)
        else { throw TimeStampToken.malformed("the message imprint is missing") }
        self.time = time
        imprint = ASN1Values.bytes(TS_MSG_IMPRINT_get_msg(messageImprint))
        imprintAlgorithm = HashAlgorithm(openSSLIdentifier: OBJ_obj2nid(algorithm.pointee.algorithm))
        imprintAlgorithmIdentifier = ASN1Values.dotted(algorithm.pointee.algorithm)
        serialNumber = Hex.encode(ASN1Values.bytes(TS_TST_INFO_get_serial(parsed)))
        policy = ASN1Values.dotted(TS_TST_INFO_get_policy_id(parsed))
        nonce = TS_TST_INFO_get_nonce(parsed).map { ASN1Values.bytes($0) }
        if let size = imprintAlgorithm?.digestSize, size != imprint.count {
            throw TimeStampToken.malformed("the message imprint has another size than its hash")
        }
    }
}
