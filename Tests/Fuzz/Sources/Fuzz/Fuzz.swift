import Bytes
import Foundation

/// `Fuzz TARGET [libFuzzer's arguments]` fuzzes; `Fuzz seeds FOLDER` writes the seeds of every target.
@main
enum Fuzz {
    /// Set once, before the first input.
    nonisolated(unsafe) fileprivate static var target = Target.cbor

    static func main() throws {
        let names = Target.allCases.map(\.rawValue).joined(separator: "|")
        guard CommandLine.arguments.count >= 2 else { stop("usage: Fuzz (\(names)|seeds) ...") }
        let word = CommandLine.arguments[1]
        if word == "seeds" {
            guard CommandLine.arguments.count == 3 else { stop("usage: Fuzz seeds FOLDER") }
            try Seeds.write(to: CommandLine.arguments[2])
            return
        }
        guard let target = Target(rawValue: word) else { stop("the targets are: \(names)") }
        Self.target = target
        // libFuzzer sees the arguments without the target's name.
        var count = CommandLine.argc - 1
        let arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: Int(count) + 1)
        arguments[0] = CommandLine.unsafeArgv[0]
        for index in 1...Int(count) { arguments[index] = CommandLine.unsafeArgv[index + 1] }
        var vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
        exit(runDriver(&count, &vector, fuzzOneInput))
    }

    private static func stop(_ text: String) -> Never {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
        exit(64)
    }
}

/// libFuzzer's own main function, without being main.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The name libFuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    Fuzz.target.run(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}
