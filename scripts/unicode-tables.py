#!/usr/bin/env python3
"""Writes Sources/TextMatching/FoldTable.swift: which Latin letters and digits other characters stand for or look like.

Compatibility forms come from Python's unicodedata, look-alikes from a list of the common ones of Unicode Technical Standard 39
and from all its confusables of single Latin letters, in the JSON form of the confusable_homoglyphs package (the argument). Only
what ends as one to three ASCII letters or digits is kept: matching needs no more.
"""
import json, re, string, sys, unicodedata

CONFUSABLES = "../shared/security/unicode-confusables/confusable_homoglyphs__confusables.json"

#: Letters of other scripts and phonetic letters that look like Latin ones (as UTS 39 has them; the common ones).
LOOK_ALIKES = """
aаАαΑɑᴀӑӓåⲀᎪæ bьвВβΒʙƅᏏЬ cсСϲⅽᴄⲤᏟ dԁɗđᴅⅾᎠ eеЕεΕєɛᴇҽəЄᎬ fϝƒꞙғꜰ gɡցԍɢᶃᏀ hһнНΗʜհᎻ iіІιΙɪıӏɩⅰᎥ jјЈϳᴊյᎫ
kкКκΚᴋᏦ lⅼʟⳐլᏞǀ mмМμΜᴍⅿᎷ nпПΝɴոռղη oоОοΟσᴏօσѳөםסŏ0 pрРρΡᴘթᏢ qԛգզꞯ rгГгʀᴦᏒ sѕЅꜱʂՏᏚ tтТτΤᴛէᎢ uυцսᴜʋμ vѵνᴠⅴᏙ
wωшԝᴡѡᎳ xхХχΧⅹ yуУγΥүʏҮ zᴢΖζȥᏃ"""
#: Letters upside down; what a turned w looks like is an m, and the other way round.
TURNED = "aɐ cɔ eǝ fɟ gƃ hɥ jɾ kʞ mʍ rɹ tʇ vʌ yʎ iᴉ"
#: What generators of fancy text write for letters, in the order of the alphabet; a full stop where it is the letter itself.
FANCY = """
ᗩᗷᑕᗪᗴᖴᘜᕼᓮᒎᛕᒪᗰᑎᝪᑭᑫᖇᔑᎢᑌᐯᗯ᙭Ꭹᘔ ค.ς.єŦﻮђเןкl.ภ๏קợгรtยשฬאץz ₳.₵ĐɆ₣₲ⱧłJ₭Ⱡ₥.Ø.QⱤ₴₮ɄV.ӾɎⱫ ąɓƈđɛʄɠɧıʝƙƖɱŋơ℘զཞʂɬų.ῳҳყʑ
αвс.єƒgнιנкℓмησρqяѕтυνωχуz ⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵ ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑ.ꓣꓢꓔꓴꓦꓪꓫꓬꓜ ᗅᗸᑢᗫᘿᖵᏩᕼᎥᒍᏦᏞᘻᘉᗝᕵ.ᖉᔕᖶᑘᐺᘺ᙮ᖻᗱ
Д.С.ЗҒ.Н.ЈКЛМИФР.ЯЅТЦ.ЩЖЧ.  ДБЄԀЁ.ԌЊЇЈЌ.МЙӨ..ѓ..Ц.ѠӼЎ. ⲀⲂⲤ.ⲈϜ.ⲎⲒ.ⲔⲖⲘⲚⲞⲢ..Ⲋ.Ⳙ..ⲬⲨⲌ ልጌርዕቿቻኗዘጎጋኸረጠክዐየዒዪነፕሁሀሠሸሃጊ"""
#: Vertical strokes, which are an l as well as an i.
STROKES = "łŁƖꓲⲒⵏᛁןוІӀι"
HEAD = '''/// Characters that stand for Latin letters and digits (NFKD, Unicode {version}) or look like them (as in UTS 39).
///
/// Made by scripts/unicode-tables.py. Unicode data: Copyright Unicode, Inc., Unicode License v3.
enum FoldTable {{
    /// `c` for compatible, `l` for look-alike, `i` for what looks like l as well as i; the code point in hexadecimal; `=` and what it becomes.
    static let text: StaticString = """
'''


