#!/usr/bin/env python3
"""Writes Sources/TextMatching/VocabularyTable.swift: common English words in four classes, from common to rare.

Words that are spelled right are never slips of listed words, and a slip is read as the likeliest word. The words come from the
Debian package scowl (Kevin Atkinson's Spell Checker Oriented Word Lists; free to use, copy and change with its notice):
levels 10, 20, 35, and 40 with 50.
"""
import os, sys

FOLDER = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/scowl"
LEVELS = [(10,), (20,), (35,), (40, 50)]
LISTS = [f"{kind}-{part}" for kind in ("english", "american", "british", "british_z")
         for part in ("words", "upper", "proper-names")]
HEAD = '''/// Common English words, made by scripts/vocabulary.py from SCOWL 2020.12.07.
///
/// The collective work is Copyright 2000-2018 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word
/// lists, the associated scripts, the output created from the scripts, and its documentation for any purpose is hereby granted
/// without fee, provided that the above copyright notice appears in all copies and that both that copyright notice and this
/// permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the suitability of this
/// array for any purpose. It is provided "as is" without express or implied warranty.
enum VocabularyTable {
    /// Words in alphabetical order, each after a capital letter that says how many letters it shares with the one before it: A
    /// for none. A full stop ends a class.
    static let text: StaticString = """
'''


def main():
    seen = set()
    pieces = []
    for levels in LEVELS:
        words = set()
        for level in levels:
            for name in LISTS:
                path = os.path.join(FOLDER, f"{name}.{level}")
                if not os.path.exists(path):
                    continue
                with open(path, encoding="latin-1") as lines:
                    words |= {w.strip().lower() for w in lines}
        words = sorted(w for w in words if w.isascii() and w.isalpha() and 2 <= len(w) <= 24 and w not in seen)
        seen |= set(words)
        before = ""
        for word in words:
            shared = 0
            while shared < min(len(word), len(before), 25) and word[shared] == before[shared]:
                shared += 1
            pieces.append(chr(65 + shared) + word[shared:])
            before = word
        pieces.append(".")
    with open("Sources/TextMatching/VocabularyTable.swift", "w") as out:
        out.write(HEAD)
        row = ""
        for piece in pieces:
            if len(row) + len(piece) > WIDTH:
                out.write("        " + row + "\\\n")
                row = ""
            row += piece
        out.write("        " + row + "\n        \"\"\"\n}\n")
    print(len(seen), "words", file=sys.stderr)


#: Long lines, so that the file does not have thousands of them.
WIDTH = 900


if __name__ == "__main__":
    main()
