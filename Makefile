# Two commands do everything from a fresh clone: `make serve` and `make test`. `make help` lists the rest.
# Needs Python 3.11 or newer, git and make (GNU make 3.81 will do).

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

PORT ?= 8001
WORKERS ?= 2
UPGRADE ?=
DATABASE ?= facts.db
SIZE ?= 100k
SIZES ?= 10k 30k 100k 300k 1m
CURVE ?=
WITHOUT ?=

# Every Python that the tests run on; `make test` takes the one of .venv, CI and `make test-all` the others too.
PYTHONS := 3.11 3.12 3.13

BIN := .venv/bin
STAMP := .venv/.installed
BENCH := .venvs/bench/bin
BENCH_STAMP := .venvs/bench/.installed
LOCKS := requirements/dev.txt requirements/run.txt requirements/bench.txt requirements/spark.txt
PIP_OPTIONS := -m pip install --quiet --disable-pip-version-check --progress-bar off
PIP_INSTALL := $(BIN)/python $(PIP_OPTIONS)

heading = @printf '\n\033[1m==> %s\033[0m\n' "$(1)"
CANDIDATES := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

.PHONY: help serve build test test-all check lint types imports unit slow alpha facts wheel others spark bench install lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile
	@echo "  Variables: PORT=$(PORT) WORKERS=$(WORKERS) DATABASE=$(DATABASE) SIZE=$(SIZE) CURVE= PYTHON=(the Python that makes .venv)"

serve: build ## Build the database from facts/ and serve it at http://127.0.0.1:8001 (PORT=8001)
	$(call heading,Serving $(DATABASE) at http://127.0.0.1:$(PORT) - Ctrl-C stops)
	@$(BIN)/factbase serve $(DATABASE) --port $(PORT)

build: $(STAMP) ## Build the database from facts/ (writes nothing when nothing changed)
	$(call heading,Building $(DATABASE) from facts/)
	@$(BIN)/factbase build $(DATABASE) facts/

test: check unit facts wheel $(if $(filter true 1,$(CI)),others spark) ## Run every check (in CI on every Python present)
	$(call heading,All checks passed)

test-all: check unit facts wheel others ## Run every check, on every Python present
	$(call heading,All checks passed)

check: lint types imports ## The fast checks: ruff, mypy, import-linter

lint: $(STAMP)
	$(call heading,ruff: style and formatting)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(STAMP)
	$(call heading,mypy: types)
	@$(BIN)/mypy
	@$(foreach file,$(wildcard tests/typing_api.py),$(BIN)/mypy $(file))
	@MYPYPATH=examples/losses $(BIN)/mypy examples/losses/*.py

imports: $(STAMP)
	$(call heading,import-linter: imports only go down)
	@$(BIN)/lint-imports --no-logo

unit: $(STAMP) ## The tests, with branch coverage
	$(call heading,pytest: $$($(BIN)/python --version))
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not slow" --cov --cov-report=term

facts: $(STAMP) ## All problems in facts/
	$(call heading,factbase check: the facts files)
	@$(BIN)/factbase check facts/

slow: $(STAMP) ## The long looks: what the quick tests do, with many more examples
	$(call heading,pytest: the slow tests)
	@$(BIN)/python -m pytest -n $(WORKERS) -m "slow and not spark"

alpha: $(STAMP) ## Ask every kind of page and every query of the alpha of Datasette 1.0 (allowed to fail, but told)
	$(call heading,Datasette 1.0 alpha: a smoke test)
	@$(BIN)/python tests/alpha_smoke.py

wheel: $(STAMP) ## Build, install and use the wheel in a clean environment
	$(call heading,The wheel in a clean environment)
	@$(BIN)/python tests/wheel_smoke.py

others: $(STAMP)
	@WORKERS="$(WORKERS)" .ci/test-others $(BIN)/python $(PYTHONS)

spark: $(STAMP) ## The documented queries in Spark, over Parquet (needs a Java 17; makes .venvs/spark)
	@.ci/test-spark $(BIN)/python

bench: $(BENCH_STAMP) ## Load and ask side by side with other tools (SIZE=10k, 100k, 1m; CURVE=1 draws cost against SIZES)
	$(call heading,Benchmarks$(if $(CURVE),: cost against size,: $(SIZE) statements))
	@$(BENCH)/python -m benchmarks.running $(if $(CURVE),--curve $(SIZES),--size $(SIZE) $(if $(WITHOUT),--without $(WITHOUT)))

$(BENCH_STAMP): requirements/bench.txt pyproject.toml $(STAMP)
	$(call heading,Installing what benchmarks need into .venvs/bench)
	@$(BIN)/python -m venv --clear .venvs/bench
	@$(BENCH)/python $(PIP_OPTIONS) --require-hashes -r requirements/bench.txt
	@$(BIN)/python -m hatchling build --target wheel:editable --directory .venvs/bench/wheel >/dev/null
	@$(BENCH)/python $(PIP_OPTIONS) --no-deps .venvs/bench/wheel/*.whl
	@touch $@

install: $(STAMP) ## Make .venv with the pinned, hashed dependencies
	@:

$(STAMP): requirements/dev.txt pyproject.toml $(BIN)/python
	$(call heading,Installing the pinned dependencies into .venv)
	@$(BIN)/python -c '$(NEW_ENOUGH)' || { echo ".venv has a Python older than 3.11: run make clean first." >&2; exit 1; }
	@$(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(BIN)/python:
	$(call heading,Making .venv)
	@for python in $(CANDIDATES); do \
		if "$$python" -c '$(NEW_ENOUGH)' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "factbase needs Python 3.11 or newer, and none of these is one: $(CANDIDATES)." >&2; \
		echo "Install it from https://www.python.org/downloads/, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$found cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; \
	fi; \
	"$$found" -m venv --clear .venv

# The index is named so that no setting of the machine gets in; the files hold hashes and no addresses.
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --no-config --default-index https://pypi.org/simple \
	--universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" $(UPGRADE)

lock: $(STAMP) ## Pin and hash the dependencies anew (UPGRADE=--upgrade takes the newest)
	$(call heading,Locking $(LOCKS))
	@$(UV_COMPILE) --group dev --extra parquet --output-file requirements/dev.txt
	@$(UV_COMPILE) --constraint requirements/dev.txt --output-file requirements/run.txt
	@$(UV_COMPILE) --constraint requirements/dev.txt --group bench --extra parquet --output-file requirements/bench.txt
	@$(UV_COMPILE) --constraint requirements/dev.txt --group spark --extra parquet --output-file requirements/spark.txt

clean: ## Remove what was built: environments, caches, databases
	rm -rf .venv .venvs .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	rm -rf build dist htmlcov artefacts .coverage .coverage.* facts.db facts.db-*
	find benchmarks factbase tests -name __pycache__ -type d -prune -exec rm -rf {} +
