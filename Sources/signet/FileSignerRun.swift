internal import Bytes
internal import Findings
internal import Provenance
internal import Reports

/// Signs files one after the other and says what became of each.
struct FileSignerRun {
    let signer: FileSigner
    let request: SigningRequest
    let parent: String?
    let warnings: [SigningWarning]
    let printsJSON: Bool
    let isQuiet: Bool

    /// - Returns: the gravest exit code.
    func run(_ files: [(file: String, target: FileSigner.Target)]) throws -> ExitStatus {
        let parentImage = try parent.map { try signer.parent(path: $0) }
        for warning in warnings { Console.complain("warning: \(warning.explanation)") }
        var statuses: Set<ExitStatus> = []
        for (file, target) in files {
            do throws(SignetError) {
                let signed = try signer.sign(file, request, parent: parentImage, to: target)
                statuses.insert(.success)
                try? report(file, target, signed)
            } catch {
                statuses.insert(ExitStatus(error.category))
                Console.complain(error, file: file)
                if printsJSON { try? Console.print(SignJSON.line(file: file, error)) }
            }
        }
        return ExitStatus.gravest(statuses)
    }

    private func report(_ file: String, _ target: FileSigner.Target, _ signed: ImageSigner.Signed) throws {
        if signed.isParentIntact == false {
            Console.complain("warning: \(SafeText.escape(file)): the parent's own record does not hold; that is recorded")
        }
        let output =
            switch target {
            case .file(let path, _): path
            case .inPlace: file
            case .sidecar: Sidecar.beside(file) ?? Sidecar.path(of: file)
            case .standardOutput: "-"
            }
        if printsJSON {
            let line = SignJSON.line(
                file: file, output: output, manifest: signed.manifest, byteCount: signed.byteCount,
                warnings: warnings.map { ($0.code, $0.explanation) })
            try Console.print(line)
        } else if !isQuiet, target != .standardOutput {
            try Console.print("\(SafeText.escape(output))  signed  \(signed.manifest)\n")
        }
    }
}
