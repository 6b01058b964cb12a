# devstack-async: `make demo` builds it and shows it at work, `make test` tests it.

GRAMMAR := Sources/CTreeSitterBash
PROGRAM := .build/release/devstack-async
PREFIX ?= /usr/local
SWIFT ?= swift
STRIP ?= strip
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Where `make bench` finds shell scripts, how often it repeats, and whether ShellCheck takes part (SHELLCHECK=1: minutes more).
TREE ?= Fixtures/sample-stack
ROUNDS ?= 5
FILES ?= stack.sh lib/identity

.PHONY: all demo test build documents fuzz install bench bench-editor bench-runtime sanitize compare set-up format clean
.DELETE_ON_ERROR:

all: build

# Lints the bundled sample, which has mistakes planted in it: its findings are no failure. Then lets a serial one run in parallel.
demo: build
	@echo
	@echo "== devstack-async lint Fixtures/sample-stack"
	@$(PROGRAM) lint --exit-zero --output-format full Fixtures/sample-stack
	@echo
	@echo "== devstack-async parallelize --verify Fixtures/Rewriting/serial-stack/before"
	@$(PROGRAM) parallelize --exit-zero --verify --diff Fixtures/Rewriting/serial-stack/before | sed '/^--- .dev.null/,$$d'
	@echo
	@echo "== devstack-async timeline Fixtures/Pictures/stack.log"
	@$(PROGRAM) timeline Fixtures/Pictures/stack.log

test: set-up
	$(SWIFT) test

build: $(PROGRAM)

# Folders are among the sources, so that a file that has gone is noticed too; so is another commit, which `version` tells.
$(PROGRAM): $(shell find Package.swift CHANGELOG.md Sources Rules) $(wildcard .git/logs/HEAD) | set-up
	$(SWIFT) build -c release --static-swift-stdlib --product devstack-async
	@touch $@

# Completions for shells, and manual pages: the program that is described writes them.
documents: build
	@rm -rf .build/documents
	@mkdir -p .build/documents/completions
	@$(PROGRAM) completions bash > .build/documents/completions/devstack-async.bash
	@$(PROGRAM) completions zsh > .build/documents/completions/_devstack-async
	@$(PROGRAM) completions fish > .build/documents/completions/devstack-async.fish
	@$(PROGRAM) manual .build/documents/man

# One self-contained binary: the Swift runtime, tree-sitter and the grammar are linked in. Editors link to the rules' pages.
SHARE := $(PREFIX)/share
ZSH_COMPLETIONS ?= $(SHARE)/zsh/site-functions
install: build documents
	install -D -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/devstack-async"
	$(STRIP) "$(DESTDIR)$(PREFIX)/bin/devstack-async"
	install -D -m 644 -t "$(DESTDIR)$(SHARE)/devstack-async/rules" Rules/catalogue/*.md
	install -D -m 644 .build/documents/completions/devstack-async.bash \
	    "$(DESTDIR)$(SHARE)/bash-completion/completions/devstack-async"
	install -D -m 644 -t "$(DESTDIR)$(ZSH_COMPLETIONS)" .build/documents/completions/_devstack-async
	install -D -m 644 -t "$(DESTDIR)$(SHARE)/fish/vendor_completions.d" .build/documents/completions/devstack-async.fish
	for page in .build/documents/man/man*/*; do \
	    install -D -m 644 -t "$(DESTDIR)$(SHARE)/man/$$(basename "$$(dirname "$$page")")" "$$page" || exit; \
	done

# What can be handed to others, in dist/. Times within are those of the commit, so that the same sources give the same bytes.
ifneq ($(wildcard .git),)
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)
else
export SOURCE_DATE_EPOCH ?= $(shell stat -c %Y CHANGELOG.md)
endif
INSTALLED := .build/installed
installed: build documents
	rm -rf $(INSTALLED)
	$(MAKE) --no-print-directory install DESTDIR="$(CURDIR)/$(INSTALLED)" PREFIX=/usr

wheel: installed set-up-packages
	packaging/make-package wheel $(INSTALLED)

sdist: set-up-packages
	packaging/make-package sdist

deb: build documents set-up-packages
	packaging/make-package deb

mirror:
	packaging/make-package mirror

dist: installed set-up-packages
	rm -rf dist
	packaging/make-package wheel $(INSTALLED)
	packaging/make-package sdist
	packaging/make-package deb
	packaging/make-package mirror
	packaging/make-package checksums

test-packages: dist
	packaging/set-up test
	.build/packaging/bin/python -m pytest -q packaging/tests

set-up-packages:
	@SUDO="$(SUDO)" packaging/set-up build

bench: build
	$(SWIFT) build -c release --static-swift-stdlib --product benchmark
	.build/release/benchmark $(if $(SHELLCHECK),--shellcheck )--rounds $(ROUNDS) $(PROGRAM) "$(TREE)"

# How long findings take to follow a key while FILES of TREE are edited, and how much memory ten thousand edits leave behind.
KEYS ?= 10000
bench-editor: build
	$(SWIFT) build -c release --static-swift-stdlib --product benchmark
	.build/release/benchmark --editor $(KEYS) $(PROGRAM) "$(TREE)" $(FILES)

# What a task of the runtime library costs; OTHER is another inc/async to compare with.
bench-runtime:
	Tests/AsyncRuntimeTests/benchmark.sh $(OTHER)

# The reader of scripts and the C library under it, with the address sanitizer: texts that nest as deep as they are let.
sanitize: set-up
	$(SWIFT) test --sanitize=address --scratch-path .build/sanitize --filter ShellSyntaxTests

# What another build of the program (OLD) says of each of the trees in the folder TREES, and what this one says.
compare: build
	.ci/compare "$(OLD)" $(PROGRAM) "$(TREES)"

# Extreme scripts under limits on time and memory: numbers at every edge, constructs of many sizes.
fuzz: build
	python3 Tests/Fuzzing/extremes.py run $(abspath $(PROGRAM))

format:
	$(SWIFT) format --in-place --recursive Sources Tests Rules Package.swift

clean:
	rm -rf .build dist $(GRAMMAR)/parser.c $(GRAMMAR)/scanner.c $(GRAMMAR)/tree_sitter

# The grammar is generated C, fetched by name, version and hash from the Python package index, never committed.
# Where everything is in place, this looks and does nothing.
set-up:
	@SUDO="$(SUDO)" .ci/set-up $(GRAMMAR)
