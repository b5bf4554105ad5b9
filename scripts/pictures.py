#!/usr/bin/env python3
"""Draws what people see: runs signet on a picture of the repository and writes its output as SVG pictures to docs/pictures.

  scripts/pictures.py [--signet .build/release/signet]
"""
import argparse, html, os, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH, LINE, SIZE, COLUMNS = 8.45, 20, 14, 104


def shown(signet, arguments, folder):
    """The command as typed and everything it prints."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
    run = subprocess.run([signet, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    lines = ["$ signet " + " ".join(arguments)]
    for line in run.stdout.rstrip("\n").split("\n"):
        while len(line) > COLUMNS:
            # As a terminal wraps, but between words.
            at = line.rfind(" ", 0, COLUMNS)
            at = at if at > 40 else COLUMNS
            lines.append(line[:at])
            line = "  " + line[at:].lstrip()
        lines.append(line)
    return lines


def svg(lines, title):
    columns = max(60, max(sum(2 if ord(c) > 0x1100 and ord(c) < 0xFF00 else 1 for c in line) for line in lines))
    width, height = round(columns * WIDTH + 40), len(lines) * LINE + 60
    rows = []
    for i, line in enumerate(lines):
        color = ' fill="#7ee787"' if line.startswith("$") else ""
        rows.append(f'<text x="20" y="{40 + i * LINE}"{color}>{html.escape(line)}</text>')
    text = "\n".join(rows)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" aria-label="{html.escape(title)}">\n'
            f'<rect width="100%" height="100%" rx="10" fill="#0d1117"/>\n'
            f'<g font-family="DejaVu Sans Mono, Noto Sans Mono CJK KR, monospace" font-size="{SIZE}" fill="#e6edf3" xml:space="preserve">\n'
            f"{text}\n</g>\n</svg>\n")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    a = p.parse_args()
    signet = os.path.abspath(a.signet)
    out = os.path.join(HERE, "..", "docs", "pictures")
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(HERE, "..", "Tests", "Fixtures", "harbour.png"), "rb") as f:
            picture = f.read()
        with open(os.path.join(folder, "harbour.png"), "wb") as f:
            f.write(picture)
        key = ["--key", "certs/es256.key.pem", "--cert", "certs/es256.chain.pem"]
        shown(signet, ["cert", "new", "certs"], folder)
        shown(signet, ["sign", "harbour.png", "-o", "signed.png", "--model", "harbour-painter@1.0", "--title", "Harbour at dusk", *key], folder)
        shown(signet, ["sign", "signed.png", "-o", "edited.png", "--model", "harbour-painter@1.1", *key], folder)
        with open(os.path.join(folder, "edited.png"), "rb") as f:
            changed = bytearray(f.read())
        changed[-40] ^= 1
        with open(os.path.join(folder, "changed.png"), "wb") as f:
            f.write(changed)
        pictures = {
            "verify": ["verify", "edited.png", "--trust", "certs/root.pem"],
            "verify-ko": ["verify", "edited.png", "--trust", "certs/root.pem", "--lang", "ko"],
            "changed": ["verify", "changed.png", "--trust", "certs/root.pem"],
            "inspect": ["inspect", "edited.png", "--trust", "certs/root.pem"],
            "compare": ["compare", "edited.png", "harbour.png"],
        }
        for name, arguments in pictures.items():
            with open(os.path.join(out, name + ".svg"), "w", encoding="utf-8") as f:
                f.write(svg(shown(signet, arguments, folder), " ".join(arguments)))


if __name__ == "__main__":
    main()
