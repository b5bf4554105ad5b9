internal import Bytes

/// The outermost box of a manifest store, judged by its header alone.
enum StoreBox {
    /// How many of `bytes` belong to the box that they begin with, and what is wrong with its length, if anything.
    ///
    /// The length must be stated in LBox and be exactly what is carried. An LBox of 0 ("to the end") is for the last box
    /// of a file, which an embedded box is not, and an LBox of 1 with a 64-bit XLBox is only for what LBox cannot say
    /// (ISO/IEC 19566-5, A.2); both would be second spellings of the same store inside bytes that nothing hashes.
    static func extent(
        of bytes: [UInt8], fileOffset: Int, carrier: String
    ) -> (size: Int, defect: ContainerDefect?) {
        var reader = ByteReader(bytes)
        guard let length = try? reader.readUInt32(), (try? reader.readUInt32()) != nil else {
            let reason = "\(carrier) is too short for a box"
            return (bytes.count, ContainerDefect(.storeUnreadable, at: fileOffset, reason))
        }
        var size = Int(length)
        var defect: ContainerDefect?
        if length == 0 || length == 1 {
            let reason = "the manifest store in \(carrier) does not state its length in LBox"
            defect = ContainerDefect(.storeLength, at: fileOffset, reason)
            size = length == 1 ? Int(clamping: (try? reader.readUInt64()) ?? 0) : bytes.count
        }
        if size < 8 {
            let reason = "the manifest store in \(carrier) states a length of \(size) bytes"
            return (bytes.count, ContainerDefect(.storeUnreadable, at: fileOffset, reason))
        }
        if size > bytes.count {
            let reason = "the manifest store states \(size) bytes, but \(carrier) holds only \(bytes.count)"
            return (bytes.count, defect ?? ContainerDefect(.storeCutShort, at: fileOffset, reason))
        }
        if size < bytes.count {
            let reason = "\(bytes.count - size) bytes that are not part of the manifest store follow it in \(carrier)"
            return (size, defect ?? ContainerDefect(.foreignBytes, at: fileOffset + size, reason))
        }
        return (size, defect)
    }
}
