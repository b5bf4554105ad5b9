internal import Bytes

/// The outermost box of a manifest store, judged by its header alone.
enum StoreBox {
    /// How many of `bytes` belong to the box that they begin with, and what is wrong with its length, if anything.
    ///
    /// The length must be exactly what is carried, in one of two forms (ISO/IEC 19566-5, A.2): LBox is the size, or LBox is 1
    /// and the 64-bit XLBox after TBox is the size. An LBox of 0 ("to the end") is for the last box of a file, which an
    /// embedded box is not. Nothing hashes these fields, so whatever else they say is a defect.
    static func extent(
        of bytes: [UInt8], fileOffset: Int, carrier: String
    ) -> (size: Int, defect: ContainerDefect?) {
        var reader = ByteReader(bytes)
        guard let length = try? reader.readUInt32(), (try? reader.readUInt32()) != nil else {
            let reason = "\(carrier) is too short for a box"
            return (bytes.count, ContainerDefect(.storeUnreadable, at: fileOffset, reason))
        }
        if length == 0 {
            let reason = "the manifest store in \(carrier) does not state its length"
            return (bytes.count, ContainerDefect(.storeLength, at: fileOffset, reason))
        }
        let isExtended = length == 1
        let size = isExtended ? Int(clamping: (try? reader.readUInt64()) ?? 0) : Int(length)
        if size < (isExtended ? 16 : 8) {
            let reason = "the manifest store in \(carrier) states a length of \(size) bytes"
            return (bytes.count, ContainerDefect(.storeUnreadable, at: fileOffset, reason))
        }
        if size > bytes.count {
            let reason = "the manifest store states \(size) bytes, but \(carrier) holds only \(bytes.count)"
            return (bytes.count, ContainerDefect(.storeCutShort, at: fileOffset, reason))
        }
        if size < bytes.count {
            let reason = "\(bytes.count - size) bytes that are not part of the manifest store follow it in \(carrier)"
            return (size, ContainerDefect(.foreignBytes, at: fileOffset + size, reason))
        }
        return (size, nil)
    }
}
