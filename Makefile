# Everything this project does, from a fresh clone with Python 3.11+ and make.
# Another Python: PYTHON=python3.12 make book

PYTHON ?= python3
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: help book test check lint citation links notebooks release bench lock clean FORCE pdf epub addresses

BIN := .venv/bin
TITLE := how-repression-escalates
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help: ## list what make can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

book: .venv/.installed _build/html/.built ## build the book, warnings being errors, into _build/html
	@echo "The book is in _build/html/index.html"

pdf: .venv/.installed _build/html/$(TITLE).pdf ## print the book as a tagged PDF, and link it from the book
	@echo "The PDF is _build/html/$(TITLE).pdf"

epub: .venv/.installed _build/html/$(TITLE).epub ## pack the book as an e-book, and link it from the book
	@echo "The e-book is _build/html/$(TITLE).epub"

test: lint check citation book ## run every check and test there is
	@$(BIN)/pytest
	@$(BIN)/pytest --nbval --nbval-current-env book

check: .venv/.installed ## check the data (and its passages, where REPRESSION_TEXTS names the texts)
	@$(BIN)/python -m analysis check

lint: .venv/.installed ## check style and spelling of code, notebooks and workflows
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/codespell
	@$(BIN)/actionlint -shellcheck= -pyflakes= .github/workflows/*.yml
	@found=$$($(BIN)/zizmor --offline --quiet .github/workflows) || { echo "$$found"; exit 1; }

citation: .venv/.installed .venv/cff/.installed ## check CITATION.cff and its version
	@.venv/cff/bin/cffconvert --validate --infile CITATION.cff
	@$(BIN)/python -m analysis cite

# A link that does not answer is no error: pages of others come and go without us.
links: .venv/.installed ## ask the addresses that the book links to if they answer (over the network)
	@rm -rf _build/links
	@$(BIN)/python -m sphinx -Q -c .ci/links -b linkcheck book _build/links || test -f _build/links/output.txt
	@sed -nE 's/^[^ ]+ \[(broken|timeout)\] //p' _build/links/output.txt \
	    | LC_ALL=C sort -u > _build/links/no-answer.txt
	@echo "$$(wc -l < _build/links/no-answer.txt) did not answer: _build/links/no-answer.txt"

# The same results give the same file: timings and the interpreter's version are left out,
# as is everything else that describes the whole notebook but what is named here.
notebooks: .venv/.installed ## run the notebooks and store their outputs, and what is generated beside them
	@find book -name '*.ipynb' -not -path '*/.ipynb_checkpoints/*' -print0 | xargs -0 \
	    $(BIN)/jupyter-nbconvert --log-level=WARN --to notebook --inplace --execute \
	    --ExecutePreprocessor.kernel_name=python3 --ExecutePreprocessor.record_timing=False \
	    --ClearMetadataPreprocessor.enabled=True \
	    --ClearMetadataPreprocessor.clear_cell_metadata=False \
	    --ClearMetadataPreprocessor.preserve_nb_metadata_mask=kernelspec \
	    --ClearMetadataPreprocessor.preserve_nb_metadata_mask=mystnb
	@$(BIN)/python -m analysis.drawing.picture

release: .venv/.installed ## derive data/release and .zenodo.json, and put all data into a zip
	@$(BIN)/python -m analysis release
	@$(BIN)/python -m analysis cite zenodo --output .zenodo.json
	@$(BIN)/python -m analysis archive

addresses: book ## add what is new in the book to the list of all that was ever published
	@$(BIN)/python -m analysis addresses

bench: book ## measure what the grid costs, and what pages weigh beside a plain Jupyter Book
	@$(BIN)/python -m analysis.robustness.bench
	@echo
	@$(BIN)/python -m analysis.weighing.bench

# Keeps the versions it finds in requirements.txt where it can: delete the file first to
# take the newest of everything. Wheels only, so that installing runs nobody's build code;
# docopt has none and serves only a command line of pykwalify that nobody calls, so it is left out.
COMPILE := _build/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
    --generate-hashes --only-binary :all: --custom-compile-command 'make lock'
lock: ## write requirements.txt and requirements-cff.txt anew from their .in files
	$(call need_python,$(shell $(PYTHON) -c '$(PROBE)' 2>/dev/null))
	@rm -rf _build/lock
	@$(PYTHON) -m venv _build/lock
	@_build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.8
	@$(COMPILE) requirements.in --output-file requirements.txt
	@echo "docopt; python_version < '3'" > _build/lock/left-out.txt
	@$(COMPILE) --override _build/lock/left-out.txt \
	    requirements-cff.in --output-file requirements-cff.txt
	@rm -rf _build/lock

clean: ## remove what was built; to install anew as well, remove .venv
	@rm -rf _build .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# --- the environment ---------------------------------------------------------------------
# A stamp is written only after its step has succeeded, so a half environment is made anew.

PROBE := import sys; from importlib.util import find_spec as has; \
    print("old" if sys.version_info < (3, 11) else "ready" if has("ensurepip") else "bare")
OLD = Python 3.11 or newer is needed and $(PYTHON) is not: \
    name another one, as in "PYTHON=python3.12 make book"
BARE = $(PYTHON) has no ensurepip module and so cannot make .venv: \
    install it (on Debian and Ubuntu the package python3-venv)
need_python = $(if $(filter ready,$(1)),,$(error $(if $(filter bare,$(1)),$(BARE),$(OLD))))

.venv/.locked: requirements.txt
	$(call need_python,$(shell $(PYTHON) -c '$(PROBE)' 2>/dev/null))
	@echo "Installing the locked packages into .venv (a few minutes, once)"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(PIP) --only-binary :all: --require-hashes --requirement requirements.txt
	@touch $@

.venv/.installed: .venv/.locked pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# In .venv, with which it goes; --no-deps, as the lock has left out one that nobody calls.
.venv/cff/.installed: requirements-cff.txt .venv/.locked
	@rm -rf .venv/cff
	@$(BIN)/python -m venv .venv/cff
	@.venv/cff/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	    --only-binary :all: --require-hashes --requirement requirements-cff.txt
	@touch $@

# --- the book ----------------------------------------------------------------------------
# Rebuilt when the content of a file has changed or a file has come or gone; a checkout or
# a touch changes nothing. Sphinx repeats no warning for a page it did not read again and
# keeps the pages of deleted chapters, so a build starts without its earlier output. What
# the notebooks computed is kept apart, in _build/.jupyter_cache: that cache compares
# notebooks only, so it goes when what they compute from has changed.

EVIDENCE := analysis data requirements.txt $(wildcard requirements.in CITATION.cff book/_toc.yml)
INCLUDED := $(wildcard *.md)
SHA256 := $(shell command -v sha256sum || echo shasum -a 256)
checksums = find $(1) -type f -not -path '*/__pycache__/*' -not -path '*/.ipynb_checkpoints/*' \
    -print0 | LC_ALL=C sort -z | xargs -0 $(SHA256)

_build/html/.built: _build/inputs.sha256 _build/evidence.sha256 | .venv/.installed
	@echo "Building the book"
	@rm -rf _build/html _build/.doctrees
	@$(BIN)/jupyter-book build book --config _config.yml --path-output . \
	    -W --keep-going --nitpick --quiet
	@touch $@

# Both are made from the built pages, and building these anew takes them away with their links.
_build/html/$(TITLE).pdf: _build/html/.built
	@echo "Printing the book (some minutes)"
	@$(BIN)/python -m analysis.editions.pdf

_build/html/$(TITLE).epub: _build/html/.built
	@echo "Packing the e-book"
	@$(BIN)/python -m analysis.editions.epub

_build/inputs.sha256: FORCE
	@mkdir -p $(@D)
	@$(call checksums,$(EVIDENCE) book _config.yml $(INCLUDED)) > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

_build/evidence.sha256: FORCE
	@mkdir -p $(@D)
	@$(call checksums,$(EVIDENCE)) > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else rm -rf _build/.jupyter_cache && mv $@.new $@; fi
