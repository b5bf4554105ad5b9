#!/usr/bin/env python3
"""Compares signet's verdicts on real files with those of the reference implementation.

Reads the reference's recorded verdicts from SHARED/c2pa/expected.jsonl (with the test roots as anchors of
signers) and expected_notrust.jsonl (no anchors), and runs `signet verify --json` on the same files, as far as signet reads their formats.
Compared are the validation state and the multisets of status codes, of the active manifest and of each ingredient.

Differences that are meant stand in docs/deviations.md, in the table with the columns file, code and reason; file and code
are glob patterns; the code of a different state is, for example, `state:Invalid>Valid`. Prints one line per difference that is not there, and exits
with 1 when there is one.
"""
import argparse, collections, fnmatch, json, os, re, sys
import harness

AT = "2026-11-23T18:00:00Z"
#: The folders of the reference files whose formats signet reads.
FORMATS = ("png/", "jpeg/", "webp/", "gif/", "tiff/", "svg/", "jxl/", "c2pa/", "avif/", "heif/")
KINDS = ("success", "informational", "failure")
PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "deviations.md")

Difference = collections.namedtuple("Difference", "path code text")
Deviation = collections.namedtuple("Deviation", "file code reason")


def documented(page):
    """The rows of the page's table whose first two cells are patterns in back-quotes."""
    rows = []
    with open(page, encoding="utf-8") as f:
        for line in f:
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if line.startswith("|") and len(cells) >= 3 and all(re.fullmatch(r"`[^`]+`", c) for c in cells[:2]):
                rows.append(Deviation(cells[0].strip("`"), cells[1].strip("`"), cells[2]))
    return rows


def codes(findings):
    return collections.Counter(x["code"] for x in findings or [])


def ours(signet, path, options):
    r = harness.run([signet, "verify", path, "--json", "--at", AT] + options)
    if r.code not in harness.EXIT_CODES:
        return {"outcome": "crash", "state": f"exit code {r.code}", "lists": {}}
    try:
        result = json.loads(r.out)["results"][0]
    except (ValueError, KeyError, IndexError) as error:
        return {"outcome": "crash", "state": f"no JSON: {error}", "lists": {}}
    if "error" in result:
        return {"outcome": "error", "state": result["error"].get("code"), "lists": {}}
    if result.get("verdict") == "none":
        return {"outcome": "no-manifest", "state": None, "lists": {}}
    if result.get("verdict") == "remote":
        return {"outcome": "remote", "state": None, "lists": {}}
    results = result.get("validation_results") or {}
    lists = {("active", k): codes((results.get("activeManifest") or {}).get(k)) for k in KINDS}
    for delta in results.get("ingredientDeltas", []):
        for k in KINDS:
            lists[(delta["ingredientAssertionURI"], k)] = codes(delta["validationDeltas"].get(k))
    return {"outcome": "read", "state": result.get("validation_state"), "lists": lists}


def reference(record):
    lists = {("active", k): collections.Counter((record.get("active") or {}).get(k, [])) for k in KINDS}
    for delta in record.get("deltas", []):
        for k in KINDS:
            lists[(delta["ingredient"], k)] = collections.Counter(delta[k])
    return {"outcome": record["outcome"], "state": record.get("validation_state"), "lists": lists}


def differences(path, theirs, mine):
    if theirs["outcome"] == "error":
        # The reference gives no codes when it gives up; what counts is that we do not call the file good.
        if mine["state"] in ("Valid", "Trusted") or mine["outcome"] in ("crash", "no-manifest"):
            yield Difference(path, f"state:error>{mine['state'] or mine['outcome']}", f"reference gives up, signet: {mine['outcome']} {mine['state']}")
        return
    if (theirs["outcome"], theirs["state"]) != (mine["outcome"], mine["state"]):
        change = ">".join(x["state"] if x["outcome"] == "read" and x["state"] else x["outcome"] for x in (theirs, mine))
        yield Difference(path, f"state:{change}", f"reference {theirs['outcome']} {theirs['state']}, "
                                        f"signet {mine['outcome']} {mine['state']}")
    if mine["outcome"] != "read":
        return
    for where in sorted(set(theirs["lists"]) | set(mine["lists"])):
        a, b = theirs["lists"].get(where, collections.Counter()), mine["lists"].get(where, collections.Counter())
        place = "active manifest" if where[0] == "active" else "/".join(where[0].split("/")[-1:])
        for code in sorted(set(a) | set(b)):
            if a[code] != b[code]:
                yield Difference(path, code, f"{place} {where[1]} {code}: reference {a[code]}, signet {b[code]}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--signet", default=".build/release/signet")
    p.add_argument("--shared", default="../shared")
    p.add_argument("--only", default="*", help="compare only files whose path matches this pattern")
    p.add_argument("--verbose", action="store_true", help="print the documented differences too")
    a = p.parse_args()
    base = os.path.join(a.shared, "c2pa")
    if not os.path.isdir(base):
        print(f"compare: SKIPPED: there are no reference files in {base}", file=sys.stderr)
        return 0
    roots = os.path.join(base, "test_root_bundle.pem")
    known, used = documented(PAGE), set()
    found, files = [], 0
    for name, options in (("expected.jsonl", ["--trust", roots]), ("expected_notrust.jsonl", [])):
        with open(os.path.join(base, name), encoding="utf-8") as f:
            records = [json.loads(line) for line in f]
        for record in records:
            path = record["path"]
            if not path.startswith(FORMATS) or not fnmatch.fnmatch(path, a.only):
                continue
            files += 1
            mine = ours(a.signet, os.path.join(base, "files", path), options)
            label = path + ("" if options else " (no anchors)")
            for d in differences(label, reference(record), mine):
                row = next((k for k in known if fnmatch.fnmatch(path, k.file) and fnmatch.fnmatch(d.code, k.code)), None)
                used.add(row)
                found.append((d, row))
    for d, row in found:
        if row and a.verbose:
            print(f"documented  {d.path}: {d.text} [{row.reason}]")
    special = ("cawg.", "timeStamp.")
    for title, pick in (("cawg and timeStamp", lambda c: c.startswith(special)), (None, lambda c: not c.startswith(special))):
        rows = [d for d, row in found if row is None and pick(d.code)]
        if rows and title:
            print(f"-- {title} differences")
        elif rows:
            print("-- other differences")
        for d in rows:
            print(f"{d.path}: {d.text}")
    for row in known:
        if row not in used and a.only == "*":
            print(f"note: no difference needs the row {row.file} {row.code} of docs/deviations.md", file=sys.stderr)
    open_ = sum(1 for _, row in found if row is None)
    same = files - len({d.path for d, _ in found})
    print(f"{files} comparisons: {same} the same, {len(found) - open_} documented differences, {open_} undocumented")
    return 1 if open_ or not files else 0


if __name__ == "__main__":
    sys.exit(main())
