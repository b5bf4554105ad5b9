internal import Bytes
internal import Glibc

/// A small window over a source, so that walking neighbouring headers costs one read and no allocation each.
struct HeaderWindow: ~Copyable {
    private let source: any ByteSource
    private let buffer: UnsafeMutableRawBufferPointer
    /// Which bytes of the source are in the buffer.
    private var loaded = 0..<0

    /// - Parameter size: small by default: chunks of pixel data are far apart, and what is read beyond a header there is read
    ///   in vain. Formats whose parts lie close together ask for more.
    init(_ source: any ByteSource, size: Int = 256) {
        self.source = source
        buffer = .allocate(byteCount: size, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// Makes the bytes from `offset` on available and returns where in the buffer they start.
    private mutating func position(of offset: Int, count: Int) throws(SignetError) -> Int {
        if offset >= loaded.lowerBound, count <= loaded.upperBound - offset { return offset - loaded.lowerBound }
        guard offset >= 0, count <= buffer.count, count <= source.count - offset else {
            throw .endOfInput(at: source.count)
        }
        let size = min(buffer.count, source.count - offset)
        loaded = 0..<0
        try source.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<size]))
        loaded = offset..<offset + size
        return 0
    }

    mutating func uint8(at offset: Int) throws(SignetError) -> UInt8 {
        buffer[try position(of: offset, count: 1)]
    }

    mutating func uint16(at offset: Int) throws(SignetError) -> UInt16 {
        let start = try position(of: offset, count: 2)
        return UInt16(bigEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt16.self))
    }

    mutating func uint32(at offset: Int) throws(SignetError) -> UInt32 {
        let start = try position(of: offset, count: 4)
        return UInt32(bigEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt32.self))
    }

    /// Little-endian, as RIFF has them.
    mutating func littleUInt32(at offset: Int) throws(SignetError) -> UInt32 { try uint32(at: offset).byteSwapped }

    mutating func uint64(at offset: Int) throws(SignetError) -> UInt64 {
        let start = try position(of: offset, count: 8)
        return UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }

    /// Whether the source has exactly `bytes` (at most the window's size) at `offset`.
    mutating func matches(_ bytes: [UInt8], at offset: Int) throws(SignetError) -> Bool {
        let start = try position(of: offset, count: bytes.count)
        for (index, byte) in bytes.enumerated() where buffer[start + index] != byte { return false }
        return true
    }

    /// The offset of the first `byte` at or after `offset`, or nil when there is none.
    mutating func firstOffset(of byte: UInt8, from offset: Int) throws(SignetError) -> Int? {
        try firstOffset(of: byte, or: byte, from: offset)
    }

    /// The offset of the first byte at or after `offset` that is one of the two, or nil when there is none.
    mutating func firstOffset(of byte: UInt8, or other: UInt8, from offset: Int) throws(SignetError) -> Int? {
        var offset = offset
        while offset < source.count {
            let start = try position(of: offset, count: 1)
            let first = Self.first(byte, in: UnsafeRawBufferPointer(rebasing: buffer[start..<loaded.count]))
            let before = UnsafeRawBufferPointer(rebasing: buffer[start..<(first.map { start + $0 } ?? loaded.count)])
            if let found = (byte == other ? nil : Self.first(other, in: before)) ?? first { return offset + found }
            offset = loaded.upperBound
        }
        return nil
    }

    /// By the C library, which looks at many bytes at once.
    private static func first(_ byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress, let found = memchr(start, Int32(byte), bytes.count) else { return nil }
        return UnsafeRawPointer(found) - start
    }
}
