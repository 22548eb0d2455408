# Commands of the competition service. `make help` lists them; README.md says more.
# They need only make and Python 3.11 or newer: everything else is installed into .venv.

BIN := .venv/bin
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help run test check bench faults pictures styles translations lock install install-dev messages

help:  ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

run: install messages  ## Serve the site with demonstration data on PORT (8000); Ctrl-C ends it
	@DEVELOPMENT=1 exec $(BIN)/python -m workers.embedded

test: install-dev messages  ## Run every test this machine can run; REQUIRE_ALL=1 lets none be left out, ARGS="-k rank" chooses
	@$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal $(ARGS)

check: install-dev messages  ## Check format, lint, types, import contracts, templates, translations and migrations
	@scripts/check

bench: install-dev messages  ## Measure pages and acts against the smallest ones possible
	@$(BIN)/python -m tests.benchmarks $(ARGS)

faults: install-dev messages  ## Run the tests that kill, cut off and fill up what the service stands on
	@rm -f build/faults.txt
	@FAULTS=$${FAULTS:-500} $(BIN)/python -m pytest tests/faults $(ARGS)

pictures: install-dev messages  ## Take pictures of the main pages into build/pictures; ARGS="--only call --like dark" chooses
	@$(BIN)/python -m tests.browser.pictures $(ARGS)

styles: install-dev  ## Keep of Bootstrap's style sheet what templates use; needed when one uses more of it
	@$(BIN)/python -m scripts.styles

translations: install-dev  ## Collect the texts of the interface into translations/*/LC_MESSAGES/messages.po
	@$(BIN)/python -m scripts.translations update

lock: install  ## Compile requirements/*.in into hashed requirements/*.txt
	@scripts/lock

# Below: steps of the commands above, not meant to be typed.
install:
	@scripts/install app

install-dev:
	@scripts/install dev

messages: | install
	@$(BIN)/python -m scripts.translations compile
