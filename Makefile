# Everything a newcomer, a developer and CI run. `make` prints the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# Java 25: JAVA_HOME if it is one, else the usual places.
jdk25_in = $(firstword $(foreach d,$(1),$(if $(shell "$(d)/bin/java" -version 2>&1 | grep -E '"25[.\"]'),$(d))))
JDK_PLACES := $(JAVA_HOME) $(wildcard /usr/lib/jvm/*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home $(HOME)/.sdkman/candidates/java/25*)
JDK25 := $(call jdk25_in,$(JDK_PLACES))
export JAVA_HOME := $(JDK25)
JAVA := $(JDK25)/bin/java
MVN := mvn
LAUNCHER := $(JAVA) -jar local/launcher/target/local-launcher.jar

JAVA_SOURCES := $(shell find pom.xml services/*/pom.xml local/*/pom.xml services/*/src/main/java services/*/src/main/resources local/*/src/main -type f 2>/dev/null)
CONSOLE_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/tests/*' 2>/dev/null)
SHA256 := $(if $(shell command -v sha256sum),sha256sum,shasum -a 256)
MODEL_DIR := .corral/models
TINYLLAMA := $(MODEL_DIR)/tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf
TINYLLAMA_URL := https://huggingface.co/TheBloke/TinyLlama-1.1B-Chat-v1.0-GGUF/resolve/main/tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf
TINYLLAMA_SHA256 := 9fecc3b3cd76bba89d504f29b616eedf7da85b96540e490ca5824d3f7d2776a0

.PHONY: help up down status token reset model build console test test-java test-console test-e2e cluster-test format bench clean launcher prerequisites

help: ## Show this help
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

up: build ## Build what changed, run everything on this machine, print the URL and the logins (ARGS="--help" for options)
	@$(LAUNCHER) up $(ARGS)

down: launcher ## Stop a platform that runs in another terminal or was left behind
	@$(LAUNCHER) down $(ARGS)

status: launcher ## Show the running parts, their ports and memory
	@$(LAUNCHER) status $(ARGS)

token: launcher ## Print a bearer token for scripts: make token USER=alice
	@$(LAUNCHER) token $(if $(filter command,$(firstword $(origin USER))),$(USER),alice) $(ARGS)

reset: launcher ## Forget everything the laptop platform stored
	@$(LAUNCHER) reset $(ARGS)

model: ## Download TinyLlama-1.1B-Chat (638 MiB) and verify it; then: CORRAL_MODEL=<printed path> make up
	@mkdir -p $(MODEL_DIR)
	@test -f $(TINYLLAMA) || { curl --fail --location --progress-bar -o $(TINYLLAMA).part $(TINYLLAMA_URL) \
	  && echo "$(TINYLLAMA_SHA256)  $(TINYLLAMA).part" | $(SHA256) --check --quiet - && mv $(TINYLLAMA).part $(TINYLLAMA); } \
	  || { rm -f $(TINYLLAMA).part; echo "The download failed or its checksum was wrong; nothing was kept." >&2; exit 1; }
	@echo "CORRAL_MODEL=$(CURDIR)/$(TINYLLAMA) make up"

build: prerequisites console target/built ## Build what changed, without tests

console: prerequisites frontend/dist/index.html

frontend/dist/index.html: $(CONSOLE_SOURCES)
	@echo "Building the console …"
	@cd frontend && npm ci --silent && npm run --silent build
	@touch $@

target/built: $(JAVA_SOURCES) frontend/dist/index.html
	@echo "Building the services and the laptop platform (the first time downloads their libraries) …"
	@$(MVN) -q package -DskipTests -Dspotless.check.skip
	@mkdir -p target && touch $@

test: prerequisites ## Run every check and test, fast ones first
	@$(MAKE) --no-print-directory test-console test-java cluster-test test-e2e

test-console: prerequisites ## Lint, types, unit tests and build of the console
	cd frontend && npm ci --silent && npm run check && npm run build

test-java: prerequisites ## Format, static checks, architecture rules, unit and service tests of all Java parts
	$(MVN) verify
	@mkdir -p target && touch target/built

test-e2e: build ## The journeys: API and headless Chromium against the processes of `make up`
	e2e/run

cluster-test: build ## The dispatcher against a real kube-apiserver, built from Go modules (skipped aloud without Go; the first build takes minutes)
	e2e/cluster/run

format: prerequisites ## Format all Java and console sources
	$(MVN) -q spotless:apply
	cd frontend && npm run --silent format

bench: build ## Start-up, memory and streaming measurements (see bench/README.md)
	bench/run

clean: ## Remove everything that was built
	rm -rf target services/*/target local/*/target frontend/dist frontend/node_modules e2e/node_modules

launcher: prerequisites
	@test -f local/launcher/target/local-launcher.jar || { echo "Nothing is built yet: make up, or make build." >&2; exit 1; }

prerequisites:
	@test -n "$(JDK25)" || { echo "Corral needs a JDK 25 (for example Temurin 25). Looked at JAVA_HOME, /usr/lib/jvm, ~/.sdkman. Install one and set JAVA_HOME." >&2; exit 1; }
	@command -v mvn >/dev/null || { echo "Corral needs Maven 3.8.7 or newer (apt-get install maven, brew install maven)." >&2; exit 1; }
	@command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
	  || { echo "Corral needs Node.js 20.19 or newer with npm." >&2; exit 1; }
