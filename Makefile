# Relais. `make help` lists what there is to do.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast check evaluate benchmark lock clean install
SHELL := /bin/bash

PYTHON := .venv/bin/python
STAMP := .venv/.installed
# what needs no model, no browser and no processes of its own
FAST := not model and not end_to_end and not browser
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3

help: ## show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "  make %-11s %s\n", $$1, $$2}'

install: $(STAMP) ## find or fetch Python 3.10 and install everything into .venv

$(STAMP): requirements.lock scripts/install
	@scripts/install
	@touch $@

run: $(STAMP) ## train if needed, start everything, print the addresses (Ctrl-C stops all)
	@exec $(PYTHON) -m launcher

check: $(STAMP) ## format, lint, types, arrows between the rooms, Rasa's own data check
	@$(PYTHON) -m ruff format --check -q . && $(PYTHON) -m ruff check -q .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo
	@scripts/validate-rasa-data

test: check ## every check and every test, as CI runs them
	@scripts/browser
	@$(PYTHON) -m launcher train
	@$(PYTHON) -m pytest -q -n 4 --dist loadfile -m "$(FAST)"
	@$(PYTHON) -m pytest -q -n 3 --dist loadfile -m "not ($(FAST))" --ignore tests/browser --ignore tests/staff
	@$(PYTHON) -m pytest -q -n 2 --dist loadfile tests/staff -m "not ($(FAST))" # a run each: a browser's loop outlives its tests
	@$(PYTHON) -m pytest -q -n 2 --dist loadfile tests/browser

test-fast: $(STAMP) ## the tests that need no model, no browser and no processes (seconds)
	@$(PYTHON) -m pytest -q -n 4 --dist loadfile -m "$(FAST)"

evaluate: $(STAMP) ## what the assistant understands, in figures, and as a page with pictures
	@$(PYTHON) -m launcher train
	@$(PYTHON) -m evaluation report

benchmark: $(STAMP) ## how fast messages are understood, beside other pipelines in the same run
	@$(PYTHON) -m launcher train
	@$(PYTHON) -m evaluation benchmark

lock: ## compile requirements.lock anew from pyproject.toml (exact versions, hashes, no host names)
	@.uv/bin/uv pip compile -q --python $(PYTHON) --all-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header pyproject.toml -o requirements.lock

clean: ## remove what can be made again (not .relais: it holds keys and requests)
	@rm -rf .venv .uv models .rasa .mypy_cache .ruff_cache .pytest_cache
