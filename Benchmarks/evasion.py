#!/usr/bin/env python3
"""How many of the texts that a pack flags it still flags when their words are disguised, and how many harmless texts more.

Texts come from a file of JSON lines (text, label, source); one half of them, by a hash of their text, is the one that is looked at
while matching is worked on, the other is held out. Each disguise rewrites every word of five letters and more, or, for letters set
apart, each of about a third of the words of three letters and more; of Korean texts (--language ko) every word, or a third, of two
syllables and more. Nothing of the texts is printed, only figures.

  evasion.py --signet .build/release/signet --texts ../shared/policy/prompts.jsonl --half held-out
"""
import argparse, hashlib, json, os, random, re, subprocess, sys, tempfile, unicodedata

BENIGN = {"partiprompts", "coco", "t2i-compbench", "geneval", "dpg-bench"}
WORD = re.compile(r"[A-Za-z]+")
HANGUL = re.compile(r"[가-힣]+")
VOWELS = "aeiou"

LEET = dict(zip("aeiost", "431057"))
SYMBOLS = {"a": "@", "s": "$", "i": "!", "e": "€", "o": "0", "l": "|", "c": "("}
CYRILLIC = dict(zip("aceopxyijsABCEHKMOPTX", "асеорхуіјѕАВСЕНКМОРТХ"))
GREEK = dict(zip("aeiknoptuvxyABEZHIKMNOPTYX", "αεικηορτυνχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"))
ACCENTS = dict(zip("aceinouyszdlr", "áçèîñöůýšžďľř"))
SMALL_CAPITALS = dict(zip("abcdefghijklmnopqrtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀᴛᴜᴠᴡʏᴢ"))
SUPERSCRIPTS = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"))
UPSIDE_DOWN = dict(zip("abcdefghijklmnopqrtuvwyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹʇnʌʍʎz"))
CHEROKEE = dict(zip("abcdeghijklmprstvwyz", "ᎪᏏᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃ"))
ARMENIAN = dict(zip("ghnoujs", "ցհոօսյѕ"))
BOX_LETTERS = {"h": "|-|", "m": "|v|", "n": "|\\|", "w": "\\/\\/", "v": "\\/", "a": "/\\", "k": "|<", "d": "|)"}
CURRENCY = {"e": "€", "c": "©", "l": "£", "y": "¥", "s": "§", "r": "®", "o": "°", "b": "฿", "n": "₦", "w": "₩", "x": "×", "i": "¡"}
MORE_LEET = {"a": "4", "b": "8", "e": "3", "g": "9", "i": "1", "l": "1", "o": "0", "s": "5", "t": "7", "z": "2"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LISU = dict(zip(LETTERS, "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑqꓣꓢꓔꓴꓦꓪꓫꓬꓜ"))
COPTIC = dict(zip("abcehikmnoprtxyz", "ⲀⲂⲤⲈⲎⲒⲔⲘⲚⲞⲢRⲦⲬⲨⲌ"))
SYLLABICS = dict(zip(LETTERS, "ᗩᗷᑕᗪᗴᖴᘜᕼᓮᒎᛕᒪᗰᑎOᑭᑫᖇᔑTᑌᐯᗯ᙭Yᘔ"))
MIXED_SCRIPTS = dict(zip(LETTERS, "ค๒ς๔єŦﻮђเןкl๓ภ๏קợгรtยשฬאץz"))
BARRED = dict(zip(LETTERS, "₳฿₵ĐɆ₣₲ⱧłJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄV₩ӾɎⱫ"))
HOOKED = dict(zip(LETTERS, "ąɓƈđɛʄɠɧıʝƙƖɱŋơ℘զཞʂɬų۷ῳҳყʑ"))
CURLED = dict(zip(LETTERS, "αвс∂єƒgнιנкℓмησρqяѕтυνωχуz"))
BRAILLE = dict(zip(LETTERS, "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵"))
PAIRS = {"m": "rn", "w": "vv", "d": "cl"}
KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]


