public import Bytes
internal import CBrotli

/// Decompresses Brotli (RFC 7932), the compression of C2PA 2.4 section 11.1.3.2.
public enum BrotliStream {
    /// The bytes that `compressed` stands for: one stream, and nothing after it.
    ///
    /// - Parameter maximum: how many bytes may come out.
    public static func decompress(
        _ compressed: ArraySlice<UInt8>, maximum: Int
    ) throws(SignetError) -> [UInt8] {
        var output: [UInt8] = []
        try decompress(compressed, into: &output, maximum: maximum)
        return output
    }

    /// The same, put behind what `output` holds already; after an error `output` ends with what had come out by then.
    ///
    /// Output is taken in pieces, so that a small input that stands for gigabytes costs no more than `maximum` bytes.
    public static func decompress(
        _ compressed: ArraySlice<UInt8>, into output: inout [UInt8], maximum: Int
    ) throws(SignetError) {
        let most = output.count.addingReportingOverflow(maximum)
        let limit = most.overflow ? Int.max : most.partialValue
        guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else {
            throw SignetError("brotli.memory", .unexpected, "the Brotli decoder cannot be set up")
        }
        defer { BrotliDecoderDestroyInstance(state) }
        let isWhole = compressed.withUnsafeBufferPointer { input -> Result<Bool, Failure> in
            var next = input.baseAddress
            var available = input.count
            while true {
                var capacity = 0
                let result = BrotliDecoderDecompressStream(state, &available, &next, &capacity, nil, nil)
                guard take(from: state, into: &output, limit: limit) else { return .failure(.tooLarge) }
                switch result {
                case BROTLI_DECODER_RESULT_SUCCESS: return .success(available == 0)
                case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
                default: return .failure(.malformed)
                }
            }
        }
        switch isWhole {
        case .success(true): return
        case .success(false): throw SignetError("brotli.trailingBytes", .badData, "bytes follow the compressed data")
        case .failure(.tooLarge):
            throw SignetError("brotli.tooLarge", .badData, "the compressed data stands for more than \(maximum) bytes")
        case .failure(.malformed):
            throw SignetError("brotli.malformed", .badData, "the compressed data is not a whole Brotli stream")
        }
    }

    private enum Failure: Error {
        case tooLarge
        case malformed
    }

    /// Moves what the decoder has ready to `output`; false when that would become longer than `limit`.
    private static func take(from state: OpaquePointer, into output: inout [UInt8], limit: Int) -> Bool {
        while BrotliDecoderHasMoreOutput(state) != 0 {
            var count = 0
            guard let bytes = BrotliDecoderTakeOutput(state, &count) else { return true }
            guard count <= limit - output.count else { return false }
            output.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        }
        return true
    }
}
