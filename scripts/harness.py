"""What the test scripts of this folder share: running signet with limits, and small pictures made in code."""
import base64, collections, os, re, resource, struct, subprocess, sys, tempfile, time, zlib

#: Every exit code signet may end with (docs: README.md, "Exit codes").
EXIT_CODES = {0, 1, 10, 11, 12, 13, 14, 15, 16, 64, 65, 66, 69, 73, 74, 75, 78}
#: Codes that tell a reader the content is as it was signed.
INTACT = {0, 11, 12}
KINDS = ["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"]
#: What no output may hold: C0 (but newline and tab), DEL, C1 and bidirectional overrides.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Run = collections.namedtuple("Run", "code out err cpu rss wall")


def run(argv, stdin=None, wall=60):
    """Runs a program; returns exit code (negative for a signal), output, CPU seconds and peak memory in MB."""
    env = dict(os.environ, SWIFT_BACKTRACE="enable=no")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        # The peak has a floor: what this process itself held when it started the child (about 20 MB).
        child = subprocess.Popen(argv, stdin=stdin or subprocess.DEVNULL, stdout=out, stderr=err, env=env)
        end = start + wall
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > end:
                child.kill()
                pid, status, usage = os.wait4(child.pid, 0)
                break
            time.sleep(0.001)
        child.returncode = code = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - start
        out.seek(0), err.seek(0)
        return Run(code, out.read(), err.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, took)


def checked(argv, what):
    """Runs a program that has to succeed."""
    r = run(argv)
    if r.code != 0:
        sys.exit(f"{what}: {' '.join(argv)} ended with {r.code}\n{(r.out + r.err).decode('utf-8', 'replace')}")
    return r


def certificates(signet, folder, kind="all"):
    """A throw-away authority in `folder`; returns the path of its root."""
    checked([signet, "cert", "new", folder, "--kind", kind], "no certificates")
    return os.path.join(folder, "root.pem")


def sign(signet, source, output, certs, kind="es256", *options):
    """Signs `source`, as made by AI unless the options say otherwise."""
    options = list(options) or ["--source", "ai", "--model", "test-model@1.0"]
    checked([signet, "sign", source, "-o", output, "--key", f"{certs}/{kind}.key.pem",
             "--cert", f"{certs}/{kind}.chain.pem"] + options, "cannot sign")
    return output


# ---------------------------------------------------------------- pictures
def png_chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width=16, height=16, seed=1):
    """A colour PNG whose pixels hardly compress, so that its size follows from its dimensions."""
    value, rows = seed, bytearray()
    for _ in range(height):
        rows.append(0)
        for _ in range(width * 3):
            value = (value * 1103515245 + 12345) & 0x7fffffff
            rows.append(value >> 16 & 0xff)
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + png_chunk(b"IDAT", zlib.compress(bytes(rows), 1)) + png_chunk(b"IEND", b""))


def jpeg():
    """A baseline JPEG of 8 by 8 grey pixels."""
    return base64.b64decode(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI"
        + "/" * 52 + "wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z")


def pictures(folder):
    """A small PNG and a small JPEG in `folder`; returns their paths by format."""
    paths = {}
    for name, data in (("png", png()), ("jpeg", jpeg())):
        paths[name] = os.path.join(folder, f"picture.{'jpg' if name == 'jpeg' else name}")
        with open(paths[name], "wb") as f:
            f.write(data)
    return paths
