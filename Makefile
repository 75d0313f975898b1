SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PORT ?= 8000
# The site's public address; mkdocs.yml has one for builds that are not published.
SITE_URL ?=
ifneq ($(SITE_URL),)
export SITE_URL
endif
WORKERS ?= 3
PYTEST_ARGS ?=
FUZZ_SECONDS ?= 600

VENV := .venv
PY := $(VENV)/bin/python
PACKAGES := $(VENV)/.packages-installed
PROJECT := $(VENV)/.project-installed
NODE := node_modules/.packages-installed
ENGINES := .venv-engines
MUTATION := .venv-mutation
MUTANTS ?=
ENVIRONMENT := $(PACKAGES) $(PROJECT) $(NODE)
SITE := site/.built
SITE_SOURCES := $(shell find src calculator docs tools mkdocs.yml pyproject.toml requirements/browser.txt package-lock.json -type f \
	! -path '*/__pycache__/*' 2>/dev/null \
	| LC_ALL=C sort)
# pip speaks up only when it fails; what it had to say otherwise is in the log.
pip = $(PY) -m pip install --quiet --disable-pip-version-check --no-deps $(1) --no-compile >>build/pip.log 2>&1 || { tail -n 40 build/pip.log >&2; exit 1; }
say = @printf '→ %s\n'

.PHONY: help serve site test test-engines mutation fuzz reproducible check check-ruff check-format check-types check-imports check-js bench format lock hooks schema fonts \
	browsers clean distclean FORCE

help: ## Afficher cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(SITE) ## Construire le site et le servir sur http://127.0.0.1:8000 (PORT=… pour un autre port)
	@exec $(PY) -m tools.serve --port $(PORT) site

