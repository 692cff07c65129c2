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
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)

INSTALLED := $(VENV)/.installed
TOOLS := $(VENV)/.tools-installed
WEB := web/node_modules/.installed
E2E := e2e/node_modules/.installed
PAGES := web/dist/.built

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

.PHONY: install
install: $(INSTALLED) $(TOOLS) $(WEB) ## install all dependencies, development tools included

.PHONY: build
build: $(PAGES) ## build the web pages

.PHONY: media
media: $(INSTALLED) ## build the media server of calls (once; needs Go 1.26 or newer)
	@$(PARTA) media > /dev/null

# ── checks and tests ───────────────────────────────────────────

.PHONY: test
test: check-code check-web check-api test-backend test-web e2e ## run all checks and tests, end-to-end tests included

.PHONY: check
check: check-code check-web check-api test-unit test-web ## run the quick checks: style, types, structure, unit tests

.PHONY: check-code
check-code: $(TOOLS)
	cd backend && .venv/bin/ruff check . ../bench
	cd backend && .venv/bin/ruff format --check . ../bench
	cd backend && .venv/bin/pyright
	cd backend && .venv/bin/lint-imports
	.ci/lengths

.PHONY: check-web
check-web: $(WEB)
	$(PNPM) --dir web check

.PHONY: check-api
check-api: $(INSTALLED) $(WEB)
	@mkdir -p .make && cp -p web/src/shared/api/{openapi.json,schema.ts} .make/
	@$(MAKE) api
	@for name in openapi.json schema.ts; do cmp -s .make/$$name web/src/shared/api/$$name \
	  || { echo "web/src/shared/api/$$name was out of date: it has been regenerated, commit it"; exit 1; }; done
	@cp -p .make/{openapi.json,schema.ts} web/src/shared/api/

.PHONY: test-unit
test-unit: $(TOOLS)
	cd backend && .venv/bin/pytest tests/unit

.PHONY: test-backend
test-backend: $(TOOLS) media
	cd backend && .venv/bin/pytest -n 2

.PHONY: test-web
test-web: $(WEB)
	$(PNPM) --dir web test

.PHONY: e2e
e2e: $(INSTALLED) $(PAGES) $(E2E) media ## run the end-to-end tests in a real browser
	PARTA_BROWSER=$$(.ci/browser) $(PNPM) --dir e2e test

.PHONY: screenshots
screenshots: $(TOOLS) $(PAGES) $(E2E) media ## take screenshots, wide and narrow, light and dark
	PARTA_BROWSER=$$(.ci/browser) $(PNPM) --dir e2e screenshots

bench-call: $(INSTALLED) $(PAGES) $(E2E) media ## measure how fast three browsers join and rejoin a call
	@PARTA_BROWSER=$$(.ci/browser) $(VENV)/bin/python bench/call.py

bench-call-scale: $(TOOLS) $(PAGES) media ## measure the cost of a call with 10, 30, 60 listeners, and 30 joining at once
	@PYTHONPATH=backend $(VENV)/bin/python bench/call-scale.py

bench-%: $(INSTALLED) $(PAGES) ## measure: send, fanout, idle, resume, roster, timetable, web
	@PYTHONPATH=backend $(VENV)/bin/python bench/$*.py

# ── development ────────────────────────────────────────────────

.PHONY: api
api: $(INSTALLED) $(WEB) ## generate the web's types from the server's OpenAPI description
	@$(PARTA) api > web/src/shared/api/openapi.json.new && mv web/src/shared/api/openapi.json{.new,}
	@$(PNPM) --silent --dir web api

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
	$(PNPM) --dir web build
	@touch $@
