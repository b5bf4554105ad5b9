#!/usr/bin/env python3
"""kill -9 at random moments of `index add` and `sign --index`: nothing that was acknowledged is lost, nothing is there twice,
`index check` finds nothing, a signed file and its record are there both or neither, and the next start takes less than a second of CPU.

Each round starts the program on a folder of pictures, kills it after a random time, opens the index again and looks. Exit code 1
when anything did not hold.

  kill-test.py --signet .build/release/signet --kills 500
"""
import argparse, glob, hashlib, json, os, random, resource, shutil, signal, subprocess, sys, tempfile, time
import harness


def pictures(folder, count):
    os.makedirs(folder)
    for number in range(count):
        with open(f"{folder}/p{number:04}.png", "wb") as file:
            file.write(harness.png(48 + number % 17, 40 + number % 13, seed=number + 1))


def killed(argv, delay):
    """Runs a program, kills it after `delay` seconds; what it had printed, and whether it was still running."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(argv, stdout=out, stderr=subprocess.DEVNULL)
        try:
            process.wait(delay)
            was_running = False
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            was_running = True
        out.seek(0)
        text = out.read().decode("utf-8", "replace")
    # A line that was cut off acknowledges nothing.
    return [json.loads(line) for line in text.split("\n")[:-1] if line], was_running


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Round:
    def __init__(self, signet, work):
        self.signet, self.work, self.faults, self.restarts = signet, work, [], []

    def fault(self, text):
        self.faults.append(text)

    def run(self, *arguments):
        return subprocess.run([self.signet, *arguments], capture_output=True, text=True)

    def records(self, db):
        """What the index holds after the next start, which is timed."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        stats = self.run("index", "audit", "--db", db, "--json", "--after", "999999999")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # CPU time: on a busy machine the clock measures the others.
        self.restarts.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if stats.returncode:
            self.fault(f"does not open: {stats.stderr.strip()}")
        check = self.run("index", "check", "--db", db)
        if check.returncode:
            self.fault(f"check: {check.stdout.strip()[:300]} {check.stderr.strip()[:300]}")
        export = self.run("index", "export", "--db", db)
        return [json.loads(line) for line in export.stdout.splitlines()]

    def add(self, db, folder, delay, jobs):
        lines, was_running = killed(
            [self.signet, "index", "add", folder, "--db", db, "--json", "--jobs", str(jobs)], delay)
        acknowledged = {line["id"] for line in lines if "id" in line}
        if not os.path.exists(f"{db}/signet.sqlite"):
            if acknowledged:
                self.fault("acknowledged, but there is no index")
            return was_running
        ids = [record["id"] for record in self.records(db)]
        lost = acknowledged - set(ids)
        if lost:
            self.fault(f"add: {len(lost)} acknowledged rows are lost")
        if len(ids) != len(set(ids)):
            self.fault("add: a row is there twice")
        return was_running

    def sign(self, db, folder, outputs, certs, delay, jobs):
        lines, was_running = killed(
            [self.signet, "sign", folder, "--out-dir", outputs, "--index", db, "--json", "--jobs", str(jobs), "--key",
             f"{certs}/es256.key.pem", "--cert", f"{certs}/es256.chain.pem", "--source", "ai", "--force"], delay)
        acknowledged = {line["output"]: line["active_manifest"] for line in lines if "active_manifest" in line}
        if not os.path.exists(f"{db}/signet.sqlite"):
            if acknowledged:
                self.fault("acknowledged, but there is no index")
            return was_running
        records = self.records(db)
        by_hash = {}
        for record in records:
            if record["file_sha256"] in by_hash:
                self.fault("sign: a row is there twice")
            by_hash[record["file_sha256"]] = record
        manifests = {record["manifest_id"] for record in records}
        for output, manifest in acknowledged.items():
            if manifest not in manifests:
                self.fault(f"sign: the acknowledged record of {os.path.basename(output)} is lost")
        present = {path: sha256(path) for path in glob.glob(f"{outputs}/*.png")}
        for path, digest in present.items():
            if digest not in by_hash:
                self.fault(f"sign: {os.path.basename(path)} is there, but not its record")
        for output in acknowledged:
            if output not in present:
                self.fault(f"sign: the acknowledged file {os.path.basename(output)} is not there")
        # The outputs of this round were new: a record without its file was never finished.
        for digest in set(by_hash) - set(present.values()):
            self.fault(f"sign: a record is there without its file ({by_hash[digest]['name']})")
        litter = [name for name in os.listdir(outputs) if not name.endswith(".png")] if os.path.isdir(outputs) else []
        if litter:
            self.fault(f"sign: litter: {litter[:3]}")
        return was_running


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--signet", required=True)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--pictures", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["SWIFT_BACKTRACE"] = "enable=no"
    rng = random.Random(options.seed)
    kills, rounds = {"add": 0, "sign": 0}, 0
    with tempfile.TemporaryDirectory() as work:
        test = Round(os.path.abspath(options.signet), work)
        pictures(f"{work}/in", options.pictures)
        certs = f"{work}/certs"
        harness.certificates(test.signet, certs, "es256")
        # How long a run takes decides when it may be killed; measured once, and moved along with what is seen.
        lengths = {"add": 1.0, "sign": 1.0}
        started = time.monotonic()
        while sum(kills.values()) < options.kills and rounds < options.kills * 4:
            rounds += 1
            kind = "add" if kills["add"] <= kills["sign"] else "sign"
            db, outputs = f"{work}/db", f"{work}/out"
            # Every few rounds the same index goes on, as after a crash in the field.
            if kind == "sign" or rng.random() < 0.3:
                shutil.rmtree(db, ignore_errors=True)
                shutil.rmtree(outputs, ignore_errors=True)
            delay = rng.uniform(0.005, lengths[kind])
            jobs = rng.choice((1, 2, 3))
            if kind == "add":
                was_running = test.add(db, f"{work}/in", delay, jobs)
            else:
                was_running = test.sign(db, f"{work}/in", outputs, certs, delay, jobs)
                shutil.rmtree(db, ignore_errors=True)
            kills[kind] += was_running
            lengths[kind] = min(max(lengths[kind] * (1.03 if was_running else 0.9), 0.05), 20)
            if test.faults:
                break
            if sys.stderr.isatty() and rounds % 10 == 0:
                print(f"\r{sum(kills.values())} kills", end="", file=sys.stderr)
        slowest = max(test.restarts, default=0)
        for text in test.faults[:20]:
            print(f"FAULT {text}")
        if slowest >= 1:
            print(f"FAULT a restart took {slowest:.2f} s of CPU")
        print(f"{kills['add']} kills of add, {kills['sign']} of sign --index, {len(test.faults)} faults; "
              f"slowest restart {slowest * 1000:.0f} ms of CPU; {time.monotonic() - started:.0f} s")
        sys.exit(1 if test.faults or slowest >= 1 or sum(kills.values()) < options.kills else 0)


if __name__ == "__main__":
    main()
