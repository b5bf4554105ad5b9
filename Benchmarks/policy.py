#!/usr/bin/env python3
"""Speed of the policy beside engines that only search: pyahocorasick and hyperscan, with the same 100,000 names, in one run.

The names are made from syllables with a fixed seed, so that they are nobody's. signet decides in full (all readings of every word,
the shipped rules, people, reasons); the others look names up as they are written. CPU time of one process, medians.

Usage: Benchmarks/policy.py --signet .build/release/signet [--names 100000] [--texts FILE] [--seconds 400]
"""
import argparse
import json
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
SYLLABLES = "ba be bo da de do fa fi ga gi ka ke ko la le lo ma mi mo na ne no pa pe ra ri ro sa se so ta ti to va vi za zo".split()
WORDS = """a the of in on with and near under old young red blue green quiet bright painting photo sketch garden street river
mountain lake house window table chair dog cat horse bird child woman man farmer teacher market morning evening rain snow summer winter
light shadow colour watercolour portrait landscape city village train boat bridge tree flower bread fruit music festival museum""".split()


def names(count, seed=5):
    rng = random.Random(seed)
    seen = {}
    while len(seen) < count:
        first, last = ("".join(rng.choice(SYLLABLES) for _ in range(n)) for n in (rng.randint(2, 3), rng.randint(3, 4)))
        seen[f"{first.capitalize()} {last.capitalize()}"] = None
    return list(seen)


def texts(people, count=20_000, seed=6):
    """Prompts of about 130 bytes; one in ten names somebody."""
    rng = random.Random(seed)
    result = []
    for _ in range(count):
        words = []
        while len(" ".join(words)) < 120:
            words.append(rng.choice(WORDS))
        if rng.random() < 0.1:
            words[rng.randrange(len(words))] = rng.choice(people)
        result.append(" ".join(words))
    return result


