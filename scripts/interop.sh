#!/usr/bin/env bash
# Reads files that signet signed with the reference implementation (c2pa-python). See scripts/interop.py.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.build/venv/bin/python}
if ! "$python" -c 'import c2pa' 2>/dev/null; then
    if [[ ${CI:-} == true ]]; then
        echo "interop: c2pa-python is not installed (scripts/install-dependencies.sh --tests)" >&2
        exit 69
    fi
    echo "interop: SKIPPED: c2pa-python is not installed (scripts/install-dependencies.sh --tests)" >&2
    exit 0
fi
"$python" scripts/interop.py --signet "${SIGNET:-.build/release/signet}" "$@"
"$python" scripts/interop_time.py --signet "${SIGNET:-.build/release/signet}"
"$python" scripts/roundtrip.py --signet "${SIGNET:-.build/release/signet}"