def neighbours():
    table = {}
    for row, keys in enumerate(KEYS):
        for place, key in enumerate(keys):
            near = [keys[k] for k in (place - 1, place + 1) if 0 <= k < len(keys)]
            for other in (row - 1, row + 1):
                if 0 <= other < 3:
                    shift = 0 if other > row else 1
                    near += [KEYS[other][k] for k in (place + shift - 1, place + shift) if 0 <= k < len(KEYS[other])]
            table[key] = near
    return table


NEIGHBOURS = neighbours()


def shifted(upper, lower):
    """Letters of another block of Unicode."""
    return lambda w, r: "".join(chr(upper + ord(c) - 65) if "A" <= c <= "Z" else chr(lower + ord(c) - 97) for c in w)


def mapped(table, share=1.0):
    return lambda w, r: "".join(table.get(c, table.get(c.lower(), c)) if r.random() < share else c for c in w)


def between(*pieces):
    return lambda w, r: "".join(c + r.choice(pieces) for c in w[:-1]) + w[-1]


def once(*pieces):
    def edit(w, r):
        k = r.randrange(1, len(w))
        return w[:k] + r.choice(pieces) + w[k:]
    return edit


def transposed(w, r):
    places = [k for k in range(1, len(w) - 2) if w[k] != w[k + 1]] or [len(w) - 2]
    k = r.choice(places)
    return w[:k] + w[k + 1] + w[k] + w[k + 2:]


def vowel_dropped(w, r):
    places = [k for k in range(1, len(w)) if w[k].lower() in VOWELS]
    if not places:
        return w
    k = r.choice(places)
    return w[:k] + w[k + 1:]


def vowels_dropped(w, r):
    return w[0] + "".join(c for c in w[1:] if c.lower() not in VOWELS)


def star(w, r):
    places = [k for k in range(1, len(w) - 1) if w[k].lower() in VOWELS] or [k for k in range(1, len(w) - 1)]
    k = r.choice(places)
    return w[:k] + "*" + w[k + 1:]


def stars(w, r):
    return w[0] + "".join("*" if c.lower() in VOWELS else c for c in w[1:-1]) + w[-1]


def dropped(w, r):
    k = r.randrange(1, len(w) - 1)
    return w[:k] + w[k + 1:]


def doubled(w, r):
    k = r.randrange(0, len(w))
    return w[:k] + w[k] + w[k:]


def neighbour(w, r):
    k = r.randrange(1, len(w))
    key = r.choice(NEIGHBOURS[w[k].lower()])
    return w[:k] + (key.upper() if w[k].isupper() else key) + w[k + 1:]


def repeated(w, r):
    k = r.randrange(0, len(w))
    return w[:k] + w[k] * r.randrange(3, 6) + w[k + 1:]


def scrambled(w, r):
    """The letters inside in another order."""
    inner = list(w[1:-1])
    r.shuffle(inner)
    return w[0] + "".join(inner) + w[-1]


def mixed(w, r):
    """Each letter from another alphabet."""
    tables = (CYRILLIC, GREEK, ACCENTS, SMALL_CAPITALS, SUPERSCRIPTS)
    return "".join(r.choice(tables).get(c.lower(), c) if r.random() < 0.6 else c for c in w)


def zalgo(w, r):
    return "".join(c + "".join(chr(r.randrange(0x300, 0x340)) for _ in range(r.randrange(1, 6))) for c in w)


def marked(before, after):
    """Letters inside of a word marked, as text of the web and prompts do."""
    def edit(w, r):
        k = r.randrange(1, len(w) - 1)
        return w[:k] + before + w[k] + after + w[k + 1:]
    return edit


def together(join, change=lambda w, k: w):
    """Words written together, two and two."""
    def edit(text, r):
        words = text.split(" ")
        pairs = [words[k:k + 2] for k in range(0, len(words), 2)]
        return " ".join(join.join(change(w, k) for k, w in enumerate(pair)) for pair in pairs)
    return edit


