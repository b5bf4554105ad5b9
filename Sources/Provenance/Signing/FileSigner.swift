public import Bytes
public import Cryptography
internal import Findings
internal import FoundationEssentials
internal import ImageFormats

/// Signs image files: checks what it wrote before the new file gets its name, and leaves nothing behind when it fails.
public struct FileSigner: Sendable {
    /// Where a signed image goes.
    public enum Target: Sendable, Equatable {
        /// A new file; an existing one is only replaced when `overwrite` is set.
        case file(String, overwrite: Bool)
        /// The input file is replaced by its signed version.
        case inPlace
        case standardOutput
        /// The image stays as it is; the record becomes a file beside it (see ``Sidecar``). One that is there is only replaced,
        /// and then becomes the parent's record, when `overwrite` is set.
        case sidecar(overwrite: Bool)
    }

    private let signer: ImageSigner
    private let settings: ValidationSettings

    /// - Parameter settings: what parents are validated against; the written file itself is checked without trust lists.
    /// - Parameter proofs: what others attest beside the signature.
    public init(
        signer: any ClaimSigner, settings: ValidationSettings, proofs: SigningProofs = .none
    ) throws(SignetError) {
        try Self.checkCertificate(of: signer, settings)
        self.signer = ImageSigner(signer: signer, settings: settings, proofs: proofs)
        self.settings = settings
    }

    /// A certificate that no validator accepts is refused before any image is touched.
    private static func checkCertificate(
        of signer: any ClaimSigner, _ settings: ValidationSettings
    ) throws(SignetError) {
        guard let leaf = signer.certificates.first else {
            throw SignetError("certificate.noneFound", .configuration, "there is no certificate for the key")
        }
        let violations = CertificateProfile.violations(
            of: leaf, role: .claimSigning, allowedPurposes: settings.trust.purposes)
        if let violation = violations.first {
            throw SignetError(
                "certificate.profile", .configuration,
                "the certificate cannot sign claims: \(violation.explanation) (\(violation.section)); see signet cert check"
            )
        }
        guard signer.certificates.allSatisfy({ $0.isValid(at: settings.time) }) else {
            throw SignetError("certificate.outOfDate", .configuration, "the certificate is out of date")
        }
    }

    /// Reads the parent of an edit from a file.
    public func parent(path: String) throws(SignetError) -> ParentImage { try image(path, as: "parent") }

    /// Reads an image that went into the new one from a file.
    public func ingredient(
        path: String, _ relationship: SigningRequest.Ingredient.Relationship
    ) throws(SignetError) -> SigningRequest.Ingredient {
        SigningRequest.Ingredient(try image(path, as: "ingredient"), relationship)
    }

    private func image(_ path: String, as role: String) throws(SignetError) -> ParentImage {
        do throws(SignetError) {
            let source = try FileSource(path: path, limits: settings.limits)
            let container = try ImageContainer.read(source, limits: settings.limits)
            let sidecar = try Sidecar.beside(path).map { (beside) throws(SignetError) in
                try FileVerifier.sidecar(beside, limits: settings.limits)
            }
            return try ParentImage(
                source, container, sidecar: sidecar, title: Self.name(of: path), settings: settings)
        } catch {
            throw SignetError(error.code, error.category, "the \(role) \(path) \(error.reason)", offset: error.offset)
        }
    }

    /// Signs the file at `path` (or standard input for `-`).
    public func sign(
        _ path: String, _ request: SigningRequest, parent: ParentImage?, to target: Target
    ) throws(SignetError) -> ImageSigner.Signed {
        let staged = try stage(path, request, parent: parent, to: target)
        try staged.commit()
        return staged.signed
    }

    /// Signs the file at `path` (or standard input for `-`) and checks the result; it gets its name with
    /// ``StagedFile/commit()``.
    ///
    /// - Parameter contents: the bytes of the file, when they were read already.
    public func stage(
        _ path: String, _ request: SigningRequest, parent: ParentImage?, to target: Target, contents: [UInt8]? = nil
    ) throws(SignetError) -> StagedFile {
        let source: any ByteSource =
            if let contents { MemorySource(contents) } else { try FileSource(path: path, limits: settings.limits) }
        let limits = Self.selfCheckLimits(settings.limits)
        switch target {
        case .standardOutput:
            let (signed, scratch) = try signer.sign(
                source, request, parent: parent, title: Self.name(of: path), sidecar: Sidecar.beside(path)
            ) { (_) throws(SignetError) in try ScratchFile() }
            try check(try scratch.source(limits: limits))
            return StagedFile(scratch, signed: signed, limits: limits)
        case .inPlace:
            guard path != "-" else {
                throw SignetError("usage.inPlace", .usage, "standard input cannot be signed in place")
            }
            return try write(source, path, request, parent, to: path)
        case .file(let output, let overwrite):
            guard overwrite || !Folder.exists(output) else {
                throw SignetError(
                    "file.exists", .cannotCreate, "\(output) exists already (see --force and --in-place)")
            }
            return try write(source, path, request, parent, to: output)
        case .sidecar(let overwrite):
            return try writeBeside(source, path, request, parent, overwrite: overwrite)
        }
    }

