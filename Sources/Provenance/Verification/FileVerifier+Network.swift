internal import Bytes
internal import ContentCredentials
internal import Findings

extension FileVerifier {
    /// The manifest store that the file says is at `url`; nil, with the reason in the report, when it was not fetched or
    /// cannot be read (C2PA 2.4 sections 11.5 and 15.5.3).
    func remoteStore(at url: String, _ report: inout FileReport) -> ManifestStore? {
        guard let network = settings.network else {
            setRemote(url, "the manifest is elsewhere and was not fetched", &report)
            return nil
        }
        let bytes: [UInt8]
        do throws(SignetError) {
            bytes = try network.manifestStore(at: url)
        } catch {
            setRemote(url, "the manifest is elsewhere and could not be fetched: \(error.reason)", &report)
            return nil
        }
        do throws(SignetError) {
            return try ManifestStore(bytes, limits: settings.limits)
        } catch {
            setUnreadable("the manifest that was fetched is damaged: \(error.reason)", nil, &report)
            return nil
        }
    }

    private func setRemote(_ url: String, _ reason: String, _ report: inout FileReport) {
        report.verdict = .remote
        report.notChecked.append("remote")
        report.results.activeManifest = [Finding(.manifestInaccessible, .failure, url: url, reason)]
    }

    /// Whether it is known for the active manifest's signer; "unknown" and "inaccessible" are not.
    static func isRevocationKnown(_ results: ValidationResults) -> Bool {
        results.activeManifest.contains {
            $0.code == .signingCredentialNotRevoked || $0.code == .signingCredentialRevoked
        }
    }
}
