#!/usr/bin/env bash
# The shop window: signs a picture with a throw-away certificate, checks it, changes one byte, checks it again, records an
# edit, and shows the record. Every exit code is asserted: the demo fails when the result is not the one it announces.
set -euo pipefail
cd "$(dirname "$0")/.."

signet_binary=$(realpath "${SIGNET:-.build/release/signet}")
[[ -x $signet_binary ]] || { echo "demo: $signet_binary is not built; run make demo" >&2; exit 69; }
policies=$(realpath policies)
picture=$(realpath -m Tests/Fixtures/harbour.png)
edit_png=$(realpath scripts/edit-png.py)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
signet() { "$signet_binary" "$@"; }

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }

# run CODE COMMAND…: shows the command, runs it, and stops the demo unless it ends with CODE.
run() {
    local wanted=$1 got=0
    shift
    local word shown='$'
    for word; do
        if [[ $word == *' '* ]]; then shown+=" \"$word\""; else shown+=" $word"; fi
    done
    printf '%s\n' "$shown"
    "$@" || got=$?
    if ((got != wanted)); then
        printf '\ndemo: ended with exit code %d, expected %d\n' "$got" "$wanted" >&2
        exit 1
    fi
    ((wanted == 0)) || printf '(exit code %d)\n' "$got"
}

if [[ -f $picture ]]; then
    cp "$picture" harbour.png
else
    # A plain picture, where the one of the repository is absent.
    python3 - harbour.png <<'PYTHON'
import struct, sys, zlib
def chunk(name, data): return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
rows = b"".join(b"\0" + bytes(v for x in range(256) for v in (x, y, 160)) for y in range(256))
open(sys.argv[1], "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0))
                              + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
PYTHON
fi

say "1. A throw-away certificate authority, and a certificate to sign with. Not for production."
run 0 signet cert new certs

say "2. Sign a picture as made by AI. The picture stays as it is; the record goes into the new file."
run 0 signet sign harbour.png -o signed.png --key certs/es256.key.pem --cert certs/es256.chain.pem \
    --source ai --model harbour-painter@1.0 --title "Harbour at dusk"

say "3. Check it. Whom to trust is the reader's choice: with our authority the issuer is trusted ..."
run 0 signet verify signed.png --trust certs/root.pem

say "   ... and without it the record is intact, but anyone could have issued it."
run 11 signet verify signed.png

say "4. Change one byte of the picture, and check again."
cp signed.png changed.png
offset=$(($(stat -c %s changed.png) - 30))
byte=$(od -An -tu1 -j "$offset" -N1 changed.png)
printf '$ # byte %d of changed.png: %d becomes %d\n' "$offset" "$byte" $((byte ^ 1))
printf "\\x$(printf %02x $((byte ^ 1)))" | dd of=changed.png bs=1 seek="$offset" conv=notrunc status=none
run 13 signet verify changed.png --trust certs/root.pem

say "5. A turn of editing: the editor saved a new file without the record. Sign it with the first one as its parent."
cp harbour.png edited.png
run 0 signet sign edited.png -o turn2.png --parent signed.png --key certs/es256.key.pem --cert certs/es256.chain.pem \
    --source ai-edit --model harbour-painter@1.1
run 0 signet verify turn2.png --trust certs/root.pem

say "6. Everything the record says, without judging it."
run 0 signet inspect turn2.png --trust certs/root.pem

say "7. A picture without a record: that says nothing about the picture."
run 10 signet verify harbour.png

say "8. Sign and remember in one step. Then the picture goes its way: the record is stripped, it is cropped, it is on a telephone."
edit() { python3 "$edit_png" "$@"; }
run 0 signet sign harbour.png -o ours.png --index images.index --key certs/es256.key.pem --cert certs/es256.chain.pem \
    --source ai --model harbour-painter@1.0
run 0 edit strip ours.png stripped.png
run 0 edit crop ours.png cropped.png
run 0 edit screenshot ours.png screenshot.png
run 10 signet verify stripped.png --index images.index
run 0 signet index search cropped.png screenshot.png --db images.index --html answer.html

say "   The record comes back. In the stripped copy it fits byte for byte; the crop is another picture, and verifying it says so."
run 0 signet index recover stripped.png -o recovered.png --db images.index
run 0 signet verify recovered.png --trust certs/root.pem
run 0 signet index recover cropped.png -o cropped.c2pa --db images.index
run 13 signet verify cropped.png --trust certs/root.pem --index images.index
run 0 signet index check --db images.index

say "9. Before a picture is made: rules that people can read decide about the prompt, and say why."
export SIGNET_POLICIES=$policies
run 0 signet policy check "a museum display about 1930s propaganda posters"
run 21 signet policy check "a castle in the style of gr3g rutk0wski"
run 20 signet policy check "Barack Obama accepting a bribe"
run 0 signet policy test

say "That was the demo. Next: README.md, and signet --help."
