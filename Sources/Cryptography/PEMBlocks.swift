internal import Bytes
internal import COpenSSL

/// The blocks of a PEM text (RFC 7468).
struct PEMBlocks {
    let label: String
    let content: [UInt8]

    /// All blocks in order; text outside of blocks is skipped, a broken block is an error.
    static func read(_ text: [UInt8], maximumCount: Int) throws(SignetError) -> [PEMBlocks] {
        OpenSSLErrors.clear()
        guard !text.isEmpty else { return [] }
        var result: [PEMBlocks] = []
        var failure: SignetError?
        text.withUnsafeBytes { buffer in
            guard let count = Int32(exactly: buffer.count), let input = BIO_new_mem_buf(buffer.baseAddress, count)
            else {
                failure = OpenSSLErrors.failure("pem.unreadable", .configuration, "PEM text cannot be read")
                return
            }
            defer { BIO_free(input) }
            do throws(SignetError) { result = try blocks(of: input, maximumCount) } catch { failure = error }
        }
        if let failure { throw failure }
        return result
    }

    private static func blocks(of input: OpaquePointer, _ maximumCount: Int) throws(SignetError) -> [PEMBlocks] {
        var result: [PEMBlocks] = []
        while true {
            var name: UnsafeMutablePointer<CChar>?
            var header: UnsafeMutablePointer<CChar>?
            var data: UnsafeMutablePointer<UInt8>?
            var length = 0
            guard PEM_read_bio(input, &name, &header, &data, &length) == 1, let name, let data else {
                let number = reason(ERR_peek_last_error())
                if number == PEM_R_NO_START_LINE {
                    OpenSSLErrors.clear()
                    return result
                }
                throw OpenSSLErrors.failure("pem.unreadable", .configuration, "PEM block \(result.count + 1) is broken")
            }
            defer {
                CRYPTO_free(name, #file, #line)
                CRYPTO_free(header, #file, #line)
                CRYPTO_clear_free(data, max(0, length), #file, #line)
            }
            guard result.count < maximumCount else {
                throw SignetError("pem.tooMany", .configuration, "has more than \(maximumCount) PEM blocks")
            }
            let content = Array(UnsafeBufferPointer(start: data, count: max(0, length)))
            result.append(PEMBlocks(label: String(cString: name), content: content))
        }
    }

    /// The reason bits of an error number; a macro in C (err.h).
    private static func reason(_ number: UInt) -> Int32 { Int32(truncatingIfNeeded: number & 0x7FFFFF) }

    /// The PEM text of one block.
    static func text(label: String, content: [UInt8]) -> String {
        let digits = base64(content)
        var lines = ["-----BEGIN \(label)-----"]
        var rest = digits[...]
        while !rest.isEmpty {
            lines.append(String(decoding: rest.prefix(64), as: UTF8.self))
            rest = rest.dropFirst(64)
        }
        lines.append("-----END \(label)-----")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func base64(_ content: [UInt8]) -> [UInt8] {
        guard !content.isEmpty, let count = Int32(exactly: content.count) else { return [] }
        var digits = [UInt8](repeating: 0, count: (content.count + 2) / 3 * 4 + 1)
        let length = EVP_EncodeBlock(&digits, content, count)
        return Array(digits.prefix(Int(max(0, length))))
    }
}
