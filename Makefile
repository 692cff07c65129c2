# All tasks of the project. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := backend/.venv
PARTA := $(VENV)/bin/parta
PIP := $(VENV)/bin/python -m pip install --quiet --no-input --disable-pip-version-check --root-user-action=ignore
UV_COMPILE := $(CURDIR)/$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
PNPM := npx --yes pnpm@10.34.9
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/.styles -prune -o -type f -print 2>/dev/null)

INSTALLED := $(VENV)/.installed
TOOLS := $(VENV)/.tools-installed
WEB := web/node_modules/.installed
E2E := e2e/node_modules/.installed
PAGES := web/dist/.built
API := web/src/shared/api
TYPED_AS := --root-types --root-types-no-schema-prefix -o

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z0-9%-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

# ── running ────────────────────────────────────────────────────

.PHONY: up
up: $(INSTALLED) $(PAGES) ## run all of Parta on this machine, with the demo school
	@PARTA_DEMO=$${PARTA_DEMO:-true} exec $(PARTA) up

.PHONY: up-lan
up-lan: $(INSTALLED) $(PAGES) ## the same for every device of the local network, by HTTPS
	@PARTA_DEMO=$${PARTA_DEMO:-true} exec $(PARTA) up --lan

.PHONY: dev
dev: $(INSTALLED) $(WEB) ## run Parta for development: pages with hot reload, restarts on a change of Python
	@PARTA_DEMO=$${PARTA_DEMO:-true} exec $(PARTA) dev

.PHONY: install
install: $(INSTALLED) $(TOOLS) $(WEB) ## install all dependencies, development tools included

.PHONY: build
build: $(PAGES) ## build the web pages

.PHONY: media
media: $(INSTALLED) ## build the media server of calls (once; needs Go 1.26 or newer)
	@$(STAGE) "build of the media server" $(PARTA) media > /dev/null

# ── checks and tests ───────────────────────────────────────────

# What stands side by side below runs two at a time; each stage tells its time (docs/testing.md).
STAGE := .ci/stage
SIDE_BY_SIDE := $(MAKE) -j2 --output-sync=target

.PHONY: test
test: ## run all checks and tests, end-to-end tests included; ends with the stages' times
	@.ci/times $(MAKE) test-stages

.PHONY: test-stages
test-stages: $(TOOLS) $(WEB)
	@$(SIDE_BY_SIDE) check-web check-types test-web check-api check-style check-e2e check-bundles
	@$(MAKE) test-backend
	@$(MAKE) e2e

.PHONY: check
check: ## run the quick checks: style, types, structure, unit tests
	@.ci/times $(MAKE) check-stages

.PHONY: check-stages
check-stages: $(TOOLS) $(WEB)
	@$(SIDE_BY_SIDE) check-web check-types test-unit test-web check-api check-style check-e2e check-bundles

.PHONY: check-style
check-style: $(TOOLS)
	@cd backend && ../$(STAGE) "style, contracts, lengths" sh -ec '.venv/bin/ruff check . ../bench; \
	  .venv/bin/ruff format --check . ../bench; .venv/bin/lint-imports; ../.ci/lengths'

.PHONY: check-types
check-types: $(TOOLS)
	@cd backend && ../$(STAGE) "types" .venv/bin/pyright

.PHONY: check-web
check-web: $(WEB)
	@$(STAGE) "web: types and style" $(PNPM) --dir web check

.PHONY: check-e2e
check-e2e: $(E2E)
	@$(STAGE) "stories: types and names" $(PNPM) --dir e2e check

.PHONY: check-bundles
check-bundles: $(PAGES)
	@$(STAGE) "web: size of the first load" $(VENV)/bin/python bench/web.py

.PHONY: check-api
check-api: $(INSTALLED) $(WEB)
	@$(STAGE) "API description" $(MAKE) compare-api

.PHONY: compare-api
compare-api:
	@mkdir -p .make && $(PARTA) api > .make/openapi.json
	@$(PNPM) --silent --dir web api ../.make/openapi.json $(TYPED_AS) ../.make/schema.ts
	@for name in openapi.json schema.ts; do cmp -s .make/$$name $(API)/$$name \
	  || { cp .make/$$name $(API)/; echo "$(API)/$$name was out of date: it has been regenerated, commit it"; stale=1; }; \
	  done; exit $${stale:-0}

.PHONY: test-unit
test-unit: $(TOOLS)
	@cd backend && ../$(STAGE) "back end: unit tests" .venv/bin/pytest tests/unit

