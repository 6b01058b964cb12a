# devstack-async: `make demo` builds it and shows it at work, `make test` tests it.

GRAMMAR := Sources/CTreeSitterBash
PROGRAM := .build/release/devstack-async
PREFIX ?= /usr/local
SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Where `make bench` finds shell scripts, how often it repeats, and whether ShellCheck takes part (SHELLCHECK=1: minutes more).
TREE ?= Fixtures/sample-stack
ROUNDS ?= 5
FILES ?= stack.sh lib/identity

.PHONY: all demo test build documents install bench bench-editor bench-runtime compare set-up format clean
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

test: set-up
	$(SWIFT) test

build: $(PROGRAM)

# Folders are among the sources, so that a file that has gone is noticed too.
$(PROGRAM): $(shell find Package.swift Sources Rules) | set-up
	$(SWIFT) build -c release --static-swift-stdlib --product devstack-async
	@touch $@

# Completions for shells, and manual pages: the program that is described writes them.
documents: build
	@rm -rf .build/documents
	@mkdir -p .build/documents/completions .build/documents/man/man1 .build/documents/man/man7
	@$(PROGRAM) completions bash > .build/documents/completions/devstack-async.bash
	@$(PROGRAM) completions zsh > .build/documents/completions/_devstack-async
	@$(PROGRAM) completions fish > .build/documents/completions/devstack-async.fish
	@$(PROGRAM) manual .build/documents/man

# One self-contained binary: the Swift runtime, tree-sitter and the grammar are linked in. Editors link to the rules' pages.
SHARE = $(DESTDIR)$(PREFIX)/share
install: build documents
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/devstack-async"
	strip "$(DESTDIR)$(PREFIX)/bin/devstack-async"
	install -d "$(SHARE)/devstack-async/rules"
	install -m 644 Rules/catalogue/*.md "$(SHARE)/devstack-async/rules"
	install -D -m 644 .build/documents/completions/devstack-async.bash "$(SHARE)/bash-completion/completions/devstack-async"
	install -D -m 644 .build/documents/completions/_devstack-async "$(SHARE)/zsh/site-functions/_devstack-async"
	install -D -m 644 .build/documents/completions/devstack-async.fish "$(SHARE)/fish/vendor_completions.d/devstack-async.fish"
	install -d "$(SHARE)/man/man1" "$(SHARE)/man/man7"
	install -m 644 .build/documents/man/man1/* "$(SHARE)/man/man1"
	install -m 644 .build/documents/man/man7/* "$(SHARE)/man/man7"

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

# What another build of the program (OLD) says of each of the trees in the folder TREES, and what this one says.
compare: build
	.ci/compare "$(OLD)" $(PROGRAM) "$(TREES)"

format:
	$(SWIFT) format --in-place --recursive Sources Tests Rules Package.swift

clean:
	rm -rf .build $(GRAMMAR)/parser.c $(GRAMMAR)/scanner.c $(GRAMMAR)/tree_sitter

# The grammar is generated C, fetched by name, version and hash from the Python package index, never committed.
# Where everything is in place, this looks and does nothing.
set-up:
	@SUDO="$(SUDO)" .ci/set-up $(GRAMMAR)
