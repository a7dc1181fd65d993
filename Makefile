# Glossator. `make run` starts the program, `make test` runs every check and test.
# Both install what they need into .venv; on Debian-like systems, as root, also the
# shared libraries of Qt.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

# Qt's window needs these; the tests need them too, though they open no window.
QT_LIBS := libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 \
	libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xinerama0 \
	libxcb-render-util0 libxcb-image0 libcups2 fonts-dejavu-core

.PHONY: run test check unit trust explore bench readers corpus screenshots wheel libs clean help

help:
	@echo "make run          start Glossator on the five reports"
	@echo "make test         linters, types, layers and all tests"
	@echo "make trust        thirty kinds of faults, each tried often, and what they lost"
	@echo "make explore      the property tests with new examples, and more of them"
	@echo "make bench        timings and memory"
	@echo "make readers      the same report in the other readers that are installed"
	@echo "make corpus       set the five reports anew from their sources"
	@echo "make screenshots  draw the pictures of docs/ and of the manual"

run: $(STAMP) libs
	@$(BIN)/glossator open $(PROJECT)

test: $(STAMP) libs check unit

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=desktop $(BIN)/lint-imports

# Journeys drive real windows and processes, and on a busy machine an answer can come too
# late: what failed is asked once more, and named. A crash or a hang is not.
unit: $(STAMP) libs
	@rm -f .pytest_cache/v/cache/lastfailed
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q --benchmark-skip || { \
		echo "Once more, only what failed:"; \
		QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q --benchmark-skip \
			--last-failed --last-failed-no-failures none; }

trust: $(STAMP) libs
	QT_QPA_PLATFORM=offscreen PYTHONPATH=desktop:tests GLOSSATOR_TRUST=1 $(BIN)/python -m helpers.trust

explore: $(STAMP) libs
	HYPOTHESIS_PROFILE=explore QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q tests/unit/domain tests/unit/exchange

bench: $(STAMP) libs
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q tests/benchmarks --benchmark-only \
		-o faulthandler_timeout=1800 \
		--benchmark-columns=min,median,max,rounds --benchmark-sort=name -s

readers: $(STAMP) libs
	PYTHONPATH=desktop:tests $(BIN)/python tests/benchmarks/readers.py $(READERS)

corpus: $(STAMP)
	PYTHONPATH=corpus $(BIN)/python -m edition

screenshots: $(STAMP) libs
	$(BIN)/python tests/helpers/screenshots.py docs resources/manual

wheel: $(STAMP)
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Glossator needs Python 3.11 or newer; try make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "Python lacks venv; on Debian: apt install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test,corpus]'
	@touch $(STAMP)

# Installed where that can be done without asking, named elsewhere.
libs: $(STAMP)
	@if [ "$$(uname -s)" != Linux ] || $(BIN)/python -c 'import PySide6.QtGui' 2>/dev/null \
			&& [ -e /usr/lib/*/libxcb-cursor.so.0 -o -z "$$(command -v dpkg)" ] \
			&& [ -n "$$(fc-list 2>/dev/null | head -1)" -o -d /usr/share/fonts/truetype ]; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(QT_LIBS) >/dev/null; \
	else \
		echo "Qt lacks shared libraries of this system. On Debian or Ubuntu:"; \
		echo "  sudo apt install $(QT_LIBS)"; exit 1; \
	fi

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
