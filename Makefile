# Everything runs from .venv, made from the lock files by plain python3 and pip; nothing else is needed.
# The program is started hundreds of times by the tests: compiled modules are kept, whatever the shell asks for.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run-$(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
DEV := $(VENV)/.dev-$(shell cat requirements-dev.lock pyproject.toml | cksum | cut -d' ' -f1)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: help demo test run check bench evaluate format screenshots migration clean
.DEFAULT_GOAL := help

help: ## show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(RUN) ## run the whole service once against the bundled newsroom (about a minute)
	@$(BIN)/python -m demo

run: $(RUN) ## start the live service on the catalogue's default sources
	@test -f roundwatch.toml || $(BIN)/roundwatch init
	@$(BIN)/roundwatch run

test: $(DEV) ## run the tests
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(DEV) ## lint, types, the house's import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(DEV) ## measure, each part beside a peer in the same run
	@$(BIN)/python -m benchmarks

evaluate: $(DEV) ## score detection on our own cases, and on the labelled sets that lie beside the checkout
	@$(BIN)/python -m benchmarks.detection.guard

screenshots: $(DEV) ## make the pictures of the documentation anew (needs chromium)
	@$(BIN)/python docs/screenshots.py

format: $(DEV) ## put the code into the house's form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## remove the environment and the demo's folder
	rm -rf $(VENV) demo-run

$(RUN): | $(BIN)/python
	@echo "Installing Roundwatch into $(VENV) (once, about a minute) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.run-*
	@touch $@

$(DEV): | $(BIN)/python
	@echo "Installing Roundwatch and its test tools into $(VENV) (once, about a minute) …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.dev-*
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else f"Roundwatch needs Python 3.11 or newer; {sys.executable} is {v[0]}.{v[1]}. Say which one: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }
