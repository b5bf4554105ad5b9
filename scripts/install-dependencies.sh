#!/usr/bin/env bash
# Installs what building signet needs and the machine lacks; does nothing, and needs no root, when all is there.
#
#   scripts/install-dependencies.sh            libraries for `swift build`
#   scripts/install-dependencies.sh --tests    also what the interoperability test needs (c2pa-python in .build/venv)
#   scripts/install-dependencies.sh --bench    also what the benchmark needs (Pillow, in the same environment)
set -euo pipefail
cd "$(dirname "$0")/.."

tests=false
bench=false
for argument in "$@"; do
    case "$argument" in
        --tests) tests=true ;;
        --bench) tests=true bench=true ;;
        *) echo "install-dependencies: unknown option $argument (known: --tests, --bench)" >&2; exit 64 ;;
    esac
done

have() { command -v "$1" >/dev/null 2>&1; }

packages=()
need_command() { have "$1" || packages+=("$2"); }
need_library() { have pkg-config && pkg-config --exists "$1" || packages+=("$2"); }

need_command make make
need_command pkg-config pkg-config
need_library openssl libssl-dev
need_library libpng libpng-dev
need_library libexif libexif-dev
need_library zlib zlib1g-dev
need_library libcurl libcurl4-openssl-dev
need_library p11-kit-1 libp11-kit-dev
need_library libbrotlidec libbrotli-dev
need_library libjpeg libjpeg-dev
need_library libwebp libwebp-dev
need_library libgif libgif-dev
need_library libtiff-4 libtiff-dev
need_library libheif libheif-dev
need_library sqlite3 libsqlite3-dev
if $tests; then
    need_command python3 python3
    need_command openssl openssl
    need_command softhsm2-util softhsm2
    need_command pkcs11-tool opensc
    need_command djxl libjxl-tools
    need_command rsvg-convert librsvg2-bin
    # Debian ships python3 without ensurepip; an environment cannot be made without it.
    have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
fi

if ((${#packages[@]})); then
    if ! have apt-get; then
        echo "install-dependencies: missing: ${packages[*]} (Debian names); there is no apt-get here, install them by hand" >&2
        exit 69
    fi
    as_root=()
    if (($(id -u) != 0)); then
        if ! have sudo; then
            echo "install-dependencies: missing: ${packages[*]}" >&2
            echo "install-dependencies: needs root or sudo; run as root: apt-get install ${packages[*]}" >&2
            exit 69
        fi
        as_root=(sudo)
    fi
    apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "$@"; }
    install() { apt install -y -qq --no-install-recommends "${packages[@]}" >/dev/null; }
    echo "install-dependencies: installing ${packages[*]}"
    # The lists of a fresh machine or container are empty or old: refresh them only when the first try fails.
    install 2>/dev/null || { apt update -qq && install; }
fi

if ! have swift; then
    echo "install-dependencies: swift is missing; install Swift 6.1 or newer from https://www.swift.org/install/linux/" >&2
    exit 69
fi

if $tests; then
    venv=.build/venv
    wanted=(-r scripts/requirements.txt)
    modules='c2pa, encypher_c2pa, PIL, pillow_heif, jsonschema, rfc3339_validator, iscc_core, pdqhash, yaml'
    if $bench; then
        wanted+=(-r Benchmarks/requirements.txt)
        modules="$modules, faiss, ahocorasick, hyperscan"
    fi
    if ! "$venv/bin/python" -c "import $modules" 2>/dev/null; then
        echo "install-dependencies: setting up $venv"
        mkdir -p .build
        if ! { python3 -m venv "$venv" && "$venv/bin/pip" install -q --disable-pip-version-check "${wanted[@]}"; }; then
            echo "install-dependencies: the packages of scripts/requirements.txt could not be installed from the Python package index" >&2
            # At a desk without a network everything else can still be tested; a CI run must not pass by leaving out.
            [[ ${CI:-} == true ]] && exit 69
            echo "install-dependencies: the comparisons with the reference implementations will be SKIPPED" >&2
        fi
    fi
fi