.PHONY: test-backend
test-backend: $(TOOLS) $(WEB) media
	@cd backend && ../$(STAGE) "back end" .venv/bin/pytest -n 2

.PHONY: test-long
test-long: $(TOOLS) ## run the tests that take minutes: long chaos, floods of reconnects
	@.ci/times $(MAKE) test-long-stages

.PHONY: test-long-stages
test-long-stages: test-attacks
	@cd backend && ../$(STAGE) "long tests" .venv/bin/pytest -m long --durations=0

.PHONY: test-attacks
test-attacks: $(TOOLS) ## attack Parta: floods of each socket, races, files that grow when opened; prints the memory
	@cd backend && ../$(STAGE) "attacks" .venv/bin/pytest -m "attack or race" --durations=0 -rP

.PHONY: test-web
test-web: $(WEB)
	@$(STAGE) "web: unit tests" $(PNPM) --dir web test

.PHONY: e2e
e2e: $(INSTALLED) $(PAGES) $(E2E) media ## run the end-to-end tests in a real browser
	@PARTA_BROWSER=$$(.ci/browser) PARTA_FIREFOX=$$(.ci/firefox) $(STAGE) "stories in a browser" $(PNPM) --dir e2e test

.PHONY: screenshots
screenshots: $(TOOLS) $(PAGES) $(E2E) media ## take screenshots, wide and narrow, light and dark
	PARTA_BROWSER=$$(.ci/browser) $(PNPM) --dir e2e screenshots

bench-call: $(INSTALLED) $(PAGES) $(E2E) media ## measure how fast three browsers join and rejoin a call
	@PARTA_BROWSER=$$(.ci/browser) $(VENV)/bin/python bench/call.py

bench-list: $(INSTALLED) $(PAGES) $(E2E) media ## measure the list of chats and a long conversation in a browser
	@PARTA_BROWSER=$$(.ci/browser) $(VENV)/bin/python bench/list.py

bench-call-scale: $(TOOLS) $(PAGES) media ## measure the cost of a call with 10, 30, 60 listeners, and 30 joining at once
	@PYTHONPATH=backend $(VENV)/bin/python bench/call-scale.py

bench-%: $(INSTALLED) $(PAGES) ## measure: send, fanout, idle, resume, recovery, roster, timetable, contacts, web
	@PYTHONPATH=backend $(VENV)/bin/python bench/$*.py

# ── development ────────────────────────────────────────────────

.PHONY: api
api: $(INSTALLED) $(WEB) ## generate the web's types from the server's OpenAPI description
	@$(PARTA) api > $(API)/openapi.json.new && mv $(API)/openapi.json{.new,}
	@$(PNPM) --silent --dir web api src/shared/api/openapi.json $(TYPED_AS) src/shared/api/schema.ts

.PHONY: effects
effects: $(INSTALLED) ## generate the page of causes and effects, docs/effects.md
	@$(PARTA) effects > docs/effects.md.new && mv docs/effects.md{.new,}

.PHONY: format
format: $(TOOLS) $(WEB) ## format the code
	cd backend && .venv/bin/ruff check --fix . ../bench; .venv/bin/ruff format . ../bench
	$(PNPM) --dir web format

.PHONY: lock
lock: $(TOOLS) ## update the lock files from requirements*.in and package.json
	cd backend && $(UV_COMPILE) requirements.in -o requirements.lock
	cd backend && $(UV_COMPILE) requirements-dev.in -o requirements-dev.lock
	$(PNPM) --dir web install --lockfile-only

# ── dependencies of the targets above ──────────────────────────

$(VENV)/bin/python:
	"$$(.ci/python)" -m venv $(VENV) || { echo "Python's venv module is missing (on Debian: apt-get install python3-venv)"; exit 1; }

$(INSTALLED): backend/requirements.lock | $(VENV)/bin/python
	$(PIP) --require-hashes --only-binary=:all: -r backend/requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable backend
	@touch $@

$(TOOLS): backend/requirements-dev.lock $(INSTALLED)
	$(PIP) --require-hashes --only-binary=:all: -r backend/requirements-dev.lock
	@touch $@

%/node_modules/.installed: %/package.json %/pnpm-lock.yaml
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
	  || { echo "Node 20.19 or newer is needed to build the pages: install it"; exit 1; }
	$(PNPM) --dir $* install --frozen-lockfile
	@touch $@

$(PAGES): $(WEB) $(WEB_SOURCES)
	@$(STAGE) "build of the pages" $(PNPM) --dir web build
	@touch $@
