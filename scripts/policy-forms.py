#!/usr/bin/env python3
"""Reads the reports of `signet policy` as the programs do that they are meant for.

JUnit with an XML parser, SARIF with what GitHub's code scanning asks for, HTML with a parser that looks for anything from elsewhere,
CSV with a CSV reader. Usage: scripts/policy-forms.py --signet PATH
"""
import argparse
import csv
import html.parser
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PACK = """policy: { id: forms, version: 1.0.0 }
area: garden
rules:
  - { id: garden.tulip, action: review, when: { any: [[tulip], [violet]] }, unless: { near_match: [painted], window: 3 } }
  - { id: garden.never, action: block, when: [orchid] }
tests:
  - { text: "a tulip", expect: review, rule: garden.tulip }
  - { text: "=1+1 <script>x</script> & ]]> \\u001b[31m \\ufffe", expect: block }
  - { text: "a lilac", expect: review, todo: true }
"""
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.problems, self.tags = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "onclick", "onload", "style") or "://" in (value or ""):
                self.problems.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes another tag")


def sarif(text):
    log = json.loads(text)
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert driver["name"] == "signet" and len(set(ids)) == len(ids)
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    assert run["results"], "no results"
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"] and result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert uri.isascii() and " " not in uri and not uri.startswith("./")
        assert place["region"]["startLine"] >= 1 and place["region"]["startColumn"] >= 1


def junit(text):
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    for element in [root, *root.iter("testsuite")]:
        cases = list(element.iter("testcase"))
        assert int(element.get("tests")) == len(cases)
        assert int(element.get("failures")) == sum(case.find("failure") is not None for case in cases)
        assert int(element.get("skipped")) == sum(case.find("skipped") is not None for case in cases)
    assert all(case.get("name") and case.get("classname") for case in root.iter("testcase"))


def page(text):
    parser = Page()
    parser.feed(text)
    assert not parser.problems and not parser.open, parser.problems or parser.open
    assert "script" not in parser.tags and "default-src 'none'" in text
    assert "\x1b" not in text


def table(text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(rows) > 1 and len({len(row) for row in rows}) == 1
    assert not any(cell[:1] in "=+-@\t\r" for row in rows[1:] for cell in row if cell), "a formula"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--signet", required=True)
    signet = str(pathlib.Path(parser.parse_args().signet).resolve())
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {
            "pack one/garden.yaml": PACK,
            "other/a.yaml": "policy: { id: forms, version: 2.0.0 }\n",
            "texts.csv": 'id,text,label,category,lang\n=1,"a <b>tulip</b>",unsafe,x<y,en\n2,a rose,safe,,ko\n',
        }.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        forms = {"junit": junit, "sarif": sarif, "html": page, "csv": table, "json": json.loads}
        test = ["test", "--pack", "pack one", "--coverage", "--mutate", "--show-text"]
        runs = [(test, form) for form in forms]
        runs += [(["lint", "--pack", "pack one"], form) for form in ("sarif", "csv", "json")]
        runs += [(["eval", "texts.csv", "--pack", "pack one", "--rules"], form) for form in ("html", "csv", "json")]
        runs += [(["diff", "pack one", "other", "texts.csv", "--show-text"], form) for form in ("html", "csv", "json")]
        runs += [(["check", "--file", "texts.csv", "--pack", "pack one"], "csv")]
        for arguments, form in runs:
            done = subprocess.run([signet, "policy", *arguments, "--format", form], cwd=folder, capture_output=True, text=True)
            try:
                assert done.returncode in (0, 20, 21, 40), f"exit code {done.returncode}: {done.stderr[:300]}"
                forms[form](done.stdout)
                passed += 1
            except (AssertionError, ValueError, KeyError, ElementTree.ParseError, csv.Error) as error:
                print(f"FAILED policy {' '.join(arguments)} --format {form}: {type(error).__name__} {error}")
                failed += 1
    print(f"{passed} passed, {failed} failed: reports about a policy, read by other programs")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
