# signet: `make demo` shows it, `make test` tests it. `make` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
# The same flags wherever a debug build is made: other flags would mean building everything a second time.
# The import check lets the compiler enforce the layers that docs/developers.md draws.
DEBUG := -Xswiftc -warnings-as-errors --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib
SOURCES := Sources Tests Package.swift Benchmarks/Sources Benchmarks/Package.swift
# Beside the package: reference files that are read in place, never copied. Absent in a plain clone.
SHARED ?= ../shared

.PHONY: help demo test build release format lint bench bench-formats bench-index fuzz bitflip attack compare crjson no-network large roundtrip interop robustness kill-test bench-ingest tamper policy clean deps deps-tests bench-policy distractors bench-anchors evasion

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

deps:
	@scripts/install-dependencies.sh

deps-tests:
	@scripts/install-dependencies.sh --tests

demo: deps release ## sign, verify, tamper, edit, inspect: what signet does, in a minute
	@SIGNET=.build/release/signet scripts/demo.sh

test: deps-tests ## everything that has to hold: unit tests, command-line scripts, interoperability
	$(SWIFT) build --build-tests $(DEBUG)
	$(SWIFT) test --skip-build --disable-xctest $(DEBUG)
	@SIGNET=.build/debug/signet scripts/interop.sh
	@if .build/venv/bin/python -c 'import pdqhash, iscc_core' 2>/dev/null; then .build/venv/bin/python Benchmarks/index.py --signet .build/debug/signet --conformance; else echo "SKIPPED: pdqhash and iscc-core are not installed"; fi
	@python3 scripts/kill-test.py --signet .build/debug/signet --kills 20 --pictures 20
	@.build/venv/bin/python scripts/policy-schema.py
	@python3 scripts/policy-forms.py --signet .build/debug/signet
	@.build/debug/signet policy test --coverage --min-coverage 100 | grep -v '^no test rests on '

build: deps ## debug build: warnings are errors, layers are checked
	$(SWIFT) build --build-tests $(DEBUG)

release: deps ## release build: .build/release/signet
	$(SWIFT) build $(RELEASE) --product signet

format: ## format all Swift sources
	$(SWIFT) format -i -r $(SOURCES)

lint: ## check the formatting and the scripts
	$(SWIFT) format lint -s -r $(SOURCES)
	@for script in scripts/*.sh certs/*.sh .ci/run; do bash -n "$$script"; done
	@python3 -c 'import ast, sys; [ast.parse(open(f).read(), f) for f in sys.argv[1:]]' scripts/*.py Benchmarks/*.py

interop: deps-tests release ## read our files with the reference implementation
	@SIGNET=.build/release/signet scripts/interop.sh

attack: release ## forged and damaged files: none may pass as intact
	@python3 scripts/attack.py --signet .build/release/signet $(ATTACK)
	@python3 scripts/memory.py --signet .build/release/signet

bitflip: release ## flip bits of signed files: none may pass as intact
	@python3 scripts/bitflip.py --signet .build/release/signet $(BITFLIP)

fuzz: release ## random damage: no crash, no hang, no memory beyond the limit
	@python3 scripts/mutants.py --signet .build/release/signet $(FUZZ)
	@if [ -x Tests/Fuzz/run.sh ]; then Tests/Fuzz/run.sh; fi

compare: release ## compare verdicts with the reference implementation's on real files
	@python3 scripts/compare-reference.py --signet .build/release/signet --shared $(SHARED)

no-network: release ## count the connections of verify and inspect over all real and hostile files: none without --allow-network
	@python3 scripts/no-network.py --signet .build/release/signet --shared $(SHARED)

large: release ## a BMFF file of 1 GB, and 10,000 files in one run: time and peak memory
	@python3 scripts/large.py --signet .build/release/signet $(LARGE)

roundtrip: deps-tests release ## pictures of many layouts keep their pixels, and others find their records sound
	@.build/venv/bin/python scripts/roundtrip.py --signet .build/release/signet --files $(wildcard $(SHARED)/security $(SHARED)/metadata)

crjson: deps-tests release ## hold crJSON output against its schema, on real files and our own
	@.build/venv/bin/python scripts/crjson.py --signet .build/release/signet --shared $(SHARED)

bench: release ## time and memory, beside the reference implementation
	@scripts/install-dependencies.sh --bench
	$(SWIFT) build $(RELEASE) --package-path Benchmarks
	@.build/venv/bin/python Benchmarks/bench.py --signet .build/release/signet $(BENCH)

bench-formats: release ## sign and verify in every format, and folders of many files, beside the reference implementation
	@scripts/install-dependencies.sh --bench
	$(SWIFT) build $(RELEASE) --package-path Benchmarks
	@.build/venv/bin/python Benchmarks/formats.py --signet .build/release/signet $(BENCH)

bench-index: release ## fingerprints and exact search, beside pdqhash, iscc-core and faiss, as a table of goals
	@scripts/install-dependencies.sh --bench
	$(SWIFT) build $(RELEASE) --package-path Benchmarks --product IndexBench
	@nice .build/venv/bin/python Benchmarks/index.py --signet .build/release/signet --bench Benchmarks/.build/release/IndexBench --shared $(SHARED) $(BENCH)

robustness: release ## how much of an edited image the index still recognises
	@scripts/install-dependencies.sh --bench
	@.build/venv/bin/python Benchmarks/robustness.py --signet .build/release/signet $(BENCH)

kill-test: release ## kill -9 at random moments of add and sign --index: nothing acknowledged is lost
	@python3 scripts/kill-test.py --signet .build/release/signet --kills 500 $(KILLS)

bench-ingest: release ## how fast the index takes images in, and how it grows to a million records
	@scripts/install-dependencies.sh --bench
	@.build/venv/bin/python Benchmarks/ingest.py --signet .build/release/signet $(BENCH)

distractors: release ## 1,000 strangers looked up among 10,000 images: none may be taken for one of them
	@scripts/install-dependencies.sh --bench
	@.build/venv/bin/python Benchmarks/distractors.py --signet .build/release/signet $(BENCH)

bench-anchors: deps ## time of local anchors: extraction, and search over 100,000 images
	@scripts/install-dependencies.sh --bench
	$(SWIFT) build $(RELEASE) --package-path Benchmarks --product AnchorBench
	@nice .build/venv/bin/python Benchmarks/anchors.py --bench Benchmarks/.build/release/AnchorBench $(BENCH)

tamper: ## ten thousand edits of an index beside the program: check finds each
	SIGNET_EDITS=10000 $(SWIFT) test --disable-xctest $(DEBUG) --filter IndexTamperTests

policy: release ## the tests of the shipped rules, and a table of how they do on labelled texts
	.build/release/signet policy test --coverage --min-coverage 100
	@python3 scripts/policy-combinations.py --signet .build/release/signet
	@python3 scripts/policy-figures.py --signet .build/release/signet --shared $(SHARED) $(POLICY)

bench-policy: release ## speed of the policy beside pyahocorasick and hyperscan, with the same 100,000 names
	@scripts/install-dependencies.sh --bench
	@.build/venv/bin/python Benchmarks/policy.py --signet .build/release/signet $(BENCH)

evasion: release ## how many flagged texts stay flagged when their words are disguised
	@python3 Benchmarks/evasion.py --signet .build/release/signet --texts $(SHARED)/policy/prompts.jsonl $(EVASION)

clean: ## remove the build products
	rm -rf .build Benchmarks/.build
