# The verbs of the house. A fresh clone needs Python 3.11 to 3.13, git and make.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# What is installed is known by what the lists say, not by when they were written.
RUN := $(VENV)/run-$(shell cat requirements.txt | cksum | cut -d ' ' -f 1).stamp
DEV := $(VENV)/dev-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d ' ' -f 1).stamp

.PHONY: run test lint format bench screenshots requirements test-fast test-postgres test-faults test-browser browser

run: $(RUN)
	@exec $(BIN)/python manage.py up --port $(PORT) $(if $(DEMO),--demo)

test: lint test-fast test-postgres test-faults test-browser

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	FACTCHECK_ENV=production SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	  ALLOWED_HOSTS=desk.example.org CONTACT=desk@example.org EMAIL_HOST=mail.example.org \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

# The whole, on SQLite, besides what needs a browser or kills processes.
test-fast: $(DEV)
	FACTCHECK_TEST_DB=sqlite $(BIN)/python -m pytest -n 2 --ignore tests/browser --ignore tests/faults

# What speaks to the database, once more on PostgreSQL.
test-postgres: $(DEV)
	FACTCHECK_TEST_DB=postgres $(BIN)/python -m pytest -n 2 $(wildcard tests/services tests/web tests/api)

test-faults: $(DEV)
	$(BIN)/python -m pytest tests/faults

test-browser: $(DEV) browser
	$(BIN)/python -m pytest tests/browser

bench: $(DEV)
	$(BIN)/python -m tests.benchmarks $(SIZE)

screenshots: $(DEV) browser
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

requirements: $(DEV)
	$(BIN)/pip-compile --quiet --no-header --no-emit-index-url --strip-extras -o requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --no-header --no-emit-index-url --strip-extras -o requirements-dev.txt requirements-dev.in

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || $(BIN)/playwright install chromium \
	  || { echo "No browser was found and none could be installed: install Chromium, for instance with 'apt-get install chromium'."; exit 1; }

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Python 3.11 to 3.13 is needed: name one with 'make PYTHON=python3.12 ...'."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(RUN): | $(VENV)/python.stamp
	@echo "Installing the packages of requirements.txt ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@rm -f $(VENV)/run-*.stamp $(VENV)/dev-*.stamp
	@touch $@

$(DEV): | $(VENV)/python.stamp
	@echo "Installing the packages of requirements-dev.txt ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@rm -f $(VENV)/run-*.stamp $(VENV)/dev-*.stamp
	@touch $@ $(RUN)
