# The only commands anyone needs to remember. `make` alone lists them.
PYTHON ?= python3.11
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long check format lock gate bench-exposure bench-ledger bench-reading train docs clean

help:            ## list the commands
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+: +##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 15

setup: $(READY)  ## make the virtual environment (the other commands do it themselves)

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "detente needs Python 3.11 or later: set PYTHON=..." >&2; exit 2; }
	@echo "setting up $(VENV) (a few minutes the first time)" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $(READY)

demo: $(READY)   ## set up and run the main job on the bundled dispute
	@$(BIN)/detente demo

test: $(READY)   ## set up and run all tests that need no data from outside
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term -m "not long"

test-long: $(READY) ## the tests that take longer
	@$(BIN)/python -m pytest -m long

check: $(READY)  ## lint, types and the quick tests: each commit passes it
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 -m "not long"

format: $(READY) ## let ruff lay out the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only --quiet .

gate: $(READY)   ## quality against peers and floors, on the data at hand
	@$(BIN)/python benchmarks/gate.py

bench-exposure: $(READY) ## speed of the exposure's engines, beside stockpyl and Pyomo where they are installed
	@$(BIN)/python benchmarks/exposure.py

bench-ledger: $(READY) ## speed of the ledger on a made-up log, beside DuckDB where it is installed
	@$(BIN)/python benchmarks/ledger.py

bench-reading: $(READY) ## what reading costs, beside spaCy, trafilatura and textacy
	@$(BIN)/python benchmarks/reading.py

docs: $(READY)   ## write what commands print into the documents, and take the pictures
	@$(BIN)/python docs/refresh.py --pictures

train: $(READY)  ## fit the reader's models again from training/texts
	@$(BIN)/python training/train.py

lock: $(READY)   ## pin the dependencies again, with hashes and without an index
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --group dev pyproject.toml -o requirements.lock --quiet
	@sed -i '1i # Made by `make lock`. Every pin carries its hashes; no index is named.' requirements.lock

clean:           ## remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .coverage*
