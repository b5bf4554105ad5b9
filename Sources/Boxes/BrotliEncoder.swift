public import Bytes
internal import Glibc

/// Compresses with Brotli (RFC 7932). The library is loaded when this is first called: only few programs ever write
/// compressed manifests, and every one would pay for it when it starts.
public enum BrotliEncoder {
    private typealias Compress =
        @convention(c) (
            _ quality: Int32, _ window: Int32, _ mode: Int32, _ size: Int, _ input: UnsafePointer<UInt8>?,
            _ capacity: UnsafeMutablePointer<Int>?, _ output: UnsafeMutablePointer<UInt8>?
        ) -> Int32
    private typealias Bound = @convention(c) (Int) -> Int

    private static let functions: (compress: Compress, bound: Bound)? = {
        guard let library = dlopen("libbrotlienc.so.1", RTLD_NOW | RTLD_LOCAL),
            let compress = dlsym(library, "BrotliEncoderCompress"),
            let bound = dlsym(library, "BrotliEncoderMaxCompressedSize")
        else { return nil }
        return (unsafeBitCast(compress, to: Compress.self), unsafeBitCast(bound, to: Bound.self))
    }()

    /// The best that Brotli can do (BROTLI_MAX_QUALITY), with its usual window (BROTLI_DEFAULT_WINDOW).
    private static let quality: Int32 = 11
    private static let window: Int32 = 22

    /// One whole stream. Throws when the library is not installed.
    public static func compress(_ bytes: ArraySlice<UInt8>) throws(SignetError) -> [UInt8] {
        guard let (compress, bound) = functions else {
            throw SignetError(
                "brotli.library", .unavailable, "libbrotlienc is not installed (Debian: libbrotli1)")
        }
        // 0 stands for a size that the library cannot promise.
        var size = max(bound(bytes.count), bytes.count + 1_024)
        let output = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let isDone = bytes.withUnsafeBufferPointer { input in
                compress(quality, window, 0, input.count, input.baseAddress, &size, buffer.baseAddress)
            }
            count = isDone == 1 ? min(size, buffer.count) : 0
        }
        guard !output.isEmpty else {
            throw SignetError("brotli.failed", .unexpected, "the data cannot be compressed")
        }
        return output
    }
}
