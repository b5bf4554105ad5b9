internal import COpenSSL

/// Bytes that are wiped when nobody needs them any more: a key file's text, a PIN.
///
/// It is filled once, by ``SecretReader``, before anybody shares it.
final class Secret: @unchecked Sendable {
    private let buffer: UnsafeMutableRawBufferPointer
    private var size = 0
    let maximumSize: Int

    init(maximumSize: Int) {
        self.maximumSize = maximumSize
        // One byte more than allowed tells too much from just enough.
        buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: maximumSize + 1, alignment: 16)
    }

    deinit {
        OPENSSL_cleanse(buffer.baseAddress, buffer.count)
        buffer.deallocate()
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<size]) }

    var isTooLarge: Bool { size > maximumSize }

    /// Lets `body` fill the memory and say how much of it it used.
    func fill<E: Error>(_ body: (UnsafeMutableRawBufferPointer) throws(E) -> Int) throws(E) {
        size = min(try body(buffer), buffer.count)
    }

    /// Forgets line breaks at the end, which editors put there.
    func trimLineBreaks() {
        while size > 0, buffer[size - 1] == 0x0A || buffer[size - 1] == 0x0D { size -= 1 }
    }
}