def plain(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    return text if text and len(text) <= 3 and text.isascii() and text.isalnum() else None


def main():
    table = {}
    for code in range(0x80, 0x1FBFF):
        if 0xAC00 <= code <= 0xD7A3 or 0xD800 <= code <= 0xDFFF:
            continue
        to = plain(chr(code))
        if to:
            table[code] = ("c", to)
    for turned in TURNED.split():
        table[ord(turned[1])] = ("l", turned[0])
    squares = [(0x249C, "a"), (0x1F130, "a"), (0x1F150, "a"), (0x1F170, "a"), (0x1F1E6, "a")]
    for start, first in squares:
        for i in range(26):
            table.setdefault(start + i, ("c", chr(ord(first) + i)))
    # An upper-case letter looks like a Latin one through its own form, and its lower case often differs.
    for pair in LOOK_ALIKES.split():
        for letter in pair[1:]:
            if ord(letter) > 127:
                table.setdefault(ord(letter), ("l", pair[0]))
    for alphabet in FANCY.split():
        assert len(alphabet) == 26, alphabet
        for latin, letter in zip(string.ascii_lowercase, alphabet):
            for form in {letter, letter.lower()}:
                if len(form) == 1 and ord(form) > 127 and (form == letter or 0x400 <= ord(form) < 0x530):
                    table.setdefault(ord(form), ("l", latin))
    # All confusables of the standard; what looks like a capital I looks like an l, too.
    with open(sys.argv[1] if len(sys.argv) > 1 else CONFUSABLES) as file:
        confusables = json.load(file)
    for letter in string.ascii_letters:
        for entry in confusables.get(letter, []):
            character = entry["c"].strip("\u200e")
            # Marks and digits of other scripts stay what they are.
            if len(character) != 1 or ord(character) < 128 or unicodedata.category(character) in ("Nd", "Mn"):
                continue
            known = table.setdefault(ord(character), ("l", letter.lower()))
            if letter in "lI" and known[1] == "i":
                table[ord(character)] = ("i", "i")
    # Latin letters by their names, and letters that are one of those above with a mark.
    for code in range(0x80, 0x1FBFF):
        name = unicodedata.name(chr(code), "")
        if code in table or unicodedata.category(chr(code))[0] != "L":
            continue
        latin = re.fullmatch(
            r"LATIN (?:SMALL|CAPITAL)? ?LETTER (?:SMALL CAPITAL |SCRIPT |OPEN |REVERSED |DOTLESS |INSULAR |LONG |BARRED |INVERTED )*"
            r"([A-Z])(?: WITH .*)?", name)
        if latin:
            table[code] = ("l", latin[1].lower())
            continue
        bare = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        try:
            base = bare if bare != chr(code) else unicodedata.lookup(name.split(" WITH ")[0])
        except KeyError:
            continue
        if len(base) == 1 and base != chr(code) and table.get(ord(base), "c")[0] in "li":
            table[code] = table[ord(base)]
    for letter in STROKES:
        if ord(letter) in table:
            table[ord(letter)] = ("i", "i")
    with open("Sources/TextMatching/FoldTable.swift", "w") as out:
        out.write(HEAD.format(version=unicodedata.unidata_version))
        row = ""
        for code in sorted(table):
            item = f"{table[code][0]}{code:x}={table[code][1]} "
            if len(row) + len(item) > 110:
                out.write("        " + row.rstrip() + " \\\n")
                row = ""
            row += item
        out.write("        " + row.rstrip() + "\n        \"\"\"\n}\n")
    print(len(table), "characters", file=sys.stderr)


if __name__ == "__main__":
    main()
