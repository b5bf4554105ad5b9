#!/usr/bin/env bash
# Draws docs/pictures/policy-diff.png: the page of a policy diff over the labelled texts beside the repository. No text and no
# identifier of a text is in it (--samples 0), only counts and rules.
#
# Usage: scripts/policy-picture.sh OLD-PACK [CORPUS]
set -euo pipefail
cd "$(dirname "$0")/.."
signet=${SIGNET:-.build/release/signet}
old=${1:?the pack as it was}
corpus=${2:-../shared/policy/prompts.jsonl}
if [[ ! -f $corpus ]]; then
    echo "policy-picture: SKIPPED: there is no $corpus" >&2
    exit 0
fi
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "policy-picture: chromium is needed" >&2
    exit 69
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$signet" policy diff "$old" policies "$corpus" --samples 0 --format html --lang en >"$work/diff.html"
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" --window-size=1100,1860 \
    --screenshot="$work/diff.png" "file://$work/diff.html" >/dev/null 2>&1
mv "$work/diff.png" docs/pictures/policy-diff.png
