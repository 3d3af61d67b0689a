# make test runs everything; it is what .ci/run calls. The steps stand in the
# order in which they fail fastest. CONTRIBUTING.md says why each is there.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := test

GO ?= go
FUZZTIME ?= 30s
STARTED := $(shell date +%s)
DIST := linux/amd64 linux/arm64 windows/amd64 darwin/arm64

# What debuggers read is not made: it takes a part of the time of every compiler
# and linker. These clear their memory up less often than is usual, for a fifth or
# a third less of the processors' time; the largest of them, for SQLite, takes 1.1
# GB then. What is compiled for one step serves the next, so all have it so.
LEAN := -ldflags=-w -gcflags=all=-dwarf=false '-toolexec=env GOGC=400'
test build lint systems plain race: export GOFLAGS := $(filter-out $(LEAN),$(GOFLAGS)) $(LEAN)

# While Debian sends a C compiler, the modules come, which tidy reads. While Debian
# and npm send what the tests use, the compiler has the processors. While the tests
# of web wait for their browser, what is compiled and tried with the race detector
# has them.
.PHONY: test
test:
	@$(MAKE) --no-print-directory -j2 compiler tidy
	@$(MAKE) --no-print-directory -j2 tools code
	@$(MAKE) --no-print-directory -j2 plain race
	@echo "== make test: all green in $$(( $$(date +%s) - $(STARTED) )) s"

# Everything that is known of the code without running it, one after the other.
.PHONY: code
code:
	@for step in format build lint systems; do $(MAKE) --no-print-directory $$step; done

# What Go needs to compile as it will, before it begins. See tools/install.
.PHONY: compiler
compiler:
	@tools/install compiler

# What the tests use and Debian or npm can give. See tools/install.
.PHONY: tools
tools:
	@tools/install

.PHONY: format
format:
	@echo "== gofmt"
	@bad=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$bad" ] || { echo "gofmt -w $$bad"; exit 1; }

# The module files name what is used, no more and no less. What looks at the
# code has a module of its own, so that what it needs never becomes what Insyn
# needs.
.PHONY: tidy
tidy:
	@echo "== go mod tidy -diff"
	@$(GO) mod tidy -diff
	@cd tools && $(GO) mod tidy -diff

.PHONY: build
build:
	@echo "== go build"
	@$(GO) build ./...

# go vet and staticcheck in one go, here and in tools. See tools/lint. It clears
# its memory up less often than is usual, and takes a gigabyte.
.PHONY: lint
lint:
	@echo "== go vet and staticcheck"
	@GOGC=300 $(GO) run -C tools ./lint .. .

# Insyn type-checks for the systems that ministries have. See tools/systems.
.PHONY: systems
systems:
	@echo "== types for other systems"
	@$(GO) test -C tools -vet=off ./...
	@$(GO) run -C tools ./systems windows/amd64 darwin/arm64

# Every test, the packages that take longest first, so that what is short fills
# the time in which they wait. Code is vetted by now.
SLOW := ./internal/web ./internal/cli ./internal/act ./internal/store
.PHONY: plain
plain:
	@echo "== go test"
	@$(GO) test -p=2 -shuffle=on -vet=off -timeout=20m $(SLOW) \
		$(filter-out $(SLOW:./%=insyn/%),$(shell $(GO) list ./...))

