# Two commands set everything up on a fresh machine with Python 3.11+ and make:
#   make run   run the site and its worker        make test   run all tests
# The others are for work on the code: make help.

PYTHON ?= $(firstword $(shell command -v python3.14 python3.13 python3.12 python3.11 python3 2>/dev/null) python3)
VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8000
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run backup restore dev test one faults bench check format lock messages migrations clean site tools

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: site ## Run the site and its worker (PORT=8000)
	@exec $(BIN)/python -m ops.run

backup: site ## Back up everything in one file, while the site runs
	@$(BIN)/python manage.py backup

restore: site ## Restore a backup into an empty place (FILE=…)
	@test -n "$(FILE)" || { echo "Which one? make restore FILE=var/backups/vitrine-….zip"; exit 2; }
	@$(BIN)/python manage.py restore --verify "$(FILE)"

dev: tools ## Run the site with automatic reload, for work on the code
	@DEBUG=1 exec $(BIN)/python -m ops.run --reload

test: tools ## Run all tests, in a real browser and on real servers
	@$(BIN)/python -m tests.run

one: tools ## Run one file, folder or test (TEST=tests/…)
	@test -n "$(TEST)" || { echo "Which one? make one TEST=tests/contact/form/test_spam.py"; exit 2; }
	@$(BIN)/python -m pytest -q $(TEST)

faults: tools ## Kill, fill up, lock and stop a site under load, 20 times over
	@FAULT_ROUNDS=20 FAULT_VISITORS=200 $(BIN)/python -m tests.run --only faults -s

bench: tools ## Measure pages, inquiries and the admin beside bare applications (ONLY=pages)
	@exec $(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY))

check: tools ## Lint, types, templates, migrations, translations, import direction
	@$(BIN)/python -m pytest -q tests/house

# Includes new files that git does not know yet. A problem that has no fix does not stop the rest.
format: tools ## Fix what can be fixed automatically of what make check finds
	@$(BIN)/ruff check --fix --exit-zero . && $(BIN)/ruff format .
	@git ls-files --cached --others --exclude-standard 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2
	@$(BIN)/python -m tests.house.format_css

# msgen fills in English from the source. Missing French stays empty and is listed.
messages: tools ## Collect the texts, fill in English, and compile the translations
	@$(BIN)/python manage.py makemessages --all --no-obsolete --no-wrap --add-location file --ignore .venv --ignore var --ignore tests
	@msgen --no-wrap -o config/locale/en/LC_MESSAGES/django.po config/locale/en/LC_MESSAGES/django.po
	@sed -i.bak '/^"POT-Creation-Date/d' config/locale/*/LC_MESSAGES/django.po && rm -f config/locale/*/LC_MESSAGES/*.bak
	@for folder in config/locale/*/LC_MESSAGES; do (cd $$folder && msgfmt --check -o django.mo django.po) || exit 1; done
	@$(BIN)/python -m tests.catalogues

# Until the first release there is one set per room. A database that was made before does not
# learn of the change: CONTRIBUTING says what becomes of it.
migrations: tools ## Rewrite the migrations, one set per room
	@$(BIN)/python manage.py check
	@rm -f $(foreach room,ops brand services contact,$(room)/migrations/0*.py)
	@$(BIN)/python manage.py makemigrations --no-header ops brand services contact

lock: tools ## Update the versions of packages in the lock files
	@$(BIN)/uv pip compile -q --universal --upgrade --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --upgrade --generate-hashes --no-emit-index-url pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean: ## Remove the environment and caches; data in var/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +

# Make checks what is installed under a lock, because two installations at once would write into the
# same folder.
site tools:
	@$(PYTHON) -I ops/processes/one_at_a_time.py $(MAKE) -s --no-print-directory $(VENV)/.$@

$(VENV)/.uv: ops/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Vitrine needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python cannot make virtual environments here. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "Preparing Python in $(VENV) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r ops/bootstrap.txt
	@touch $@

$(VENV)/.site: $(VENV)/.uv requirements.txt
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.tools: $(VENV)/.site requirements-dev.txt
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@
