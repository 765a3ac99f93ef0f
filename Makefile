.DEFAULT_GOAL := help
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

help:           ## show this help
	@echo "bibscope, from its sources:"
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "PYTHON=python3.13 make run takes another Python (3.11 or newer). Your own files: .venv/bin/bibscope FILE ..."

$(BIN)/bibscope: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml $(BIN)/bibscope
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

run: $(BIN)/bibscope    ## install into .venv and open the built-in sample library
	@$(BIN)/bibscope

test: $(VENV)/.dev      ## install the test tools and run the tests
	@$(BIN)/python -m pytest -n auto -m "not slow" || { \
	  echo "What failed, once more and alone: tests that drive a live terminal can starve on a busy machine."; \
	  $(BIN)/python -m pytest -n 0 -m "not slow" --last-failed --last-failed-no-failures none; }

check: $(VENV)/.dev     ## format, lint, types, import contract, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

wheel: $(VENV)/.dev     ## build the wheel, install it into a venv of its own, test it there
	@$(BIN)/python -m pytest -m slow tests/test_install.py

format: $(VENV)/.dev    ## format the code and fix what ruff can
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(VENV)/.dev     ## measure speed and quality beside peers, in one run
	@$(BIN)/python -m tests.benchmarks

fuzz: $(VENV)/.dev      ## random input for ten minutes, with counts of what was tried
	@nice $(BIN)/python -m tests.fuzz

screenshots: $(VENV)/.dev ## remake screenshots/ from the real app
	@$(BIN)/python -m tests.screenshots

clean:          ## remove what make has made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help run test check wheel format bench fuzz screenshots clean