def measure(search, prompts, runs=3):
    """CPU seconds of the whole list, and the latencies of the last run in microseconds."""
    totals = []
    for _ in range(runs):
        start = time.process_time()
        for prompt in prompts:
            search(prompt)
        totals.append(time.process_time() - start)
    latencies = []
    for prompt in prompts:
        start = time.perf_counter_ns()
        search(prompt)
        latencies.append((time.perf_counter_ns() - start) / 1000)
    latencies.sort()
    return statistics.median(totals), latencies[len(latencies) // 2], latencies[len(latencies) * 99 // 100]


def aho(people):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in people:
        automaton.add_word(name.lower(), name)
    automaton.make_automaton()
    return lambda text: [found for found in automaton.iter(text.lower())]


def hyper(people):
    import hyperscan

    # As literals: with \b around them, as patterns, 100,000 do not compile within minutes.
    database = hyperscan.Database()
    database.compile(
        expressions=[name.encode() for name in people], flags=[hyperscan.HS_FLAG_CASELESS] * len(people), literal=True
    )
    found = []
    return lambda text: database.scan(text.encode(), match_event_handler=lambda *hit: found.append(hit[0]) and None)


def peer(name, people, prompts, seconds):
    """Runs a peer in a process of its own, which may be ended: hyperscan compiles 100,000 names for a long time."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            start = time.process_time()
            search = {"pyahocorasick": aho, "hyperscan": hyper}[name](people)
            build = time.process_time() - start
            total, p50, p99 = measure(search, prompts)
            answer = {"build": build, "rate": len(prompts) / total, "p50": p50, "p99": p99}
        except ImportError as error:
            answer = {"missing": str(error)}
        os.write(writer, json.dumps(answer).encode())
        os._exit(0)
    os.close(writer)
    data = b""
    while piece := os.read(reader, 65536):
        data += piece
    os.close(reader)
    os.waitpid(child, 0)
    return json.loads(data) if data else {"ended": seconds}


def signet(binary, people, prompts):
    with tempfile.TemporaryDirectory() as folder:
        pack = pathlib.Path(folder, "pack")
        shutil.copytree(ROOT / "policies", pack)
        with open(pack / "people/generated.csv", "w") as file:
            file.write("id,name,aliases,native,role,country,status,until,not,source,notes\n")
            file.writelines(f"g{number},{name},,,,XX,public_adult,,,generated,\n" for number, name in enumerate(people))
        corpus = pathlib.Path(folder, "texts.jsonl")
        corpus.write_text("".join(json.dumps({"text": prompt}) + "\n" for prompt in prompts))
        command = [binary, "policy", "bench", str(corpus), "--pack", str(pack), "--json"]
        # The first run may compile and file the pack; the second is what a service sees when it starts.
        subprocess.run(command, check=True, capture_output=True)
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def mutation(binary, count=10_000, seed=7):
    """Seconds of `policy test --mutate` on so many tests: those of the shipped pack, each among other harmless words."""

    with tempfile.TemporaryDirectory() as folder:
        pack = pathlib.Path(folder, "pack")
        shutil.copytree(ROOT / "policies", pack)
        tests = []
        for path in sorted(pack.glob("*.yaml")):
            tests += (yaml.safe_load(path.read_text()) or {}).get("tests") or []
        rng = random.Random(seed)
        lines = []
        while len(lines) < count:
            test = dict(rng.choice(tests))
            test["text"] += ", " + " ".join(rng.choice(WORDS[:40]) for _ in range(rng.randint(1, 4)))
            # JSON is YAML.
            lines.append("  - " + json.dumps(test, ensure_ascii=False) + "\n")
        # A file may have 1 MB.
        for part in range(0, len(lines), 2_000):
            (pack / f"generated-{part}.yaml").write_text("tests:\n" + "".join(lines[part : part + 2_000]))
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run(
            [binary, "policy", "test", "--mutate", "--pack", str(pack), "--jobs", "2", "--format", "json"], capture_output=True, text=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        results = json.loads(run.stdout)
        return {
            "tests": results["counts"]["tests"],
            "rewritten": sum(k["rewritten"] + k["spared"] for k in results["evasions"]["kinds"]),
            "seconds": time.perf_counter() - start,
            "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--signet", default=".build/release/signet")
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--texts", help="JSON Lines with text, instead of generated prompts")
    parser.add_argument("--seconds", type=int, default=400, help="CPU seconds a peer may take")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    people = names(options.names)
    if options.texts:
        prompts = [json.loads(line)["text"] for line in open(options.texts, encoding="utf-8") if line.strip()]
    else:
        prompts = texts(people)
    mean = sum(len(p.encode()) for p in prompts) / len(prompts)
    ours = signet(options.signet, people, prompts)
    rows = {"signet, full decision": {"build": ours["load_seconds"], "rate": ours["per_second"], "p50": ours["p50_us"], "p99": ours["p99_us"]}}
    for name in ("pyahocorasick", "hyperscan"):
        rows[f"{name}, names only"] = peer(name, people, prompts, options.seconds)
    mutants = mutation(options.signet)
    if options.json:
        print(json.dumps({"names": len(people), "texts": len(prompts), "mean_bytes": mean, "rows": rows, "mutate": mutants}, indent=1))
        return 0
    print(f"{len(people):,} names, {len(prompts):,} prompts of {mean:.0f} bytes, one thread\n")
    print("| engine | load or build | a second | p50 | p99 |\n| --- | ---: | ---: | ---: | ---: |")
    for name, row in rows.items():
        if "rate" in row:
            print(f"| {name} | {row['build'] * 1000:,.1f} ms | {row['rate']:,.0f} | {row['p50']:.1f} µs | {row['p99']:.1f} µs |")
        else:
            why = f"not built within {row['ended']} s" if "ended" in row else f"SKIPPED: {row['missing']}"
            print(f"| {name} | {why} | | | |")
    if ours.get("long_ms"):
        print(f"\na text of 20,000 bytes: {ours['long_ms']:.2f} ms")
    print(
        f"policy test --mutate: {mutants['tests']:,} tests, {mutants['rewritten']:,} rewritten texts in {mutants['seconds']:.2f} s"
        f" ({mutants['cpu']:.2f} s of processor time, two threads)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
