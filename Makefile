# The helpline's chores. Python 3.11 or newer and make are all a machine must bring.
#
#   make run      the whole helpline in demo mode on http://127.0.0.1:8000 (PORT=… for another)
#   make test     all tests             make check    format, lint, types, imports, content
#   make bench    how fast it is        make faults   break it on purpose (LONG=1: for long)
#   make eval FILE=…  how well labelled texts are understood
#   make train    learn config/signs anew from labelled texts
#   make lock     pin what requirements*.in ask for      make clean    forget all but the data

SHELL := /bin/sh
.DEFAULT_GOAL := run
.PHONY: run test check bench eval faults train lock clean check-format check-lint check-types \
	check-imports check-advisories check-secrets check-content check-containers

PORT ?= 8000
export PORT

# A helpline is nine processes: without bytecode on the disk each compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
CODE := service workers tests benchmarks training conftest.py
# pip must not be led elsewhere by hashes it cannot check, nor ask about its own age.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

# A stamp's name holds what it stands for: other locks, another place or another recipe
# make another name, and everything is set up again. Otherwise a second run does nothing.
mark = $(shell { pwd; cat Makefile $(1); } | cksum | cut -d ' ' -f 1)
# What each start would otherwise do: compile the code, and read all phrases.
READ_ONCE = $(BIN)/python -m compileall -q service workers && \
	$(BIN)/python -c 'from service.wiring import build; build.load_understander(build.ROOT)'
RUN_READY := .venv/.run-$(call mark,requirements.txt)
DEV_READY := .venv/.dev-$(call mark,requirements.txt requirements-dev.txt)
TRAIN_READY := .venv/.train-$(call mark,requirements.txt training/requirements.txt)

run: $(RUN_READY)
	@HELPLINE_PARENT_PID=$$PPID exec $(BIN)/helpline run

test: $(DEV_READY)
	@.ci/browser
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(TESTS)

bench: $(DEV_READY)
	@$(BIN)/python -m benchmarks

faults: $(DEV_READY)
	@$(BIN)/python -m pytest tests/faults -s -p no:xdist

eval: $(RUN_READY)
	@$(if $(FILE),,echo "Say which: make eval FILE=labelled.jsonl" >&2; exit 2;) \
		$(BIN)/helpline eval "$(FILE)"

train: $(TRAIN_READY)
	@$(BIN)/python -m training

check: check-format check-lint check-types check-imports check-content check-secrets \
	check-containers check-advisories
	@echo "All checks passed."

check-format: $(DEV_READY)
	@$(BIN)/ruff format --check $(wildcard $(CODE))

check-lint: $(DEV_READY)
	@$(BIN)/ruff check $(wildcard $(CODE))

check-types: $(DEV_READY)
	@$(BIN)/mypy --strict service workers

check-imports: $(DEV_READY)
	@PYTHONPATH=. $(BIN)/lint-imports

check-content: $(DEV_READY)
	@$(BIN)/helpline check --content

check-secrets: $(DEV_READY)
	@.ci/secrets

check-containers: $(DEV_READY)
	@.ci/containers

check-advisories: $(DEV_READY)
	@.ci/advisories

# For all Pythons and systems, with hashes, and without the address of any index.
LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header
lock: $(DEV_READY)
	@$(BIN)/uv $(LOCK) $(if $(UPGRADE),--upgrade) requirements.in -o requirements.txt
	@$(BIN)/uv $(LOCK) $(if $(UPGRADE),--upgrade) -c requirements.txt requirements-dev.in \
		-o requirements-dev.txt
	@$(BIN)/uv $(LOCK) $(if $(UPGRADE),--upgrade) -c requirements-dev.txt training/requirements.in \
		-o training/requirements.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find config service workers tests training benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(RUN_READY): requirements.txt
	@.ci/setup
	@echo "Installing what the helpline needs (once) …"
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@-$(READ_ONCE)
	@rm -f .venv/.run-* && touch $@

$(DEV_READY): $(RUN_READY) requirements-dev.txt
	@echo "Installing what tests and checks need (once) …"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@rm -f .venv/.dev-* && touch $@

$(TRAIN_READY): $(RUN_READY) training/requirements.txt
	@echo "Installing what training needs (once) …"
	@$(PIP) install --quiet --require-hashes -r training/requirements.txt
	@rm -f .venv/.train-* && touch $@