def jamo(word, table):
    """Syllables as letters of another block."""
    return "".join(table(c) for c in unicodedata.normalize("NFD", word))


def compatibility(c):
    """The letter of the keyboard for a conjoining one."""
    lead, vowel, final = ord(c) - 0x1100, ord(c) - 0x1161, ord(c) - 0x11A8
    if 0 <= lead < 19:
        return "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[lead]
    if 0 <= vowel < 21:
        return chr(0x314F + vowel)
    return "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"[final] if 0 <= final < 27 else c


def half_width(c):
    c = compatibility(c)
    vowel = ord(c) - 0x314F
    if 0 <= vowel < 21:
        return chr(0xFFC2 + vowel + vowel // 6 * 2)
    return chr(ord(c) - 0x3131 + 0xFFA1) if 0x3131 <= ord(c) <= 0x314E else c


def one_jamo(w, r):
    """One syllable as letters of the keyboard."""
    k = r.randrange(len(w))
    return w[:k] + jamo(w[k], compatibility) + w[k + 1:]


def stretched(w, r):
    """The vowel of a syllable without a final is held: 바보오."""
    k = r.randrange(len(w))
    code = ord(w[k]) - 0xAC00
    return w if code % 28 else w[:k + 1] + chr(0xAC00 + 11 * 588 + code // 28 % 21 * 28) + w[k + 1:]


def escaped(form, share=1.0):
    return lambda w, r: "".join(form % ord(c) if r.random() < share else c for c in w)


# Name: (class, edit of one word, which words: "long" or "third")
EDITS = {
    "upper case": ("encoding", lambda w, r: w.upper(), "long"),
    "leet": ("encoding", mapped(LEET), "long"),
    "leet, half the letters": ("encoding", mapped(LEET, 0.5), "long"),
    "symbols": ("encoding", mapped(SYMBOLS), "long"),
    "symbols @ $ ! only": ("encoding", mapped({k: SYMBOLS[k] for k in "asi"}), "long"),
    "Cyrillic": ("encoding", mapped(CYRILLIC), "long"),
    "Greek": ("encoding", mapped(GREEK), "long"),
    "full width": ("encoding", shifted(0xFF21, 0xFF41), "long"),
    "mathematical bold": ("encoding", shifted(0x1D400, 0x1D41A), "long"),
    "mathematical sans italic": ("encoding", shifted(0x1D608, 0x1D622), "long"),
    "circled": ("encoding", shifted(0x24B6, 0x24D0), "long"),
    "squared": ("encoding", lambda w, r: shifted(0x1F130, 0x1F130)(w.upper(), r), "long"),
    "negative circled": ("encoding", lambda w, r: shifted(0x1F150, 0x1F150)(w.upper(), r), "long"),
    "small capitals": ("encoding", mapped(SMALL_CAPITALS), "long"),
    "zero width": ("encoding", between("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"), "long"),
    "soft hyphens": ("encoding", between("\u00ad", ""), "long"),
    "tags": ("encoding", between("\U000e0061", "\U000e0020"), "long"),
    "variation selectors": ("encoding", between("\ufe0f", "\ufe00"), "long"),
    "combining marks": ("encoding", lambda w, r: "".join(c + r.choice("\u0301\u0334\u0336\u0338") for c in w), "long"),
    "accents": ("encoding", mapped(ACCENTS), "long"),
    "turned round by controls": ("encoding", lambda w, r: "\u202e" + w[::-1] + "\u202c", "long"),
    "spaced": ("encoding", between(" "), "third"),
    "dotted": ("encoding", between("."), "third"),
    "dashed": ("encoding", between("-"), "third"),
    "underscored": ("encoding", between("_"), "third"),
    "one dot": ("encoding", once(".", "-", "_", "/"), "long"),
    "emoji inside": ("encoding", once("🌋", "❤️", "😈", "⭐"), "long"),
    "emoji between": ("encoding", between("🌋", "✨"), "third"),
    "repeated": ("encoding", repeated, "long"),
    "mixed alphabets": ("encoding", mixed, "long"),
    "superscripts": ("encoding", mapped(SUPERSCRIPTS), "long"),
    "upside down": ("encoding", lambda w, r: mapped(UPSIDE_DOWN)(w[::-1], r), "long"),
    "Cherokee": ("encoding", mapped(CHEROKEE), "long"),
    "Armenian": ("encoding", mapped(ARMENIAN), "long"),
    "regional indicators": ("encoding", lambda w, r: shifted(0x1F1E6, 0x1F1E6)(w.upper(), r), "long"),
    "parenthesized letters": ("encoding", lambda w, r: shifted(0x249C, 0x249C)(w.lower(), r), "long"),
    "mathematical fraktur, double-struck": (
        "encoding", lambda w, r: shifted(*r.choice([(0x1D56C, 0x1D586), (0x1D538, 0x1D552)]))(w.lower(), r), "long"),
    "stacked marks": ("encoding", zalgo, "long"),
    "enclosing marks": ("encoding", between("\u20dd", "\u20de", "\u0332"), "long"),
    "letters of boxes": ("encoding", mapped(BOX_LETTERS, 0.5), "long"),
    "currency signs": ("encoding", mapped(CURRENCY, 0.6), "long"),
    "more leet": ("encoding", mapped(MORE_LEET, 0.7), "long"),
    "spaced widely": ("encoding", between("  "), "third"),
    "spaced by odd spaces": ("encoding", between("\u2009", "\u00a0", "\u3000", "\u202f"), "third"),
    "spaced by lines": ("encoding", between("\n"), "third"),
    "between commas": ("encoding", between(","), "third"),
    "between slashes": ("encoding", between("/", "|", "~", "·", "•"), "third"),
    "between brackets": ("encoding", lambda w, r: "".join(f"[{c}]" for c in w), "third"),
    "HTML marks inside": ("encoding", marked("<b>", "</b>"), "long"),
    "Markdown marks inside": ("encoding", marked("**", "**"), "long"),
    "weights inside": ("encoding", marked("(", ":1.2)"), "long"),
    "brackets inside": ("encoding", marked("[", "]"), "long"),
    "HTML entities": ("encoding", escaped("&#%d;"), "long"),
    "HTML entities, half": ("encoding", escaped("&#x%x;", 0.5), "long"),
    "percent signs": ("encoding", escaped("%%%02X"), "long"),
    "case by turns": ("encoding", lambda w, r: "".join(r.choice((c.upper(), c.lower())) for c in w), "long"),
    "hard space inside": ("encoding", once("\u2060", "\u180e", "\u3164", "\u00ad\u00ad"), "long"),
    "leet and dots": ("encoding", lambda w, r: between(".")(mapped(LEET, 0.5)(w, r), r), "third"),
    "letters joined by joiners and marks": ("encoding", between("\u200d\u0336", "\u034f\u0300"), "long"),
    "Lisu": ("encoding", mapped(LISU), "long"),
    "Coptic": ("encoding", mapped(COPTIC), "long"),
    "Canadian syllabics": ("encoding", mapped(SYLLABICS), "long"),
    "Thai, Hebrew, Cyrillic": ("encoding", mapped(MIXED_SCRIPTS), "long"),
    "barred and currency": ("encoding", mapped(BARRED), "long"),
    "hooked": ("encoding", mapped(HOOKED), "long"),
    "curled": ("encoding", mapped(CURLED), "long"),
    "Braille": ("encoding", mapped(BRAILLE), "long"),
    "negative squared": ("encoding", lambda w, r: shifted(0x1F170, 0x1F170)(w.upper(), r), "long"),
    "backwards": ("encoding", lambda w, r: w[::-1], "long"),
    "pairs of letters": ("encoding", mapped(PAIRS), "long"),
    "other signs between": ("encoding", lambda w, r: r.choice("'\"=:+&^`#!;?").join(w), "third"),
    "stars between": ("encoding", between("*"), "third"),
    "one sign inside": ("encoding", once("*", "'", "=", "+", "^", "`", "#", "!", "|", ":", ",", "~"), "long"),
    "backslashes": ("encoding", lambda w, r: "".join("\\" + c for c in w), "long"),
    "parentheses around letters": ("encoding", lambda w, r: "".join(f"({c})" for c in w), "third"),
    "hyphen and new line": ("encoding", once("-\n"), "long"),
    "new line inside": ("encoding", once("\n"), "third"),
    "space inside": ("encoding", once(" "), "third"),
    "digits behind": ("encoding", lambda w, r: w + str(r.randrange(1, 100)), "long"),
    "hashtags": ("encoding", lambda t, r: " ".join("#" + w for w in t.split(" ")), "text"),
    "underscores between words": ("encoding", together("_"), "text"),
    "words together": ("encoding", together(""), "text"),
    "words together, capitals": ("encoding", together("", lambda w, k: w[:1].upper() + w[1:]), "text"),
    "transposed": ("typo", transposed, "long"),
    "transposed, a third": ("typo", transposed, "third-long"),
    "a vowel dropped": ("typo", vowel_dropped, "long"),
    "all vowels dropped": ("typo", vowels_dropped, "long"),
    "all vowels dropped, a third": ("typo", vowels_dropped, "third-long"),
    "a star": ("typo", star, "long"),
    "stars for vowels": ("typo", stars, "long"),
    "a letter dropped": ("typo", dropped, "long"),
    "a letter doubled": ("typo", doubled, "long"),
    "a neighbouring key": ("typo", neighbour, "long"),
    "scrambled inside": ("typo", scrambled, "long"),
}

KOREAN_EDITS = {
    "letters of the keyboard": ("encoding", lambda w, r: jamo(w, compatibility), "syllables"),
    "conjoining letters": ("encoding", lambda w, r: jamo(w, lambda c: c), "syllables"),
    "half-width letters": ("encoding", lambda w, r: jamo(w, half_width), "syllables"),
    "one syllable as letters": ("encoding", one_jamo, "syllables"),
    "letters with spaces": ("encoding", lambda w, r: " ".join(jamo(w, compatibility)), "third-syllables"),
    "syllables spaced": ("encoding", between(" "), "third-syllables"),
    "syllables dotted": ("encoding", between(".", "-", "·", "/"), "syllables"),
    "zero width between syllables": ("encoding", between("\u200b", "\u3164", "\u115f"), "syllables"),
    "picture between syllables": ("encoding", once("🌋", "♥", "★", "^", "~", "!", "@"), "syllables"),
    "digit between syllables": ("encoding", once("1", "2", "0"), "syllables"),
    "laughter between syllables": ("encoding", once("ㅋ", "ㅎ", "ㅋㅋ"), "syllables"),
    "Latin letter between syllables": ("encoding", once("x", "o"), "syllables"),
    "vowel held": ("encoding", stretched, "syllables"),
    "syllable repeated": ("encoding", lambda w, r: w + w[-1] * 3, "syllables"),
}


def rewrite(text, edit, which, seed):
    r = random.Random(seed)
    if which == "text":
        return edit(text, r)

    def replace(match):
        word = match.group()
        if "syllables" in which:
            chosen = len(word) >= 2 and (which == "syllables" or r.random() < 0.35)
        elif which == "third":
            chosen = len(word) >= 3 and r.random() < 0.35
        elif which == "third-long":
            chosen = len(word) >= 4 and r.random() < 0.35
        else:
            chosen = len(word) >= LONG
        return edit(word, r) if chosen else word

    return (HANGUL if "syllables" in which else WORD).sub(replace, text)


LONG = 5


def verdicts(signet, pack, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as out:
        for number, text in enumerate(texts):
            out.write(json.dumps({"id": str(number), "text": text}) + "\n")
    command = [signet, "policy", "check", "--file", out.name, "--redact", "--pack", pack]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.unlink(out.name)
    lines = run.stdout.decode().splitlines()
    if len(lines) != len(texts):
        sys.exit(f"evasion: {len(lines)} answers to {len(texts)} texts: {run.stderr.decode()[:500]}")
    return [json.loads(line) for line in lines]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--signet", default=".build/release/signet")
    parser.add_argument("--pack", default="policies")
    parser.add_argument("--texts", default="../shared/policy/prompts.jsonl")
    parser.add_argument("--half", choices=["looked-at", "held-out", "both"], default="held-out")
    parser.add_argument("--unsafe", type=int, default=1000, help="how many flagged texts")
    parser.add_argument("--benign", type=int, default=2500, help="how many harmless texts")
    parser.add_argument("--only", help="disguises whose name has this in it")
    parser.add_argument("--language", choices=["en", "ko"], default="en")
    parser.add_argument("--class", dest="kind", choices=["encoding", "typo"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dump", help="write what was lost and flagged in vain to this file: for work on matching")
    options = parser.parse_args()
    if not os.path.exists(options.texts):
        print("SKIPPED: no labelled texts")
        return 0
    unsafe, benign = [], []
    with open(options.texts) as lines:
        for line in lines:
            d = json.loads(line)
            side = hashlib.sha256(d["text"].encode()).digest()[0] & 1
            if options.half != "both" and side != (options.half == "held-out"):
                continue
            if d.get("lang") != options.language:
                continue
            if d["label"] == "unsafe":
                unsafe.append(d["text"])
            elif d["source"] in BENIGN or options.language == "ko":
                benign.append(d["text"])
    r = random.Random(7)
    r.shuffle(unsafe)
    r.shuffle(benign)
    benign = benign[:options.benign]
    clean = verdicts(options.signet, options.pack, unsafe + benign)
    flagged = [t for t, v in zip(unsafe, clean) if v["verdict"] != "allow"][:options.unsafe]
    clean_flags = sum(v["verdict"] != "allow" for v in clean[len(unsafe):])
    print(f"{len(flagged)} flagged texts, {len(benign)} harmless ones of which {clean_flags} "
          f"({100 * clean_flags / len(benign):.2f} %) are flagged as they are; half: {options.half}")
    print(f"{'disguise':32} {'class':9} kept %   benign flags % (points more)")
    dump = open(options.dump, "w") if options.dump else None
    failed = False
    sums = {}
    for name, (kind, edit, which) in (KOREAN_EDITS if options.language == "ko" else EDITS).items():
        if options.only and options.only not in name or options.kind and kind != options.kind:
            continue
        texts = [rewrite(t, edit, which, f"{options.seed} {name} {i}") for i, t in enumerate(flagged + benign)]
        found = verdicts(options.signet, options.pack, texts)
        flags = [v["verdict"] != "allow" for v in found]
        kept = 100 * sum(flags[:len(flagged)]) / max(len(flagged), 1)
        more = 100 * (sum(flags[len(flagged):]) - clean_flags) / max(len(benign), 1)
        goal = kept >= (99 if kind == "encoding" else 85) and more <= 0.2
        failed |= not goal
        sums.setdefault(kind, []).append((kept, more))
        print(f"{name:32} {kind:9} {kept:6.1f}   {more + 100 * clean_flags / len(benign):.2f} ({more:+.2f}){'' if goal else '  *'}",
              flush=True)
        if dump:
            for number, (text, flag) in enumerate(zip(texts, flags)):
                if flag != (number < len(flagged)):
                    rules = [m["id"] for m in found[number]["rules"] if m["decisive"]]
                    row = {"edit": name, "lost": number < len(flagged), "text": text,
                           "clean": (flagged + benign)[number], "rules": rules}
                    dump.write(json.dumps(row) + "\n")
    for kind, rows in sums.items():
        print(f"mean of {len(rows)} {kind} disguises: kept {sum(k for k, _ in rows) / len(rows):.1f} %, "
              f"benign flags {sum(m for _, m in rows) / len(rows):+.2f} points")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
