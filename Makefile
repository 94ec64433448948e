# Front door only: the work is in manage.py, pytest and tests/__main__.py.
PYTHON ?= python3
RUNTIME := .venv/.runtime-$(shell cat requirements.txt | sha256sum | cut -c1-16)
DEV := .venv/.dev-$(shell cat requirements.txt requirements-dev.txt | sha256sum | cut -c1-16)
IN_VENV := .venv/bin/python
PIP := $(IN_VENV) -m pip install -q --disable-pip-version-check

export PORT SIMULATE

.PHONY: demo test check bench messages clean

demo: $(RUNTIME)  ## the demo day, live on http://127.0.0.1:8000 (PORT=…, SIMULATE=0)
	@exec $(IN_VENV) manage.py demo

test: $(DEV)  ## everything; CI=true: nothing may be skipped
	@$(IN_VENV) -m tests

check: export DEBUG = 1
check: $(DEV)  ## formatting, lint, types, migrations, templates, translations
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(IN_VENV) manage.py makemigrations --check --dry-run
	.venv/bin/djlint templates --lint --quiet
	$(IN_VENV) -m pytest -q tests/architecture

bench: $(DEV)  ## ratios against the floor and the peers installed
	@$(IN_VENV) -m benchmarks

messages: $(DEV)  ## collect and compile translations (needs gettext)
	@$(IN_VENV) -m tests.translations

clean:  ## what can be made again; data in var/ stays, the demo's goes
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis var/demo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; PYTHON=… names another.")'
	@# Debian ships venv without ensurepip: pip from outside fills it then.
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv --without-pip .venv \
		&& $(PYTHON) -m pip --python .venv/bin/python install -q pip; }

$(RUNTIME): | .venv/bin/python
	@echo "Installing into .venv …"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV): | .venv/bin/python
	@echo "Installing into .venv …"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(RUNTIME)
