#!/usr/bin/env bash
# Makes a throw-away authority and certificates for trying signet out. Not for production.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-.build/test-certificates}
signet=${SIGNET:-.build/release/signet}
[[ -x $signet ]] || signet=.build/debug/signet
[[ -x $signet ]] || { echo "make-test-certificates: build signet first: make release" >&2; exit 69; }
exec "$signet" cert new "$folder" --kind "${2:-all}"
