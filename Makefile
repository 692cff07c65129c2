# Everything that is done with Parta, by name. `make help` lists it.
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
help: ## list what can be made
	@grep -hE '^[a-z0-9%-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

# ── living with it ─────────────────────────────────────────────

.PHONY: up
up: $(INSTALLED) $(PAGES) ## run all of Parta on this machine, with the demo school
	@PARTA_DEMO=$${PARTA_DEMO:-true} exec $(PARTA) up

.PHONY: up-lan
up-lan: $(INSTALLED) $(PAGES) ## the same for every device of this network, by HTTPS
	@PARTA_DEMO=$${PARTA_DEMO:-true} exec $(PARTA) up --lan

.PHONY: install
install: $(INSTALLED) $(TOOLS) $(WEB) ## install what it stands on, tools of development included

.PHONY: build
build: $(PAGES) ## build the web pages

.PHONY: media
media: $(INSTALLED) ## build the media server that calls need: once, by Go 1.26 or newer
	@$(PARTA) media > /dev/null

# ── proving it ─────────────────────────────────────────────────

.PHONY: test
test: check-code check-web check-api test-backend test-web e2e ## prove everything: checks, tests, stories in a browser

.PHONY: check
check: check-code check-web check-api test-unit test-web ## the quick proof: style, types, structure, unit tests

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
	  || { echo "web/src/shared/api/$$name was stale: it has been made anew, commit it"; exit 1; }; done
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
e2e: $(INSTALLED) $(PAGES) $(E2E) media ## tell the stories in a real browser
	PARTA_BROWSER=$$(.ci/browser) $(PNPM) --dir e2e test

.PHONY: screenshots
screenshots: $(TOOLS) $(PAGES) $(E2E) media ## take pictures of the screens, wide and narrow, light and dark
	PARTA_BROWSER=$$(.ci/browser) $(PNPM) --dir e2e screenshots

bench-call: $(INSTALLED) $(PAGES) $(E2E) media ## measure how fast three browsers are in a call, and back
	@PARTA_BROWSER=$$(.ci/browser) $(VENV)/bin/python bench/call.py

bench-call-scale: $(TOOLS) $(PAGES) media ## measure what a lesson of 10, 30, 60 listeners costs, and 30 who come at once
	@PYTHONPATH=backend $(VENV)/bin/python bench/call-scale.py

bench-%: $(INSTALLED) $(PAGES) ## measure: send, fanout, idle, resume, roster, web
	@PYTHONPATH=backend $(VENV)/bin/python bench/$*.py

# ── changing it ────────────────────────────────────────────────

.PHONY: api
api: $(INSTALLED) $(WEB) ## make the web's types from the server's own description
	@$(PARTA) api > web/src/shared/api/openapi.json.new && mv web/src/shared/api/openapi.json{.new,}
	@$(PNPM) --silent --dir web api

.PHONY: format
format: $(TOOLS) $(WEB) ## put the code into shape
	cd backend && .venv/bin/ruff check --fix . ../bench; .venv/bin/ruff format . ../bench
	$(PNPM) --dir web format

.PHONY: lock
lock: $(TOOLS) ## pin anew what requirements.in and package.json ask for
	cd backend && $(UV_COMPILE) requirements.in -o requirements.lock
	cd backend && $(UV_COMPILE) requirements-dev.in -o requirements-dev.lock
	$(PNPM) --dir web install --lockfile-only

# ── what the above stands on ───────────────────────────────────

$(VENV)/bin/python:
	"$$(.ci/python)" -m venv $(VENV) || { echo "Python has no venv here (on Debian: apt-get install python3-venv)"; exit 1; }

$(INSTALLED): backend/requirements.lock | $(VENV)/bin/python
	$(PIP) --require-hashes --only-binary=:all: -r backend/requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable backend
	@touch $@

$(TOOLS): backend/requirements-dev.lock $(INSTALLED)
	$(PIP) --require-hashes --only-binary=:all: -r backend/requirements-dev.lock
	@touch $@

%/node_modules/.installed: %/package.json %/pnpm-lock.yaml
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
	  || { echo "Parta's pages are built by Node 20.19 or newer: install it"; exit 1; }
	$(PNPM) --dir $* install --frozen-lockfile
	@touch $@

$(PAGES): $(WEB) $(WEB_SOURCES)
	$(PNPM) --dir web build
	@touch $@
