/// The three states of a manifest store in C2PA 2.4 section 14.3.
public enum ValidationState: String, Sendable {
    /// Something that must hold does not.
    case invalid = "Invalid"
    /// Well-formed and unchanged since signing, by a signer that is not known to be trusted.
    case valid = "Valid"
    /// Valid, and the signer is on a trust list.
    case trusted = "Trusted"
}
