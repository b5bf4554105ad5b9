"""What the test scripts of this folder share: running signet with limits, and small pictures made in code."""
import base64, collections, json, os, re, struct, subprocess, sys, tempfile, time, zlib

#: Every exit code signet may end with (docs: README.md, "Exit codes").
EXIT_CODES = {0, 1, 10, 11, 12, 13, 14, 15, 16, 64, 65, 66, 69, 73, 74, 75, 78}
#: Codes that tell a reader the content is as it was signed.
INTACT = {0, 11, 12}
KINDS = ["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"]
#: What no output may hold: C0 (but newline and tab), DEL, C1 and bidirectional overrides.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Run = collections.namedtuple("Run", "code out err cpu rss wall")


class Launcher:
    """Starts programs from a process that stays small.

    A child's peak memory begins with what its parent held when it was started. Test scripts build files of many
    megabytes, so the programs they measure are started by this helper, which holds about 10 MB.
    """
    process = None

    @classmethod
    def ask(cls, request):
        if cls.process is None:
            cls.process = subprocess.Popen([sys.executable, "-S", os.path.abspath(__file__), "launcher"],
                                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.process.stdin.write(json.dumps(request) + "\n")
        cls.process.stdin.flush()
        return json.loads(cls.process.stdout.readline())

    @staticmethod
    def serve():
        for line in sys.stdin:
            argv, out, err, wall = json.loads(line)
            start = time.monotonic()
            with open(out, "wb") as o, open(err, "wb") as e:
                child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=o, stderr=e)
            pid = 0
            while not pid:
                pid, status, usage = os.wait4(child.pid, os.WNOHANG)
                if not pid:
                    if time.monotonic() > start + wall:
                        child.kill()
                    time.sleep(0.0005)
            child.returncode = os.waitstatus_to_exitcode(status)
            answer = [child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.monotonic() - start]
            print(json.dumps(answer), flush=True)


def run(argv, wall=60):
    """Runs a program; returns exit code (negative for a signal), output, CPU seconds and peak memory in MB."""
    os.environ["SWIFT_BACKTRACE"] = "enable=no"
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        code, cpu, rss, took = Launcher.ask([argv, out.name, err.name, wall])
        with open(out.name, "rb") as o, open(err.name, "rb") as e:
            return Run(code, o.read(), e.read(), cpu, rss, took)


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


def sign_beside(signet, source, certs, kind="es256", *options):
    """Writes the record of `source` to a file beside it, over the one that is there; returns its path."""
    checked([signet, "sign", source, "--sidecar", "--force", "--source", "ai", "--key", f"{certs}/{kind}.key.pem",
             "--cert", f"{certs}/{kind}.chain.pem", *options], "cannot sign")
    return os.path.splitext(source)[0] + ".c2pa"


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


def avif():
    """16 by 16 pixels in colour, made with Pillow 13 (libavif 1.4.2)."""
    return base64.b64decode(
        "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAO"
        "cGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAOAAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAA"
        "AABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAEAAAABAAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAG"
        "gAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAQG1kYXQSAAoJGAz/2iAhoNCAMikZR4eGIYeeeeaFAAB1e8r1UuXe0FWY//8hNcVKL+ECzSvA"
        "B9l//6FBgA==")


def heic():
    """16 by 16 pixels in colour, made with pillow-heif 1.8.1 (libheif 1.23.6, x265 4.3)."""
    return base64.b64decode(
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9j"
        "AAAAAERAAAEAAQAAAAABoAABAAAAAAAAAFcAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/Glw"
        "cnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AA"
        "AAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABA"
        "AAAAQAAAAChjbGFwAAAAEAAAAAEAAAAQAAAAAf///9AAAAAC////0AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYEC"
        "AwWEAAAAX21kYXQAAABTKAGvEyF708D1IMBgvj+ujiFUUFC5o3Kvnx6DJ0afQ1xAMiFpIr3N3GF2JhRPnqS3ZKiGcxo6HcKjOR1AUhMyd8U+"
        "YBDTCTPG2DO00K7n5akjRsA=")


def webp():
    """A lossless WebP of 8 by 8 pixels."""
    return base64.b64decode(
        "UklGRi4AAABXRUJQVlA4TCIAAAAvB8ABALmM6H/sovh16H8YyKRt7jqrf039ZmDkgMQEnK0Z")


def gif():
    """A GIF of 2 by 2 pixels, all the same."""
    return base64.b64decode(
        "R0lGODdhAgACAIAAAAAAAAAAACwAAAAAAgACAAAIBgABCAQQEAA7")


def tiff(pages=1):
    """An uncompressed grey TIFF of 8 by 8 pixels, little-endian, with a page for each of `pages`."""
    out = bytearray(b"II*\0" + struct.pack("<I", 8))
    for page in range(pages):
        fields = [(254, 4, 0), (256, 3, 8), (257, 3, 8), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 0), (277, 3, 1),
                  (278, 3, 8), (279, 4, 64)]
        end = len(out) + 2 + 12 * len(fields) + 4
        out += struct.pack("<H", len(fields))
        for tag, kind, value in fields:
            out += struct.pack("<HHII", tag, kind, 1, end if tag == 273 else value)
        out += struct.pack("<I", end + 64 if page + 1 < pages else 0) + bytes((i * 3 + page) & 0xff for i in range(64))
    return bytes(out)


def svg():
    return (b'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">'
            b'<title>a picture</title><rect width="8" height="8" fill="#123456"/></svg>\n')


def jxl():
    """8 by 8 pixels in boxes, made with cjxl 0.7."""
    return base64.b64decode(
        "AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAABtanhsY/8KQUBCcSEKAQAAaAAAOABYAFhKKDGOTUQKxgzICaBOEg4SBk+mBODDBK"
        "IBANgAeVYaAIAKlVHGDV7O9Xz5ocNi2sZ1hrbatrAEQrkh3viBQCWUGkofWQxGEkyYwFgkQIgYI2EA")


#: The formats, how each is made, and the ending of its files.
FORMATS = {"png": (png, "png"), "jpeg": (jpeg, "jpg"), "webp": (webp, "webp"), "gif": (gif, "gif"), "tiff": (tiff, "tiff"),
           "tiff pages": (lambda: tiff(2), "tif"), "svg": (svg, "svg"), "jxl": (jxl, "jxl"),
           "avif": (avif, "avif"), "heic": (heic, "heic")}
MIME = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "gif": "image/gif", "tiff": "image/tiff",
        "tif": "image/tiff", "svg": "image/svg+xml", "jxl": "image/jxl",
        "avif": "image/avif", "heic": "image/heic"}


def pictures(folder, names=("png", "jpeg")):
    """A small picture of each format in `folder`; returns their paths by format."""
    paths = {}
    for name in names:
        make, end = FORMATS[name]
        paths[name] = os.path.join(folder, f"picture.{end}")
        with open(paths[name], "wb") as f:
            f.write(make())
    return paths


if __name__ == "__main__" and sys.argv[1:] == ["launcher"]:
    Launcher.serve()
