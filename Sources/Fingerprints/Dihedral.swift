/// The eight ways to turn and mirror an image, in the order in which ``PDQHasher/dihedral(_:)`` gives their hashes.
public enum Dihedral: Int, Sendable, CaseIterable {
    case original, rotated90, rotated180, rotated270, flippedHorizontally, flippedVertically, transposed, transversed
}
