internal import Bytes
internal import Glibc

/// A lock on a file that ends with the process, however that ends.
final class FolderLock {
    private let descriptor: Int32

    /// Opens or makes the file at `path`; nothing is locked yet.
    init(path: String) throws(SignetError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw SignetError(
                "index.lock", .cannotCreate,
                "\(path) cannot be opened for writing (lookups are written down too): "
                    + String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    /// Waits until nobody holds it alone.
    func share() { while flock(descriptor, LOCK_SH) != 0, errno == EINTR {} }

    /// Takes it alone, when nobody else has it.
    func tryAlone() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    func release() { _ = flock(descriptor, LOCK_UN) }
}
