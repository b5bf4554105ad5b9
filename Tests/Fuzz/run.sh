#!/usr/bin/env bash
# Builds the fuzz targets and runs each of them for a while: Tests/Fuzz/run.sh [SECONDS per target] [TARGET ...]
#
# Finds are kept in Tests/Fuzz/.build/finds; a find is a fault, and the exit code is 1. What earlier runs learned is kept in
# Tests/Fuzz/.build/corpus and used again.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-60}
shift || true
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then targets=(cbor store png jpeg webp gif tiff svg jxl bmff sidecar cose certificate file); fi
# SIGNET_FUZZ_SANITIZERS=fuzzer leaves the address sanitizer out, which doubles the speed.
sanitizers=${SIGNET_FUZZ_SANITIZERS:-fuzzer,address}
# Without this, the runtime's own crash handler comes before libFuzzer's, and the input is not saved.
export SWIFT_BACKTRACE=enable=no
# Leaks: the Swift runtime keeps what it needs until the end.
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1

# Always a whole build: the build of this package does not see when files of the package above it come, go or change.
rm -rf .build/release .build/*/release .build/release.yaml
# Linked with the same flags as compiled; `fuzzer` must not reach the C compiler, which would want another main function.
swift build -c release -Xswiftc "-sanitize=$sanitizers" >&2
fuzz="$(swift build -c release -Xswiftc "-sanitize=$sanitizers" --show-bin-path)/Fuzz"

seeds=.build/seeds
finds=.build/finds
rm -rf "$seeds"
mkdir -p "$seeds" "$finds"
"$fuzz" seeds "$seeds"

# Files of other tools are good seeds too; they are read in place where they are.
shared=../../../shared/c2pa/files
status=0
for target in "${targets[@]}"; do
    folders=(".build/corpus/$target" "$seeds/$target")
    mkdir -p "${folders[0]}"
    case $target in
        bmff) for format in avif heif; do [ -d "$shared/$format" ] && folders+=("$shared/$format"); done ;;
        sidecar) [ -d "$shared/c2pa" ] && folders+=("$shared/c2pa") ;;
        png | jpeg | webp | gif | tiff | svg | jxl) [ -d "$shared/$target" ] && folders+=("$shared/$target") ;;
        file) [ -d "$shared/png" ] && folders+=("$shared/png" "$shared/jpeg") ;;
    esac
    log=".build/$target.log"
    if "$fuzz" "$target" "-max_total_time=$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        "-artifact_prefix=$finds/$target-" "${folders[@]}" >"$log" 2>&1; then
        result="no finds"
    else
        result="FOUND: $(grep -m1 -E 'ERROR|Fatal error|Precondition|SUMMARY' "$log" || tail -1 "$log")"
        status=1
    fi
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%-12s %10s executions, %s\n' "$target" "${executions:-?}" "$result"
done
exit $status