test: $(SITE) browsers ## Lancer toutes les suites de tests (WORKERS=…, PYTEST_ARGS=…)
	$(say) 'Tests : modules de la page, sous Node'
	@node --test --test-reporter=dot calculator/browser/*.test.mjs calculator/widget/*.test.mjs
	$(say) 'Tests : premiers chiffres, 100 000 créances'
	@$(PY) -m tests.support.first_figures 100000
	$(say) 'Tests : cœur, calculateur, site et navigateurs'
	@$(PY) -m pytest --numprocesses $(WORKERS) --dist worksteal $(PYTEST_ARGS)

test-engines: $(ENGINES)/.packages-installed ## Comparer le registre sur Spark et sur Ray à celui d’un seul programme (Java 17)
	@command -v java >/dev/null || sh tools/apt_install.sh openjdk-17-jre-headless
	$(say) 'Tests : Spark et Ray'
	@PYTHONPATH=src $(ENGINES)/bin/python -m pytest --noconftest $(PYTEST_ARGS) tests/engines

mutation: $(MUTATION)/.packages-installed $(PROJECT) ## Changer le calcul d’un signe à la fois : les tests le voient-ils ? (MUTANTS='latepay_core.interest.*')
	$(say) 'Mutations : ce que les tests ne voient pas va dans build/mutations.txt'
	@mkdir -p build
	@LATEPAY_ORACLE_CLAIMS=200 LATEPAY_EXAMPLES=25 nice $(MUTATION)/bin/mutmut run --max-children 1 $(MUTANTS)
	@$(MUTATION)/bin/mutmut results > build/mutations.txt

check: check-ruff check-format check-imports check-types check-js ## Vérifier style, types et sens des imports

site: $(SITE) ## Construire le site dans site/ (SITE_URL=… pour son adresse publique)

bench: $(SITE) browsers ## Mesurer : démarrage, recalcul, transfert, 100 000 créances
	$(say) 'Mesures'
	@$(PY) -m tests.bench

reproducible: $(ENVIRONMENT) ## Construire le site deux fois : les mêmes octets
	$(say) 'Site : construit deux fois, comparé'
	@$(PY) -m tools.reproducible

fuzz: $(PROJECT) ## Donner des fichiers abîmés à chaque lecteur (FUZZ_SECONDS=600 ; ce qui échoue va dans build/fuzz/)
	$(say) 'Fichiers abîmés : $(FUZZ_SECONDS) secondes'
	@$(PY) -m tests.fuzz --seconds $(FUZZ_SECONDS)

format: $(PACKAGES) ## Mettre le code Python en forme
	@$(PY) -m ruff check --fix --quiet .
	@$(PY) -m ruff format .

hooks: $(PACKAGES) ## Installer les vérifications d’avant commit
	@$(VENV)/bin/pre-commit install

lock: $(PACKAGES) ## Recalculer les fichiers de verrouillage (LOCK_ARGS=--upgrade pour tout mettre à jour)
	$(say) 'Verrouillage : requirements/*.txt'
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" bash tools/lock.sh $(LOCK_ARGS)
	$(say) 'Verrouillage : package-lock.json'
	@npm install --package-lock-only --no-progress

schema: $(PROJECT) ## Écrire ce qui se déduit du code : le schéma JSON d’une créance, les types de ce que lit la page
	@$(PY) -m tools.format_schema
	@$(PY) -m tools.bridge_types

fonts: $(PACKAGES) $(NODE) ## Découper les polices des lettres (src/latepay_core/documents/fonts)
	@$(PY) -m tools.letter_fonts

clean: ## Effacer ce qui a été construit
	@rm -rf build dist site \
		.mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find src calculator tools tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## Effacer aussi les environnements Python et Node
	@rm -rf $(VENV) $(ENGINES) $(MUTATION) node_modules mutants

# ---------------------------------------------------------------- environments

$(PY):
	@python=$$(sh tools/find_python.sh) && \
		printf '→ %s\n' "Python : environnement virtuel $(VENV) ($$("$$python" --version))" && \
		"$$python" -m venv --clear $(VENV)

# A stamp is touched last, so that an interrupted step is done again.
$(PACKAGES): requirements/dev.txt | $(PY)
	$(say) 'Python : paquets verrouillés de requirements/dev.txt'
	@mkdir -p build
	@$(call pip,--require-hashes -r requirements/dev.txt)
	@touch $@

$(PROJECT): pyproject.toml $(PACKAGES)
	$(say) 'Python : latepay-core en mode éditable'
	@mkdir -p build
	@$(call pip,--no-index --no-build-isolation --editable .)
	@touch $@

# What changes the sources has an environment of its own, which sees the packages of the other one too.
$(MUTATION)/.packages-installed: requirements/mutation.txt $(PACKAGES)
	$(say) 'Python : paquets verrouillés de requirements/mutation.txt'
	@mkdir -p build
	@$(PY) -m venv --clear $(MUTATION)
	@$(MUTATION)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/mutation.txt \
		>>build/pip.log 2>&1 || { tail -n 40 build/pip.log >&2; exit 1; }
	@path='import sysconfig; print(sysconfig.get_path("purelib"))'; \
		echo "import site; site.addsitedir('$$($(PY) -c "$$path")')" > "$$($(MUTATION)/bin/python -c "$$path")/development.pth"
	@touch $@

# Spark comes as source: what builds it is installed first, from the same list.
$(ENGINES)/.packages-installed: requirements/engines.txt | $(PY)
	$(say) 'Python : paquets verrouillés de requirements/engines.txt'
	@mkdir -p build
	@$(PY) -m venv --clear $(ENGINES)
	@for part in '/^setuptools==/' 1; do \
		$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --require-hashes \
			-r <(awk "/^[a-z]/ { on = $$part } on" requirements/engines.txt) >>build/pip.log 2>&1 || { tail -n 40 build/pip.log >&2; exit 1; }; \
	done
	@touch $@

$(NODE): package-lock.json package.json .npmrc
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null || \
		{ echo 'Node 20 ou plus récent est nécessaire, avec npm : installez-le, puis relancez.' >&2; exit 2; }
	$(say) 'Node : paquets verrouillés de package-lock.json'
	@npm ci --no-progress --loglevel=error
	@touch $@

browsers: | $(PACKAGES)
	@PLAYWRIGHT=$(VENV)/bin/playwright sh tools/install_browsers.sh

# ---------------------------------------------------------------- site

# The list of sources is itself a source: a file that goes away must rebuild the site too.
build/site.inputs: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(SITE_URL)' $(SITE_SOURCES) | cmp -s - $@ || printf '%s\n' '$(SITE_URL)' $(SITE_SOURCES) > $@

$(SITE): build/site.inputs $(SITE_SOURCES) $(ENVIRONMENT)
	$(say) 'Site : pages, calculateur, politique de sécurité'
	@$(PY) -m tools.build_site
	@touch $@

# ---------------------------------------------------------------- checks

check-ruff: $(PACKAGES)
	$(say) 'Style : ruff check'
	@$(PY) -m ruff check .

check-format: $(PACKAGES)
	$(say) 'Mise en forme : ruff format --check'
	@$(PY) -m ruff format --check .

check-types: $(PROJECT)
	$(say) 'Types Python : mypy --strict'
	@$(PY) -m mypy

check-imports: $(PROJECT)
	$(say) 'Sens des imports : import-linter'
	@$(VENV)/bin/lint-imports --no-logo

check-js: $(NODE)
	$(say) 'Types JavaScript : tsc --checkJs'
	@npm run --silent types
