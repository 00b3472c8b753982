# Every target is short enough to be typed by hand; CONTRIBUTING.md gives the same for Windows.
# `make demo` and `make test` set up all they need, on a machine with Python >= 3.11, git and make.

PY := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test quick lint types format templates docs images manual officer bench realistic defects mutants current xlam oxt oxtinstall wheels kit clean help

help:            ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

# ---------------------------------------------------------------- setting up

# what the product needs
.venv/ready: pyproject.toml tools/bootstrap
	tools/bootstrap venv
	$(PY) -m pip install -q -e .
	touch $@

# and what its developers need
.venv/ready-dev: .venv/ready
	$(PY) -m pip install -q -e ".[dev]"
	touch $@

# ---------------------------------------------------------------- using

demo: .venv/ready          ## build an official workbook, fill it, break it, check it
	.venv/bin/qingjian demo

# ---------------------------------------------------------------- checking

# ARGS goes to pytest: make test ARGS="-k totals"
test: .venv/ready-dev      ## all tests, LibreOffice included
	tools/bootstrap system
	$(PY) -m pytest -n auto $(ARGS)

quick: .venv/ready-dev     ## the tests that need no LibreOffice and no patience
	$(PY) -m pytest -n auto -m "not libreoffice and not slow" $(ARGS)

lint: .venv/ready-dev      ## style and import layers
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	PYTHONPATH=validator:addin .venv/bin/lint-imports --no-logo

types: .venv/ready-dev     ## mypy and pyright, both strict
	$(PY) -m mypy
	.venv/bin/pyright

format: .venv/ready-dev    ## let ruff arrange the code
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

# ---------------------------------------------------------------- generated files (checked in)

templates: .venv/ready     ## workbooks/official and schemas/data from schemas/
	$(PY) tools/generate.py data-schemas workbooks

docs: .venv/ready          ## the generated pages under docs/
	$(PY) tools/generate.py rules clauses cli glossary functions

current: .venv/ready       ## fails when a generated file is out of date (pictures apart: fonts differ)
	$(PY) tools/generate.py --check

images: .venv/ready-dev    ## docs/images: how the workbooks print, how the report looks
	tools/bootstrap system
	tools/bootstrap browser
	$(PY) tools/images.py
	$(PY) tools/page_image.py

manual: .venv/ready-dev    ## docs/manual/images: the clerk's manual, from real LibreOffice windows
	tools/bootstrap system
	tools/bootstrap screen
	$(PY) tools/manual_images.py

officer: .venv/ready-dev   ## docs/manual/officer: the officer's season, from real files
	tools/bootstrap system
	tools/bootstrap browser
	$(PY) tools/officer_images.py

# ---------------------------------------------------------------- the add-in for Excel

xlam: .venv/ready-dev      ## build/qingjian.xlam, the Excel add-in
	$(PY) addin/excel/build_xlam.py

oxt: .venv/ready-dev       ## build/qingjian.oxt, the LibreOffice extension
	$(PY) addin/libreoffice/build_oxt.py

oxtinstall: oxt            ## install it for yourself (not as root; close LibreOffice first)
	unopkg add --force --suppress-license build/qingjian.oxt

wheels: .venv/ready-dev    ## build/wheels, what the offline kit installs on Windows; checked by hash
	$(PY) addin/install/wheels.py fetch build/wheels

# the release gives it python.org's embeddable zip: make kit ARGS="--python python-….zip"
kit: wheels                ## build/qingjian-kit-….zip, everything for a Windows PC without network
	$(PY) addin/install/build_kit.py $(ARGS)

# ---------------------------------------------------------------- the rest

bench: .venv/ready-dev     ## speed, as ratios of one run
	$(PY) tests/bench/run.py $(ARGS)

realistic: .venv/ready-dev ## 2,000 correct forms: whatever is said of them is a false alarm
	$(PY) tests/adversary/realistic_run.py $(ARGS)

defects: .venv/ready-dev   ## docs/defects.md: mistakes of every kind, how many are found where they are
	$(PY) tests/adversary/defects_run.py $(ARGS)

mutants: .venv/ready-dev   ## docs/mutants.md: small mistakes put into the rules' own code, does a test notice?
	$(PY) tools/mutate.py $(ARGS)

clean:                     ## back to a fresh checkout (.venv stays)
	rm -rf demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find validator addin tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
