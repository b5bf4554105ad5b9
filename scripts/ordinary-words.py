#!/usr/bin/env python3
"""Writes policies/ordinary.yaml: English words that differ by one slip from a listed word, so that they are never taken for it.

Words come from a dictionary (Debian: wamerican). Run it after changing the lists.
"""
import glob, re, sys


def main():
    listed = set()
    for path in glob.glob("policies/*.yaml"):
        if path.endswith("ordinary.yaml"):
            continue
        with open(path) as f:
            # The words of tests and messages are not listed.
            text = re.sub(r"^ +message:.*$", "", f.read().split("\ntests:")[0], flags=re.M)
        listed |= {w for w in re.findall(r"[a-z]{6,}", text)}
        for stem, ends in re.findall(r"([a-z]{3,})\(([a-z|]+)\)", text):
            listed |= {stem + e for e in ends.split("|")}
        for ends, tail in re.findall(r"([a-z]{3,})\{([a-z]+)\}", text):
            listed.add(ends + tail)
    for path in glob.glob("policies/people/*.csv"):
        with open(path) as f:
            listed |= {w for w in re.findall(r"[a-z]{6,}", f.read().lower())}
    shortened = {}
    for word in listed:
        for k in range(len(word)):
            shortened.setdefault(word[:k] + word[k + 1:], set()).add(word)
    with open(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/american-english") as f:
        words = {w.strip().lower() for w in f if w.strip().isascii() and w.strip().isalpha()}
    # Forms dictionaries leave out.
    words |= {w + e for w in list(words) for e in ("s", "ed", "ing", "er", "ers", "y") if len(w) > 3}
    words |= {w[:-1] + e for w in list(words) if w.endswith("e") for e in ("ing", "ed", "er", "ers")}
    near = set()
    for word in words - listed:
        if len(word) < 5:
            continue
        if word in shortened:
            near.add(word)
        for k in range(len(word)):
            less = word[:k] + word[k + 1:]
            if less in listed:
                near.add(word)
            for other in shortened.get(less, ()):
                if len(other) == len(word):
                    different = [i for i in range(len(word)) if word[i] != other[i]]
                    if len(different) == 2 and different[1] == different[0] + 1:
                        near.add(word)
    with open("policies/ordinary.yaml", "w") as out:
        out.write("# English words that differ by one slip from a listed word. Made by scripts/ordinary-words.py.\nordinary:\n")
        row = ""
        for word in sorted(near):
            if len(row) + len(word) > 110:
                out.write(f'  - "{row.strip()}"\n')
                row = ""
            row += word + " "
        out.write(f'  - "{row.strip()}"\n')
    print(len(near), "words", file=sys.stderr)


if __name__ == "__main__":
    main()
