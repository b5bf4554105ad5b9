#!/usr/bin/env python3
"""Holds the shipped rule pack against docs/schema/policy-pack-1.json, and shows that the schema also refuses.

Usage: scripts/policy-schema.py [PACK]
"""
import copy
import json
import os
import pathlib
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"policy-schema: SKIPPED: {error} (scripts/install-dependencies.sh --tests)", file=sys.stderr)
    sys.exit(69 if os.environ.get("CI") == "true" else 0)

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Loader(yaml.SafeLoader):
    """Dates stay texts, as signet reads them."""


Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def main():
    schema = json.loads((ROOT / "docs/schema/policy-pack-1.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    pack = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "policies"
    passed = failed = 0
    documents = {}
    for path in sorted(pack.rglob("*.y*ml")):
        documents[path.name] = yaml.load(path.read_text(), Loader)
        errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(documents[path.name])]
        passed, failed = passed + (not errors), failed + bool(errors)
        for error in errors[:5]:
            print(f"FAILED {path}: {error}")
    # A schema that accepts everything would pass so far.
    good = next(d for d in documents.values() if d and d.get("rules"))
    for name, spoil in {
        "an unknown key": lambda d: d["rules"][0].update(actoin="block"),
        "an unknown action": lambda d: d["rules"][0].update(action="maybe"),
        "a rule without a condition": lambda d: d["rules"][0].pop("when"),
        "two conditions side by side": lambda d: d["rules"][0].update(when={"any": ["a"], "all": ["b"]}),
        "a test without a verdict": lambda d: d.update(tests=[{"text": "a"}]),
        "a severity of 9": lambda d: d["rules"][0].update(severity=9),
    }.items():
        spoiled = copy.deepcopy(good)
        spoil(spoiled)
        if validator.is_valid(spoiled):
            print(f"FAILED the schema accepts {name}")
            failed += 1
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed: the rule pack against its schema")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