    private func writeBeside(
        _ source: any ByteSource, _ path: String, _ request: SigningRequest, _ parent: ParentImage?, overwrite: Bool
    ) throws(SignetError) -> StagedFile {
        let (output, old) = try placeBeside(path, overwrite: overwrite)
        let (signed, store) = try signer.signBeside(
            source, request, parent: parent, title: Self.name(of: path), sidecar: old)
        let file = try OutputFile(path: output)
        try file.write(store)
        var own = settings
        own.trust.signers = []
        try check(
            FileVerifier(settings: own, scope: []).verify(
                source, named: "", store: try file.source(limits: settings.limits)))
        return StagedFile(file, path: output, signed: signed, limits: settings.limits)
    }

    /// Where the sidecar of the image at `path` goes, and the one that is there.
    private func placeBeside(_ path: String, overwrite: Bool) throws(SignetError) -> (output: String, old: String?) {
        guard path != "-" else {
            throw SignetError("usage.sidecar", .usage, "standard input has no name for a sidecar")
        }
        let old = Sidecar.beside(path)
        // The one that is found first must be the one that is written.
        let output = old ?? Sidecar.path(of: path)
        guard overwrite || old == nil else {
            throw SignetError("file.exists", .cannotCreate, "\(output) exists already (see --force)")
        }
        return (output, old)
    }

    /// What ``sign(_:_:parent:to:)`` would do, with every check that can be made without writing.
    public func plan(
        _ path: String, _ request: SigningRequest, parent: ParentImage?, to target: Target
    ) throws(SignetError) -> ImageSigner.Signed {
        if case .file(let output, let overwrite) = target, !overwrite, Folder.exists(output) {
            throw SignetError("file.exists", .cannotCreate, "\(output) exists already (see --force and --in-place)")
        }
        let source = try FileSource(path: path, limits: settings.limits)
        if case .sidecar(let overwrite) = target {
            let (_, old) = try placeBeside(path, overwrite: overwrite)
            return try signer.planBeside(source, request, parent: parent, title: Self.name(of: path), sidecar: old)
        }
        return try signer.plan(
            source, request, parent: parent, title: Self.name(of: path), sidecar: Sidecar.beside(path))
    }

    private func write(
        _ source: any ByteSource, _ path: String, _ request: SigningRequest, _ parent: ParentImage?, to output: String
    ) throws(SignetError) -> StagedFile {
        let (signed, file) = try signer.sign(
            source, request, parent: parent, title: Self.name(of: path), sidecar: Sidecar.beside(path)
        ) { (_) throws(SignetError) in try OutputFile(path: output) }
        let limits = Self.selfCheckLimits(settings.limits)
        try check(try file.source(limits: limits))
        return StagedFile(file, path: output, signed: signed, limits: limits)
    }

    /// A signed file may be a little larger than the largest file that is read.
    private static func selfCheckLimits(_ limits: Limits) -> Limits {
        var limits = limits
        limits.maximumFileBytes =
            limits.maximumFileBytes.addingReportingOverflow(2 * limits.maximumStoreBytes).partialValue
        return limits
    }

    /// Nothing is handed out that signet itself would not call intact.
    private func check(_ source: FileSource) throws(SignetError) {
        var own = settings
        own.trust.signers = []
        try check(FileVerifier(settings: own, scope: []).verify(source, named: ""))
    }

    private func check(_ report: FileReport) throws(SignetError) {
        guard let state = report.state, state != .invalid else {
            let codes = report.results.all.filter { $0.severity == .failure }.map(\.code.rawValue)
            throw SignetError(
                "sign.selfCheck", .unexpected,
                "the signed image does not verify (\(codes.joined(separator: ", "))); nothing was written")
        }
    }

    private static func name(of path: String) -> String? {
        guard path != "-" else { return nil }
        return path.split(separator: "/").last.map(String.init)
    }
}

extension SigningRequest.Thumbnail {
    /// The largest thumbnail that is added, in bytes.
    public static let maximumSize = 1 << 20

    /// Reads a PNG or JPEG file.
    public init(path: String) throws(SignetError) {
        let source = try FileSource(path: path)
        guard source.count <= Self.maximumSize else {
            throw SignetError("thumbnail.tooLarge", .usage, "the thumbnail has more than \(Self.maximumSize) bytes")
        }
        guard let format = ImageFormat.detect(source) else {
            throw SignetError("thumbnail.format", .usage, "the thumbnail is not an image of a known format")
        }
        self.init(mediaType: format.mediaType, bytes: try source.bytes(0..<source.count))
    }
}
