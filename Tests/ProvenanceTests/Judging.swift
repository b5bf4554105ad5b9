internal import Bytes
internal import Cryptography
internal import Findings
internal import FoundationEssentials
internal import Provenance
internal import TestSupport

/// Verifies bytes as of the tests' moment.
enum Judging {
    struct Trust: OptionSet {
        let rawValue: Int
        static let signers = Trust(rawValue: 1)
        static let authorities = Trust(rawValue: 2)
    }

    static func settings(_ trust: Trust = .signers, at time: Date = TestPKI.now) throws -> ValidationSettings {
        var configuration = TrustConfiguration()
        if trust.contains(.signers) { configuration.signers = [try TestPKI.trustList()] }
        if trust.contains(.authorities) { configuration.timeStampAuthorities = [try TestPKI.timeStampTrustList()] }
        return ValidationSettings(trust: configuration, time: time)
    }

    static func verify(
        _ bytes: [UInt8], _ trust: Trust = .signers, at time: Date = TestPKI.now
    ) throws -> FileReport {
        try FileVerifier(settings: settings(trust, at: time)).verify(MemorySource(bytes), named: "test")
    }
}

extension Forge {
    /// The report about the image of this forge.
    func report(
        _ sample: SampleImage = .png, _ trust: Judging.Trust = .signers, at time: Date = TestPKI.now
    ) throws -> FileReport {
        try Judging.verify(try image(sample), trust, at: time)
    }
}

extension FileReport {
    func codes(_ severity: Finding.Severity) -> Set<StatusCode> {
        Set(results.all.filter { $0.severity == severity }.map(\.code))
    }

    var failures: Set<StatusCode> { codes(.failure) }
}
