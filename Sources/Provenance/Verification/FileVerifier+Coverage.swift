internal import Bytes
internal import ContentCredentials
internal import Findings
internal import ImageFormats

extension FileVerifier {
    /// Adds what covers each byte of an image, and of the record beside it.
    func map(
        _ source: any ByteSource, _ container: ImageContainer, _ store: ManifestStore,
        _ outcome: StoreValidator.Outcome,
        _ budget: CPUBudget, _ report: inout FileReport, sidecar: ImageContainer? = nil
    ) throws(SignetError) {
        guard scope.contains(.coverage) else { return }
        let mapper = CoverageMapper(limits: settings.limits, budget: budget)
        let answer = report.checks.first { $0.question == .content }?.answer ?? .unknown
        let evidence = CoverageMapper.Evidence(store: store, outcome: outcome, answer: answer)
        report.coverage = [
            try mapper.map(source, container, named: report.file, evidence, isCarrier: sidecar == nil)
        ]
        guard let sidecar, let path = report.sidecar else { return }
        let file = try FileSource(path: path, limits: settings.limits)
        guard file.count == sidecar.fileSize else { return }
        report.coverage.append(try mapper.map(file, sidecar, named: path, evidence, isCarrier: true))
    }

    /// No record that can be read speaks for the file: nothing covers any of it.
    func mapWithoutRecord(
        _ source: any ByteSource, _ container: ImageContainer, _ budget: CPUBudget, _ report: inout FileReport
    ) throws(SignetError) {
        report.coverage = [
            try CoverageMapper(limits: settings.limits, budget: budget)
                .map(source, container, named: report.file, nil, isCarrier: false)
        ]
    }
}