# The race detector makes everything five to twenty times slower, and finds what
# two goroutines do to one thing at the same time. So with it run, once more, the
# packages of which the code or the tests start a goroutine, found by what they
# say; it sees what these use, too. Where there is a lock and nobody starts
# anything, it has nothing to find. Left out are journeys in a browser, where one
# person does one thing after the other, and tests that do one thing at length.
# Of the packages IN_PART, most of whose tests do one thing after the other, only
# CROWD runs: the tests that do several things at the same time (internal/arch
# sees that it names them all), and in ledger, whose code does so by itself,
# those of that code. SQLite, which is C made into Go, runs under the detector as
# well: left out, the detector sees races on stacks that are none.
AT_ONCE := ^[[:blank:]]*go (func|[a-z])|\.Go\(
IN_PART := ./internal/act ./internal/web ./internal/store ./internal/cli ./ledger ./redflag
CONCURRENT = $(filter-out $(IN_PART),$(shell git grep -lE '$(AT_ONCE)' -- '*.go' ':!tools' | \
	xargs -n1 dirname | sort -u | sed 's|^|./|'))
ALONE := Journey|^TestMutantsApply$$|^TestHunt$$|^TestMessagesAndSourceAgree$$|^TestValidateHTML$$
CROWD := ^TestN27|^TestN30|^TestNever|Explored|Probes|Harvest|Delivery|Recorded$$|AtATime$$|ThatFail$$|NoLeaf|HandedOver$$|WhatFits$$|Evidence$$|SameTime$$|ManyReaders|OtherProcesses$$|CanLeave$$|WritersShare|CallersDiffer$$|UnderLoad$$|NobodyElses$$|NoTransaction$$|NothingIsDone$$|ManyWriters$$|IsATrap$$|GuessedWrong$$|AtItsDeadline$$|SameRow$$|BetweenProcesses$$|^TestStages$$|RowGroups|ParquetGives|ParquetSays|ParquetThatIsCut|DamagedParquet|BrokenWorkbook$$|LastRow$$|AddingAMonth|^TestWhatTakesLongIsMadeOnce$$
.PHONY: race
race:
	@echo "== go test -race: what does things at the same time"
	@$(GO) test -p=2 -race -shuffle=on -vet=off -timeout=20m -run='$(CROWD)' $(IN_PART)
	@$(GO) test -p=2 -race -shuffle=on -vet=off -timeout=20m -skip='$(ALONE)' $(CONCURRENT)

# Insyn as one file for each system, in dist/.
.PHONY: dist
dist:
	@for s in $(DIST); do \
		out=dist/insyn-$${s%/*}-$${s#*/}; [ $${s%/*} != windows ] || out=$$out.exe; \
		echo "== $$out"; \
		CGO_ENABLED=0 GOOS=$${s%/*} GOARCH=$${s#*/} $(GO) build -trimpath -ldflags='-s -w' -o $$out ./cmd/insyn; \
	done
	@cd dist && sha256sum insyn-* > SHA256SUMS && cat SHA256SUMS

# Every fuzz target for FUZZTIME, one at a time. What a target finds is kept
# in its testdata/fuzz and is a test from then on. Without a limit Go spends a
# minute on making each new input smaller, and tries nothing meanwhile.
.PHONY: fuzz
fuzz:
	@for p in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list='^Fuzz' $$p | grep '^Fuzz' || true); do \
			echo "== $$p $$f"; \
			$(GO) test -run='^$$' -fuzz="^$$f\$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=10x $$p; \
		done; \
	done

# Cases that no run has drawn before, CHECKS for every property. make test draws
# the same ones each time, so that it fails for what was changed and nothing else.
CHECKS ?= 2000
.PHONY: chance
chance:
	@INSYN_CHANCE=1 $(GO) test -count=1 -timeout=60m -vet=off \
		$$(git grep -l '_ "insyn/internal/trial/seed"' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|') \
		-run="^($$(git grep -h -B9 'rapid\.Check(' -- '*_test.go' | \
			sed -n 's/.*func \(Test[A-Za-z0-9_]*\)(.*/\1/p' | paste -sd'|' -))$$" \
		-rapid.checks=$(CHECKS)

# Ten thousand spoilt catalogues through the readers and the SHACL engine of
# others, on which all must agree with ours. It takes ten minutes.
.PHONY: peers
peers: tools
	@INSYN_LONG=1 CI=true $(GO) test -count=1 -timeout=60m -run='^Test(Shapes)?Peers?(ReadFixtures)?$$' -v ./dcat

# Ratios, each against its peer or limit in the same run, into docs/performance.md.
.PHONY: bench
bench:
	@mkdir -p docs; results=$$(mktemp); trap 'rm -f "$$results"' EXIT; \
	INSYN_BENCH=$$results $(GO) test -run='^$$' -bench='^BenchmarkRatio' -benchtime=1x -timeout=60m \
		$$(git grep -l 'trial\.Measure(' -- '*_test.go' | xargs -r -n1 dirname | sort -u | sed 's|^|./|'); \
	$(GO) run ./internal/trial/performance < "$$results" > docs/performance.new; \
	mv docs/performance.new docs/performance.md; cat docs/performance.md

# Each patch in testdata/mutants breaks something that must never break; the
# test that it names has to notice.
.PHONY: mutants
mutants:
	@INSYN_MUTANTS=1 $(GO) test -count=1 -timeout=5h -run='^TestMutantsAreCaught$$' -v ./internal/trial
